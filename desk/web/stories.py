"""``/stories``: the newest stories, by town, event, how many tell them, and whether they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from desk import entitycards, moments
from desk.cards.storylist import StoryFilter, listed
from desk.web import storyview
from desk.web.answering import page
from desk.web.shown import Shown

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from desk.web.asked import Asked
    from desk.web.words import Words

BOOKS: Final = ("web_story", "web_article", "digest", "alerts")
EVENTS: Final = (
    "accident", "strike", "layoff", "outage", "pollution", "licence", "discovery", "investment",
    "ownership", "policy", "crime",
)  # fmt: skip
PERIODS: Final = ("1d", "7d", "30d", "365d")
SOURCES: Final = (1, 2, 3, 5, 10)
_PAGE: Final = 20
_LONGEST: Final = 80
_MOST_SOURCES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and what of it means nothing, in the reader's words."""

    filter: StoryFilter
    problems: tuple[str, ...] = ()


def room(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    """A page of stories with the filters that led to it."""
    words = asked.words(*BOOKS)
    wanted = _wanted(db, asked, words)
    found = None if wanted.problems else listed(db, wanted.filter, _PAGE)
    older = asked.address(before="{}_{}".format(*found.after)) if found and found.after else ""
    return {
        "show": Shown(words),
        "headline": storyview.headline,
        "found": found,
        "problems": wanted.problems,
        "older": older,
        "newest": asked.address(before=None),
        "is_filtered": wanted.filter != StoryFilter() or bool(wanted.problems),
        "has_any": _has_any(db),
        "events": EVENTS,
        "periods": PERIODS,
        "least": SOURCES,
        "sources": wanted.filter.sources,
    }


def _wanted(db: sqlite3.Connection, asked: Asked, words: Words) -> Wanted:
    given = Wanted(
        StoryFilter(
            event=asked.one("event") or None,
            sources=asked.number("sources", 1, _MOST_SOURCES),
            disputed=asked.one("disputed") == "1",
            before=before(asked.one("before")),
        )
    )
    given = _with_since(given, asked.one("since"), asked.now, words)
    return _with_name(db, given, asked.one("town"), words)


def _with_since(given: Wanted, told: str, now: datetime, words: Words) -> Wanted:
    if not told:
        return given
    since = moments.parse_since(told, now)
    if since is None:
        return replace(given, problems=(*given.problems, words("bad_since", told=told[:40])))
    return replace(given, filter=replace(given.filter, since=since.isoformat()))


def _with_name(db: sqlite3.Connection, given: Wanted, told: str, words: Words) -> Wanted:
    """A town, or any other entity by one of its names or its id, the likeliest one."""
    if not told:
        return given
    found = entitycards.find(db, told[:_LONGEST])
    if isinstance(found, entitycards.Unknown):
        near = words("near_names", names=", ".join(found.near)) if found.near else ""
        problem = f"{words('bad_name', told=told[:_LONGEST])} {near}".strip()
        return replace(given, problems=(*given.problems, problem))
    return replace(given, filter=replace(given.filter, named=found[0]))


def before(told: str) -> tuple[str, int] | None:
    """Where a page begins, "2026-11-19T05:10:00+00:00_17"; None for what is no such place."""
    at, _, lead = told.rpartition("_")
    moment = moments.from_archive(at)
    # a plus sign of an address that was typed by hand is a blank
    is_place = moment is not None and lead.isascii() and lead.isdecimal() and len(lead) <= 18  # noqa: PLR2004 - digits that fit SQLite
    return (at, int(lead)) if is_place else None


def _has_any(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM story LIMIT 1").fetchone() is not None


ROUTES: Final = ((r"^/stories/?$", page("stories.html", room, *BOOKS)),)
