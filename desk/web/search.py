"""``/search``: what is found, and by what it can be narrowed; the same as JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk import queries
from desk.cards import found as cards
from desk.cards import naming, otherwise
from desk.web import articlelines, marking, paging, searchasked, searchfacets
from desk.web.answering import page
from desk.web.searchasked import ORDERS, PER_PAGE

if TYPE_CHECKING:
    import sqlite3

    from desk.cards.found import Found, Hit
    from desk.web.asked import Asked
    from desk.web.searchasked import Wanted

BOOKS: Final = ("web_search", "web_entities")


def room(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of hits with their facets; the newest articles where nothing is asked."""
    wanted = searchasked.wanted(asked)
    found = cards.find(
        db,
        wanted.text,
        wanted.given,
        now=asked.now,
        limit=PER_PAGE,
        offset=(wanted.page - 1) * PER_PAGE,
        order="newest" if wanted.order == "newest" else "best",
    )
    offered = otherwise.by_fields(db, wanted.text, wanted.given, found, asked.now)
    view = searchfacets.View(wanted, found.chosen, asked.language, asked.words(*BOOKS))
    return {
        "wanted": wanted,
        "found": found,
        "hits": _lines(db, found, asked.language),
        "groups": searchfacets.groups(found.facets, view),
        "chips": searchfacets.chips(view),
        "remarks": searchfacets.remarks((*found.notes, *offered), wanted, asked.language),
        "orders": ORDERS,
        "pages": paging.pages(wanted.page, found.total, found.reachable, PER_PAGE),
        "parts": marking.parts,
        "day_of": lambda field: searchfacets.day_of(found.chosen, field),
        "is_empty": not found.total and not queries.newest(db, queries.Filters(), 1),
        **_elsewhere(wanted, found),
    }


def _lines(
    db: sqlite3.Connection, found: Found, language: str
) -> list[tuple[articlelines.Line, Hit]]:
    ids = [hit.line.id for hit in found.hits]
    places = naming.named_in(db, ids, ("town",))
    stories = naming.stories_of(db, ids)
    return [
        (articlelines.shown(hit.line, places.get(one, ()), stories.get(one), language), hit)
        for one, hit in zip(ids, found.hits, strict=True)
    ]


def _elsewhere(wanted: Wanted, found: Found) -> dict[str, str | None]:
    """The same search in other forms; None for one that cannot ask it."""
    return {
        "json": wanted.on_page(1).address("/search.json"),
        "csv": wanted.on_page(1).address("/search.csv"),
        # a feed knows no fields: what was not understood would not be told there
        "feed": None if found.notes else searchasked.feed(wanted.text, found.chosen),
        "command": searchasked.command(wanted.text, found.chosen, wanted.order),
    }


ROUTES: Final = ((r"^/search$", page("search.html", room, *BOOKS)),)
