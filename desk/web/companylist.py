"""The list of companies in the order that is asked for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.web import spans
from desk.web.entitynames import named
from desk.web.happenings import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desk.cards.companies import Company

# the words of ?sort=, the usual one first
SORTS: Final = ("news", "events", "newest", "name")
_MOST_EVENTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A company of the table: ``events`` are (kind, label, count), the most frequent first."""

    id: str
    name: str
    owners: str
    month: int
    year: int
    events: tuple[tuple[str, str, int], ...]
    more_events: int
    assets: int
    towns: int
    newest: str


def in_news(companies: Iterable[Company], sort: str, language: str) -> list[Row]:
    """The companies that an article names, sorted by a word of SORTS."""
    chosen = [one for one in companies if one.year]
    orders: dict[str, Callable[[Company], object]] = {
        "news": lambda one: (-one.year, -one.month),
        "events": lambda one: (-sum(one.events.values()), -one.year),
        "name": lambda one: named(one.names, language).casefold(),
    }
    by_name = sorted(chosen, key=lambda one: named(one.names, language).casefold())
    if sort == "newest":
        found = sorted(by_name, key=lambda one: one.newest, reverse=True)
    else:
        found = sorted(by_name, key=orders[sort])  # type: ignore[arg-type]
    return [_row(one, language) for one in found]


def _row(one: Company, language: str) -> Row:
    events = [(kind, label(kind, language), count) for kind, count in one.events.items()]
    return Row(
        id=one.id,
        name=named(one.names, language),
        owners=", ".join(named(owner, language) for owner in one.owners),
        month=one.month,
        year=one.year,
        events=tuple(events[:_MOST_EVENTS]),
        more_events=len(events[_MOST_EVENTS:]),
        assets=len(one.assets),
        towns=len(one.towns),
        newest=spans.day(one.newest, language),
    )


def not_in_news(companies: Iterable[Company], language: str) -> list[tuple[str, str]]:
    """(id, name) of the others, by name."""
    found = [(one.id, named(one.names, language)) for one in companies if not one.year]
    return sorted(found, key=lambda one: one[1].casefold())
