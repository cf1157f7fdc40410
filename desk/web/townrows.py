"""The towns as lines of a table: which are shown, and in what order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk.digest.lines import in_order, name, short_day, title
from desk.moments import ALMATY, from_archive
from desk.web.charts.sparkline import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from desk.web.charts.sparkline import Sparkline
    from desk.web.townsources import TownSources
    from desk.wording.phrases import Phrases

_NOON: Final = timedelta(hours=12)
SORTS: Final = ("articles", "name", "region", "population", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRow:
    """A line of the table. ``week``, ``month`` and ``year``: articles of the last 7, 30, 365 days.

    ``event``: kind, title, language, article_id of the last event, None for none; it was
    told ``at`` and on ``day``.
    """

    id: str
    name: str
    region: str
    region_id: str
    population: int | None
    population_year: int | None
    week: int
    month: int
    year: int
    trend: Sparkline | None
    event: Mapping[str, Any] | None
    at: datetime | None
    day: str
    sources: TownSources


def town_row(
    row: Mapping[str, Any],
    *,
    region: Mapping[str, Any] | None,
    counts: Sequence[int],
    event: Mapping[str, Any] | None,
    sources: TownSources,
    people: tuple[int | None, int | None],
    say: Phrases,
    year: int,
) -> TownRow:
    """A town of table entity as a line.

    ``counts``: of thirteen windows in the order of time: eleven months, what is left of the last
    one, and the last week. ``people``: how many live there, in which year. Days of ``year`` are
    told without it.
    """
    language = say.language
    months = [*counts[:-2], counts[-2] + counts[-1]]
    return TownRow(
        id=row["id"],
        name=name(row[f"name_{language}"]),
        region=name(region[f"name_{language}"]) if region else name(row["region"] or ""),
        region_id=region["id"] if region else "",
        population=people[0],
        population_year=people[1],
        week=counts[-1],
        month=months[-1],
        year=sum(counts),
        trend=sparkline(months),
        event={**event, "title": title(event["title"])} if event else None,
        at=from_archive(event["at"]) if event else None,
        day=_day(event, say, year) if event else "",
        sources=sources,
    )


def _day(event: Mapping[str, Any], say: Phrases, year: int) -> str:
    at = from_archive(event["at"])
    if at is None:
        return ""
    # a day is stored as its midnight in the zone of the source; its noon is that day in Almaty too
    is_coarse = event["precision"] in {"day", "month"}
    there = (at + _NOON if is_coarse else at).astimezone(ALMATY)
    return short_day(there.date(), say, year)


def ordered(rows: Iterable[TownRow], sort: str) -> list[TownRow]:
    """By articles of the last year (then of the month), name, region, people, or last event."""
    found = list(rows)
    places = {one: place for place, one in enumerate(in_order({row.name for row in found}))}
    regions = {one: place for place, one in enumerate(in_order({row.region for row in found}))}
    keys = {
        "name": lambda one: (0, places[one.name]),
        "region": lambda one: (regions[one.region], places[one.name]),
        "population": lambda one: (-(one.population or 0), places[one.name]),
        "event": lambda one: (-(one.at.timestamp() if one.at else 0.0), places[one.name]),
    }
    usual = lambda one: (-one.year, -one.month, places[one.name])  # noqa: E731 - a key as the others
    return sorted(found, key=keys.get(sort, usual))
