"""The names of entities in three languages, and what articles name, by their ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

Record = dict[str, Any]
_ENTITY: Final = "SELECT * FROM entity WHERE id = ?"
_REGION: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk FROM entity"
    " WHERE kind = 'region' AND name_en = ? LIMIT 1"
)
_NAMED: Final = """
SELECT DISTINCT m.article_id, e.id, e.kind, e.name_en, e.name_ru, e.name_kk
FROM mention m JOIN entity e ON e.id = m.entity_id
WHERE m.article_id IN (SELECT value FROM json_each(:ids)) AND m.confidence >= :confident
  AND e.kind IN (SELECT value FROM json_each(:kinds))
ORDER BY m.article_id, e.name_en
"""
_STORIES: Final = (
    "SELECT o.article_id, o.story_id FROM story_article o"
    " WHERE o.article_id IN (SELECT value FROM json_each(?)) AND EXISTS ("
    " SELECT 1 FROM story_article x WHERE x.story_id = o.story_id AND x.article_id <> o.article_id)"
)


def entity(db: sqlite3.Connection, entity_id: str) -> Record | None:
    """The row of table entity, or None."""
    row = db.execute(_ENTITY, (entity_id,)).fetchone()
    return None if row is None else dict(row)


def region(db: sqlite3.Connection, name_en: str | None) -> Record | None:
    """The region that a row of table entity names in English: id, kind, names; or None."""
    row = db.execute(_REGION, (name_en,)).fetchone() if name_en else None
    return None if row is None else dict(row)


def named_in(
    db: sqlite3.Connection, ids: Sequence[int], kinds: Collection[str]
) -> Mapping[int, list[Record]]:
    """What the articles with these ids name of these kinds: id, kind and names of each entity."""
    given = {"ids": json.dumps(ids), "kinds": json.dumps([*kinds]), "confident": CONFIDENT}
    found: dict[int, list[Record]] = {}
    for row in db.execute(_NAMED, given):
        told = dict(row)
        found.setdefault(told.pop("article_id"), []).append(told)
    return found


def stories_of(db: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, int]:
    """The story of each article that is in one together with others."""
    return {int(row[0]): int(row[1]) for row in db.execute(_STORIES, (json.dumps(ids),))}
