"""All watched towns: where they lie, how much is written of each, and which has no local source."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desk.cards import front as cards
from desk.cards import places, volumes
from desk.moments import ALMATY
from desk.web import newsvalue
from desk.web.answering import page
from desk.web.townmap import town_map
from desk.web.townrows import SORTS, ordered, town_row
from desk.web.townsources import files_of, town_sources
from desk.wording.phrases import Phrases
from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from datasette import Response
    from datasette.app import Datasette

    from crawler.sources import Source
    from desk.web.asked import Asked
    from desk.web.townrows import TownRow
    from desk.web.townsources import Files
    from desk.web.words import Words

Record = dict[str, Any]
BOOKS: Final = ("web_towns", "web_front", "web_charts", "digest")
_MONTH: Final = 30
_YEAR: Final = 365


def room(files: Files, db: sqlite3.Connection, asked: Asked) -> Record:
    """The table, filtered by region and in the order asked for, and the map of all."""
    t = asked.words(*BOOKS)
    towns = places.towns(db)
    rows = _rows(db, towns, files() or {}, asked)
    region = asked.one("region")
    shown = [one for one in rows if one.region_id == region] if region else rows
    sort = asked.one("sort") if asked.one("sort") in SORTS else SORTS[0]
    return {
        "rows": ordered(shown, sort),
        "all": len(rows),
        "sort": sort,
        "sorts": SORTS,
        "region": next((one.region for one in rows if one.region_id == region), ""),
        "region_id": region,
        "regions": sorted({(one.region, one.region_id) for one in rows if one.region_id}),
        "without": [one for one in rows if one.sources.is_known and not one.sources.local],
        "is_known": any(one.sources.is_known for one in rows),
        "map": _map(db, towns, rows, asked.now, t),
    }


def windows(now: datetime) -> list[datetime]:
    """The edges of thirteen windows of a year: eleven months, what is left of the last, a week."""
    days = (_YEAR, *range(11 * _MONTH, 0, -_MONTH), 7)
    # what was stored this very moment is of this week as well
    return [*(now - timedelta(days=one) for one in days), now + timedelta(seconds=1)]


def _rows(
    db: sqlite3.Connection, towns: list[Record], files: Mapping[str, Source], asked: Asked
) -> list[TownRow]:
    counts = volumes.in_windows(db, [one["id"] for one in towns], windows(asked.now))
    known, watched, regions = gazetteer().towns, cards.sources(db), places.regions(db)
    say, found = Phrases("digest", asked.language), []
    for one in towns:
        told = known.get(one["id"])
        people = (told.population, told.population_year) if told else (None, None)
        found.append(
            town_row(
                one,
                region=regions.get(one["region"]),
                counts=counts[one["id"]],
                event=places.last_event(db, one["id"]),
                sources=town_sources(one["id"], one["region"], watched, files),
                people=people,
                say=say,
                year=asked.now.astimezone(ALMATY).year,
            )
        )
    return found


def _map(
    db: sqlite3.Connection, towns: list[Record], rows: list[TownRow], now: datetime, t: Words
) -> Any:
    """Dots by the articles of the year, coloured by the gravest event of the last month."""
    ids = volumes.articles(db, now - timedelta(days=_MONTH), now)
    grades = newsvalue.gravest(newsvalue.ranked(cards.reports(db, ids)))
    return town_map(towns, {one.id: one.year for one in rows}, grades, t)


async def _answer(request: Any, datasette: Datasette) -> Response:
    answer = page("towns.html", partial(room, files_of(datasette)), *BOOKS)
    return await answer(request, datasette)


ROUTES: Final = ((r"^/towns$", _answer),)
