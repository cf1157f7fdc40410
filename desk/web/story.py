"""``/story/<id>``: one event as all sources tell it, in every language."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from desk import storycards, texts
from desk.cards.storyscene import scene
from desk.web import storyview
from desk.web.answering import page
from desk.web.articleview import KINDS
from desk.web.asked import NotFoundError
from desk.web.records import record
from desk.web.shown import Shown
from desk.web.storylanes import lanes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from desk.web.asked import Asked

BOOKS: Final = ("web_story", "web_versions", "web_article", "digest", "alerts")
# articles, figures and the like that are shown before "all" is asked for, and at most
_SHOWN, _MOST = 40, 2000
_FIGURES, _COPIES = 12, 20


def room(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    """The story, who told it when, and what is agreed and disputed."""
    told = asked.parts["id"]
    found = storycards.story(db, int(told)) if len(told) <= texts.LONGEST_NUMBER else None
    if found is None:
        raise NotFoundError(asked.words(*BOOKS)("no_story", id=told[:30]))
    every = asked.one("all") == "1"
    articles, left_out = storyview.texts(found.timeline, _MOST if every else _SHOWN)
    held = scene(db, found.line.id)
    counts = storyview.growth(found.counts)
    links = storyview.surest(found.links)
    return {
        "found": found,
        "headline": storyview.headline(found.headlines, found.line, asked.language),
        "show": Shown(asked.words(*BOOKS)),
        "articles": articles,
        "left_out": left_out,
        "lanes": lanes(found.timeline, asked.language),
        "tongues": storyview.by_language(found),
        "events": held.events,
        "names": storyview.by_kind(held.names, KINDS),
        "counts": counts,
        "agreed": storyview.others(found.agreed, counts),
        "disputed": storyview.others(found.disputed, counts),
        "alone": found.told_by_one,
        "links": links,
        "most": _MOST if every else _FIGURES,
        "most_copies": _MOST if every else _COPIES,
    }


def _record(db: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    """All that the archive knows of a story, as ``kenwatch story --json`` tells it."""
    found = storycards.story(db, number)
    return asdict(found) if found else None


ROUTES: Final = (
    (r"^/story/(?P<id>[0-9]+)\.json$", record(_record, "no_story", *BOOKS)),
    (r"^/story/(?P<id>[0-9]+)/?$", page("story.html", room, *BOOKS)),
)
