"""The page of a town: where it lies, what happened there, who works there, and who writes of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desk import queries
from desk.alerts import figurewords
from desk.alerts.gist import gist_of
from desk.alerts.material import material
from desk.cards import front as front_cards
from desk.cards import places, townpage, volumes
from desk.digest.lines import name
from desk.moments import ALMATY
from desk.web import storycard, townevents, volumechart
from desk.web.answering import page
from desk.web.asked import NotFoundError
from desk.web.charts.barlist import bars
from desk.web.townmap import town_map
from desk.web.townnames import names_of
from desk.web.townsources import files_of, town_sources
from desk.wording.phrases import Phrases
from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from datasette import Response
    from datasette.app import Datasette

    from desk.web.asked import Asked
    from desk.web.storycard import StoryCard
    from desk.web.townevents import TownEvent
    from desk.web.townsources import Files
    from desk.web.words import Words

Record = dict[str, Any]
BOOKS: Final = ("web_towns", "web_front", "web_charts", "digest", "alerts")
_A_PAGE: Final = 12
_HARMED: Final = 10
_SUMS: Final = 10
_NEWEST: Final = 8
_MONTHS: Final = 12
_READ: Final = 2000


def room(files: Files, db: sqlite3.Connection, asked: Asked) -> Record:
    """All of the page; raises NotFoundError where no town has the id."""
    t = asked.words(*BOOKS)
    row = townpage.town(db, asked.parts["id"])
    if row is None:
        raise NotFoundError(t("no_town"))
    region = places.regions(db).get(row["region"] or "")
    marks = {"marked": row["id"], "region_id": region["id"] if region else ""}
    return {
        "town": row,
        "name": name(row[f"name_{asked.language}"]),
        "region": region,
        "map": town_map(places.towns(db), {}, {}, t, **marks),
        **_about(db, row, asked),
        "sources": town_sources(row["id"], row["region"], front_cards.sources(db), files() or {}),
        **_happened(db, row["id"], asked, t),
        **_written(db, row, asked, t),
    }


def _about(db: sqlite3.Connection, row: Record, asked: Asked) -> Record:
    """What holds whatever was written: names, people, status, mines, companies, offices."""
    alerts = Phrases("alerts", asked.language)
    region = places.regions(db).get(row["region"] or "")
    ids = [row["id"], region["id"]] if region else [row["id"]]
    names = [_dated(one, alerts) for one in townpage.names(db, row["id"])]
    told = gazetteer().towns.get(row["id"])
    ties = townpage.ties(db, row["id"])
    return {
        "names": names_of(row, names, asked.language),
        "population": told.population if told else None,
        "population_year": told.population_year if told else None,
        "statuses": [_dated(one, alerts) for one in townpage.statuses(db, row["id"])],
        "companies": [one for one in ties if one["kind"] == "company"],
        "assets": [one for one in ties if one["kind"] == "asset"],
        "officials": [_dated(one, alerts) for one in townpage.officials(db, ids)],
    }


def _dated(row: Record, alerts: Phrases) -> Record:
    """A row whose ``since`` and ``until`` are told as exactly as they are known."""
    return {**row, **{key: figurewords.moment(row[key], alerts) for key in ("since", "until")}}


def _happened(db: sqlite3.Connection, town_id: str, asked: Asked, t: Words) -> Record:
    kinds, years = townevents.counted(townpage.event_counts(db, town_id))
    kind = asked.one("event") if asked.one("event") in dict(kinds) else ""
    year = asked.one("year") if asked.one("year") in years else ""
    rows = townpage.events(db, town_id, kind, year)
    chosen = townevents.town_events(rows)
    number = asked.number("page", 1, -(-len(chosen) // _A_PAGE) or 1)
    shown = chosen[(number - 1) * _A_PAGE : number * _A_PAGE]
    line = townevents.line_of(chosen, asked.now.astimezone(ALMATY).date(), t)
    return {
        "is_cut": len(rows) == townpage.MOST,
        "kinds": kinds,
        "years": years,
        "kind": kind,
        "year": year,
        "chosen": len(chosen),
        "shown": [_item(db, one, asked.language) for one in shown],
        "number": number,
        "pages": -(-len(chosen) // _A_PAGE),
        "line": line,
        "line_kinds": townevents.series_of(line, t) if line else [],
        "casualties": _casualties(db, chosen, asked.language),
        "investments": _investments(db, chosen, asked.language),
    }


def _item(db: sqlite3.Connection, one: TownEvent, language: str) -> Record:
    """A story with its card, or an article outside a story with its line."""
    card = _card(db, one, language)
    line = next(queries.lines(db, [one.article_id]), None) if card is None else None
    day = figurewords.moment(one.day, Phrases("alerts", language))
    return {"event": one, "day": day, "card": card, "line": line}


def _card(db: sqlite3.Connection, one: TownEvent, language: str) -> StoryCard | None:
    found = material(db, one.story_id) if one.story_id else None
    return storycard.story_card(gist_of(found), language) if found else None


def _casualties(db: sqlite3.Connection, found: Sequence[TownEvent], language: str) -> Record:
    """The newest stories in which somebody was harmed, with what their reports agree upon."""
    harmed = townevents.casualties(found)
    rows = [_item(db, one, language) for one in harmed[:_HARMED]]
    return {"rows": rows, "left": len(harmed) - len(rows)}


def _investments(db: sqlite3.Connection, found: Sequence[TownEvent], language: str) -> Record:
    paid = townevents.investments(found)
    alerts = Phrases("alerts", language)
    named = places.names(db, [key for one in paid[:_SUMS] for key in one.company_ids])
    rows = [
        {
            **_item(db, one, language),
            "sum": townevents.sum_told(one, alerts),
            "companies": [named[key] for key in one.company_ids if key in named],
        }
        for one in paid[:_SUMS]
    ]
    return {"rows": rows, "left": len(paid) - len(rows)}


def _written(db: sqlite3.Connection, row: Record, asked: Asked, t: Words) -> Record:
    """The last year: articles by month, the newest ones, and by whom they are."""
    edges = volumechart.month_edges(asked.now, _MONTHS)
    counts = volumes.in_windows(db, [row["id"]], edges)[row["id"]]
    recent = volumes.articles(db, edges[0], asked.now + timedelta(seconds=1))
    own = [article for _, article in volumes.mentions(db, [row["id"]])]
    held = frozenset(own)
    ids = [one for one in recent if one in held] or sorted(own, reverse=True)
    chart = volumechart.month_chart(edges, counts, row["id"], t)
    told = townpage.told_by(db, ids[:_READ])
    return {
        "articles": len(own),
        "volume": chart,
        "volume_told": volumechart.told(chart, t),
        "newest": list(queries.lines(db, ids[:_NEWEST])),
        "told_by": bars(
            (name(one["name"]), one["articles"], f"/source/{one['id']}") for one in told
        ),
    }


async def _answer(request: Any, datasette: Datasette) -> Response:
    answer = page("town.html", partial(room, files_of(datasette)), *BOOKS)
    return await answer(request, datasette)


ROUTES: Final = ((r"^/town/(?P<id>[a-z0-9_-]{1,80})$", _answer),)
