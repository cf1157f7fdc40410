"""Whom an event befell, as the reports of its story tell it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.storyfigures import figures_of
from desk.storytimeline import timeline

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

# a story of hundreds of texts has a page of its own; its figures take seconds
_MOST_ARTICLES: Final = 60
_ARTICLES: Final = "SELECT count(*) FROM (SELECT 1 FROM story_article WHERE story_id = ? LIMIT ?)"


def tolls(db: sqlite3.Connection, story_ids: Iterable[int]) -> Mapping[int, Mapping[str, float]]:
    """The counts of people that hold now, by role (dead, injured …), of each story.

    A role that the reports contradict each other about is left out, as are the missing who have
    been found, and a story with more than 60 articles.
    """
    return {one: _toll(db, one) for one in story_ids if _is_small(db, one)}


def _is_small(db: sqlite3.Connection, story_id: int) -> bool:
    held = db.execute(_ARTICLES, (story_id, _MOST_ARTICLES + 1)).fetchone()[0]
    return bool(held <= _MOST_ARTICLES)


def _toll(db: sqlite3.Connection, story_id: int) -> dict[str, float]:
    counts = figures_of(db, timeline(db, story_id)).counts
    return {one["role"]: one["value"] for one in counts if one["value"]}
