"""Towns and regions: their names, where they lie, and what happened there last."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

Record = dict[str, Any]
_TOWNS: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk, region, lat, lon FROM entity"
    " WHERE kind = 'town' ORDER BY name_en"
)
_REGIONS: Final = (
    "SELECT id, name_en, name_ru, name_kk FROM entity WHERE kind = 'region' ORDER BY name_en"
)
_NAMES: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk, region, lat, lon FROM entity"
    " WHERE id IN (SELECT value FROM json_each(?))"
)
# from the newest article that names the town back, through the ids: index mention_entity
_LAST: Final = """
SELECT v.kind, v.moment, a.id AS article_id, a.source_id, a.title, a.language,
       coalesce(a.published_at, a.first_seen_at) AS at, a.published_precision AS precision
FROM (SELECT DISTINCT article_id FROM mention WHERE entity_id = :town
      ORDER BY article_id DESC LIMIT :reach) named
CROSS JOIN event v ON v.article_id = named.article_id AND v.town_id = :town
JOIN article a ON a.id = v.article_id
ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC, v.kind LIMIT 1
"""
# so many articles that name a town are looked through for its last event
_REACH: Final = 400


def towns(db: sqlite3.Connection) -> list[Record]:
    """All towns by their English names: id, kind, names, region (its English name), lat, lon."""
    return [dict(row) for row in db.execute(_TOWNS)]


def regions(db: sqlite3.Connection) -> dict[str, Record]:
    """The regions by their English names, which is what a town calls its region: id, names."""
    return {row["name_en"]: dict(row) for row in db.execute(_REGIONS)}


def names(db: sqlite3.Connection, ids: Iterable[str | None]) -> Mapping[str, Record]:
    """Kind, names, region and place of entities, by id."""
    wanted = json.dumps(sorted({one for one in ids if one}))
    return {row["id"]: dict(row) for row in db.execute(_NAMES, (wanted,))}


def last_event(db: sqlite3.Connection, town_id: str) -> Record | None:
    """The last event in a town, None where its newest articles, some hundred, tell of none.

    kind, moment, article_id, source_id, title, language, at, precision.
    """
    row = db.execute(_LAST, {"town": town_id, "reach": _REACH}).fetchone()
    return None if row is None else dict(row)
