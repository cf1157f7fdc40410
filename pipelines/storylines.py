"""Join an article to the story it reports, within the transaction that stores it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.rows import iso
from pipelines.stories import WINDOW, StoryKey, related

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_SURE = 0.5
# what a story is linked by
_LINKED_BY = (
    "SELECT DISTINCT entity_id, confidence FROM mention WHERE article_id = ?",
    "SELECT DISTINCT value, unit FROM fact WHERE article_id = ? AND value IS NOT NULL",
    "SELECT DISTINCT kind FROM event WHERE article_id = ?",
)


@contextmanager
def linking_anew(db: sqlite3.Connection, article_id: int) -> Iterator[None]:
    """Link a stored article anew where what is saved within changes what stories are linked by."""
    before = _linked_by(db, article_id)
    yield
    if _linked_by(db, article_id) != before:
        link_story(db, article_id)


def _linked_by(db: sqlite3.Connection, article_id: int) -> list[set[tuple[object, ...]]]:
    return [{tuple(one) for one in db.execute(query, (article_id,))} for query in _LINKED_BY]


def link_story(db: sqlite3.Connection, article_id: int) -> None:
    """Put the article into the story of every related article; stories that meet become one."""
    _leave(db, article_id)
    links = _editions(db, article_id) | _related(db, article_id)
    marks = ",".join("?" * len(links))
    rows = db.execute(
        f"SELECT DISTINCT story_id FROM story_article WHERE article_id IN ({marks})",  # noqa: S608 - only marks are put in
        tuple(links),
    ).fetchall()
    stories = sorted(int(row["story_id"]) for row in rows)
    why = next(iter(links.values()), "nothing was linked when it was stored")
    if stories:
        story_id = stories[0]
        _merge(db, story_id, stories[1:])
    else:
        cursor = db.execute("INSERT INTO story (lead_article_id) VALUES (?)", (article_id,))
        story_id = int(cursor.lastrowid or 0)
    db.execute("INSERT INTO story_article VALUES (?, ?, ?)", (article_id, story_id, why))
    _choose_lead(db, story_id)


def _leave(db: sqlite3.Connection, article_id: int) -> None:
    row = db.execute(
        "DELETE FROM story_article WHERE article_id = ? RETURNING story_id", (article_id,)
    ).fetchone()
    if row:
        _choose_lead(db, row["story_id"])


def _merge(db: sqlite3.Connection, story_id: int, others: list[int]) -> None:
    for other in others:
        db.execute("UPDATE story_article SET story_id = ? WHERE story_id = ?", (story_id, other))
        db.execute("DELETE FROM story WHERE id = ?", (other,))


def _choose_lead(db: sqlite3.Connection, story_id: int) -> None:
    lead = db.execute(
        "SELECT a.id FROM article a JOIN story_article s ON s.article_id = a.id"
        " WHERE s.story_id = ? ORDER BY coalesce(a.published_at, a.first_seen_at),"
        " a.canonical_url LIMIT 1",
        (story_id,),
    ).fetchone()
    if lead:
        db.execute("UPDATE story SET lead_article_id = ? WHERE id = ?", (lead["id"], story_id))
    else:
        db.execute("DELETE FROM story WHERE id = ?", (story_id,))


def _editions(db: sqlite3.Connection, article_id: int) -> dict[int, str]:
    """Articles that this one names as its editions, and those that name it."""
    rows = db.execute(
        "SELECT a.id FROM edition e JOIN article a ON a.canonical_url = e.canonical_url"
        " WHERE e.article_id = ?1 AND a.id <> ?1"
        " UNION SELECT e.article_id FROM article a JOIN edition e"
        " ON e.canonical_url = a.canonical_url WHERE a.id = ?1 AND e.article_id <> ?1"
        " ORDER BY 1",
        (article_id,),
    )
    return {int(row[0]): "named as another edition" for row in rows}


def _related(db: sqlite3.Connection, article_id: int) -> dict[int, str]:
    mine = _key(db, article_id)
    if not mine.entities:
        return {}
    low, high = iso(mine.at - WINDOW), iso(mine.at + WINDOW)
    # only articles that share a name within the window are compared; the window is looked up
    # first, because a common name occurs in a good part of the whole archive
    marks = ",".join("?" * len(mine.entities))
    rows = db.execute(
        "SELECT a.id FROM article a WHERE coalesce(a.published_at, a.first_seen_at)"  # noqa: S608 - only marks are put in
        " BETWEEN ? AND ? AND a.id <> ? AND EXISTS (SELECT 1 FROM mention m"
        f" WHERE m.article_id = a.id AND m.confidence >= ? AND m.entity_id IN ({marks}))",
        (low, high, article_id, _SURE, *sorted(mine.entities)),
    ).fetchall()
    found = {int(row["id"]): related(mine, _key(db, int(row["id"]))) for row in rows}
    return {other: why for other, why in sorted(found.items()) if why}


def _key(db: sqlite3.Connection, article_id: int) -> StoryKey:
    at = db.execute(
        "SELECT coalesce(published_at, first_seen_at) AS at FROM article WHERE id = ?",
        (article_id,),
    ).fetchone()["at"]
    names = db.execute(
        "SELECT DISTINCT m.entity_id AS id FROM mention m JOIN entity e ON e.id = m.entity_id"
        " WHERE m.article_id = ? AND m.confidence >= ? AND e.kind IN ('town', 'place', 'company')",
        (article_id, _SURE),
    )
    # a date has no value
    facts = db.execute(
        "SELECT value, unit FROM fact WHERE article_id = ? AND value IS NOT NULL", (article_id,)
    )
    events = db.execute("SELECT kind FROM event WHERE article_id = ?", (article_id,))
    return StoryKey(
        at=datetime.fromisoformat(at),
        entities=frozenset(row["id"] for row in names),
        figures=frozenset((row["value"], row["unit"]) for row in facts),
        events=frozenset(row["kind"] for row in events),
    )
