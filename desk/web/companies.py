"""``/companies``: who is in the news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk.cards.companies import companies
from desk.moments import ALMATY
from desk.web import companylist, spans
from desk.web.answering import page

if TYPE_CHECKING:
    import sqlite3

    from desk.web.asked import Asked

BOOKS: Final = ("web_entities",)


def room(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The companies with their articles of 30 and 365 days, events, mines and towns."""
    found = companies(db, asked.now.astimezone(ALMATY).date())
    sort = asked.one("sort")
    sort = sort if sort in companylist.SORTS else companylist.SORTS[0]
    return {
        "rows": companylist.in_news(found.companies, sort, asked.language),
        "others": companylist.not_in_news(found.companies, asked.language),
        "sort": sort,
        "sorts": companylist.SORTS,
        "counted": found.counted,
        "is_bound": found.is_bound,
        "since": spans.day(found.since, asked.language),
    }


ROUTES: Final = ((r"^/companies$", page("companies.html", room, *BOOKS)),)
