"""The page of coverage: which days were watched without a gap, and which towns nobody covers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desk import accounting, ledger
from desk.cards import front
from desk.moments import ALMATY
from desk.watchdays import days_of
from desk.web import coveragegrid
from desk.web.answering import page
from desk.web.sourcewords import wording
from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from datasette import Response

    from crawler.sources import Source
    from desk.web.asked import Asked

    # the source files; None where they cannot be read
    Files = Callable[[], Mapping[str, Source] | None]

SPANS: Final = (7, 14, 28)
_USUAL: Final = 14
_WAITING: Final = 1000


def _room(files: Files, db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    wanted = asked.number("days", _USUAL, max(SPANS))
    span = next(one for one in SPANS if wanted <= one)
    today = asked.now.astimezone(ALMATY).date()
    first = today - timedelta(days=span - 1)
    sources = {line.id: line for line in ledger.sources(db)}
    on = {line.id for line in sources.values() if line.enabled}
    found = accounting.by_day(db, accounting.Span(first, today), on, asked.now)
    rows = coveragegrid.grid(found)
    known = files()
    return {
        "span": span,
        "spans": SPANS,
        "days": days_of(first, today),
        "rows": rows,
        "names": {line.id: line.name for line in sources.values()},
        "verdict": coveragegrid.verdict(rows, front.waiting(db, _WAITING), len(front.states(db))),
        "until": coveragegrid.known_until(found),
        "regions": {one.name_en: one for one in gazetteer().regions.values()},
        "towns": _towns(known, on) if known is not None else None,
        **wording(asked.language),
    }


def _towns(known: Mapping[str, Source], on: set[str]) -> list[coveragegrid.TownLine]:
    return coveragegrid.town_lines(gazetteer().towns.values(), known.values(), on)


async def _page(request: Any, datasette: Any) -> Response:
    room = partial(_room, datasette.kenwatch_sources)
    return await page("coverage.html", room, "sources", "health")(request, datasette)


ROUTES: Final = ((r"^/coverage$", _page),)
