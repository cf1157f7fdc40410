"""The front page: what is new and what matters, what was changed, and what was watched."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.gist import gist_of
from desk.alerts.material import material
from desk.alerts.severity import ORDER
from desk.cards import front as cards
from desk.cards import places, volumes
from desk.digest import itemwords, sitechanges
from desk.digest.lines import name, title
from desk.moments import from_archive
from desk.watchdays import days_of
from desk.web import newsvalue, storycard, timespan, volumechart, watchstate
from desk.web.answering import page
from desk.web.charts.barlist import bars
from desk.web.townmap import address, town_map
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from desk.web.asked import Asked
    from desk.web.newsvalue import Ranked
    from desk.web.storycard import Place, StoryCard
    from desk.web.timespan import TimeSpan
    from desk.web.words import Words

Record = dict[str, Any]
BOOKS: Final = ("web_front", "web_charts", "digest", "alerts")
# so many stories are told with their figures, so many more by their headlines
_TOLD: Final = 14
_LISTED: Final = 12
_EDITS: Final = 5
_REMOVED: Final = 3
_TROUBLES: Final = 6
_TOWNS: Final = 8
_WAITING: Final = 1000
_ALIKE: Final = ("low",)


def room(db: sqlite3.Connection, asked: Asked) -> Record:
    """All of the front page; before the first article what to do next."""
    t = asked.words(*BOOKS)
    newest = cards.newest_at(db, asked.now)
    watched: Record = {"run": _run(db), "states": _states(db, t)}
    if newest is None:
        return {"is_empty": True, **watched}
    days = timespan.chosen(asked.one("span"))
    span = timespan.span_of(newest, asked.now, days)
    ids = volumes.articles(db, span.begin, span.end)
    found = newsvalue.ranked(cards.reports(db, ids))
    return {
        "is_empty": False,
        "span": span,
        "spans": timespan.DAYS,
        "articles": len(ids),
        "stories": len(found),
        **watched,
        **_stories(db, found, asked.language),
        **_towns(db, ids, found, t),
        **_volume(db, span, t),
        **_changes(db, span, asked.language),
        **_watch(db, span, asked, watched["states"]["all"]),
    }


def _stories(db: sqlite3.Connection, found: Sequence[Ranked], language: str) -> Record:
    """The gravest with their figures, by place; some more by their headlines."""
    grave = [one for one in found if one.severity not in _ALIKE]
    told = grave[:_TOLD]
    known = places.names(db, [one.place_id for one in found[: _TOLD + _LISTED]])
    addresses = {key: (row[f"name_{language}"], address(row)) for key, row in known.items()}
    made = [card for one in told if (card := _card(db, one, language))]
    shown = {one.story_id for one in told}
    rest = [one for one in found if one.story_id not in shown][:_LISTED]
    return {
        "groups": _by_severity(made, addresses),
        "others": _others(db, rest, addresses, language),
        "left": len(found) - len(made) - len(rest),
    }


def _card(db: sqlite3.Connection, one: Ranked, language: str) -> StoryCard | None:
    found = material(db, one.story_id)
    return storycard.story_card(gist_of(found), language, one.place_id) if found else None


def _by_severity(
    made: Sequence[StoryCard], addresses: Mapping[str, tuple[str, str]]
) -> list[tuple[str, list[Place]]]:
    groups = [
        (severity, storycard.by_place([one for one in made if one.severity == severity], addresses))
        for severity in reversed(ORDER)
    ]
    return [(severity, held) for severity, held in groups if held]


def _others(
    db: sqlite3.Connection,
    rest: Sequence[Ranked],
    addresses: Mapping[str, tuple[str, str]],
    language: str,
) -> list[Record]:
    leads = cards.leads(db, [one.story_id for one in rest], language)
    return [
        {
            **leads[one.story_id],
            "title": title(leads[one.story_id]["title"]) or "…",
            "source": name(leads[one.story_id]["source"]),
            "kinds": one.kinds,
            "sources": one.sources,
            "place": addresses.get(one.place_id, ("", "")),
        }
        for one in rest
        if one.story_id in leads
    ]


def _towns(db: sqlite3.Connection, ids: Sequence[int], found: Sequence[Ranked], t: Words) -> Record:
    """The watched towns, and the places besides them where something happened."""
    towns = {one["id"]: one for one in places.towns(db)}
    grades = newsvalue.gravest(found)
    shown = {**towns, **places.names(db, grades)}
    counts = volumes.naming(db, [*shown], ids)
    named = {one: towns[one][f"name_{t.language}"] for one in counts if one in towns}
    ordered = sorted(named, key=lambda one: (-counts[one], named[one]))[:_TOWNS]
    return {
        "map": town_map(shown.values(), counts, grades, t),
        "towns": bars((named[one], counts[one], f"/town/{one}") for one in ordered),
    }


def _volume(db: sqlite3.Connection, span: TimeSpan, t: Words) -> Record:
    """Thirty days, ninety where the page is about a month."""
    shown = timespan.up_to(span, 90 if span.days > timespan.DAYS[1] else 30)
    days = days_of(shown.first, shown.last)
    chart = volumechart.day_chart(days, volumes.by_day(db, shown.begin, shown.end), t)
    return {"volume": chart, "volume_days": len(days), "volume_told": volumechart.told(chart, t)}


def _changes(db: sqlite3.Connection, span: TimeSpan, language: str) -> Record:
    """What sites changed since the span began, and no less than a week."""
    begin = min(span.begin, span.end - timedelta(days=timespan.DAYS[1]))
    rows, phrases = cards.edits(db, begin, _EDITS), Phrases("digest", language)
    languages = {row["article_id"]: row["language"] for row in rows}
    edits = [
        (row["article_id"], itemwords.edit(sitechanges.edit_of(row, languages), phrases))
        for row in rows
    ]
    removed = [
        {**row, "title": title(row["title"] or row["url"]), "gone_at": from_archive(row["gone_at"])}
        for row in cards.removals(db, begin, _REMOVED)
    ]
    return {"edits": edits, "removed": removed}


def _watch(db: sqlite3.Connection, span: TimeSpan, asked: Asked, troubled: int) -> Record:
    """Of the time up to now, whichever is shown: it says whether the silence is real."""
    now = timespan.span_of(None, asked.now, span.days)
    state = watchstate.watch_state(
        cards.sources(db),
        cards.stretches(db, now.begin, now.end),
        now,
        asked.now,
        first_look=cards.first_look(db),
        waiting=cards.waiting(db, _WAITING),
        troubled=troubled,
    )
    told = watchstate.sentences(
        state, asked.words(*BOOKS), Phrases("digest", asked.language), _WAITING
    )
    return {"watch": state, "ground": list(told)}


def _states(db: sqlite3.Connection, t: Words) -> Record:
    rows = cards.states(db)
    told = [
        {
            "id": row["source_id"],
            "source": name(row["source"]) or t("machine"),
            "state": t(f"state_{row['state']}") if f"state_{row['state']}" in t else row["state"],
            "since": from_archive(row["since"]),
        }
        for row in rows
    ]
    rest = max(0, len(told) - _TROUBLES)
    return {"rows": told[:_TROUBLES], "rest": rest, "all": len(told)}


def _run(db: sqlite3.Connection) -> Record | None:
    """The last run, its times as moments."""
    row = cards.last_run(db)
    if row is None:
        return None
    return {
        **row,
        "started_at": from_archive(row["started_at"]),
        "finished_at": from_archive(row["finished_at"]),
    }


ROUTES: Final = ((r"^/$", page("front.html", room, *BOOKS)),)
