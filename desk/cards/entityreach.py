# ruff: noqa: S608
"""In which articles an entity is named: how many, the newest, on which days.

An entity may be in hundreds of thousands of articles: the count ends at ``COUNTED``, and no list
is of more than ``LOOKED_AT``. The queries are put together from fixed parts only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

Record = dict[str, Any]
COUNTED: Final = 5000
# events, quotations and the like are looked up in so many of its newest articles
LOOKED_AT: Final = 400
# of the archive's articles, for the volume of an entity that is in very many
COUNTED_RECENT: Final = 50_000

_HOLDING: Final = (
    "SELECT DISTINCT article_id FROM mention WHERE entity_id = :id AND confidence >= :confident"
)
_COUNT: Final = f"SELECT count(*) FROM ({_HOLDING} LIMIT :most)"
# few articles: look at them all; many: go through the newest of the archive until there are enough
_NEWEST_OF_FEW: Final = (
    f"SELECT b.article_id FROM ({_HOLDING}) m"
    " CROSS JOIN article_brief b ON b.article_id = m.article_id"
    " ORDER BY b.at DESC, b.article_id DESC LIMIT :limit"
)
_NEWEST_OF_MANY: Final = (
    "SELECT a.id FROM article a INDEXED BY article_published WHERE EXISTS ("
    " SELECT 1 FROM mention m WHERE m.entity_id = :id"
    " AND m.article_id = a.id AND m.confidence >= :confident)"
    " ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT :limit"
)
_DAYS_OF_FEW: Final = (
    f"SELECT b.day, count(*) AS articles FROM ({_HOLDING}) m"
    " CROSS JOIN article_brief b ON b.article_id = m.article_id"
    " WHERE b.day >= :since GROUP BY b.day"
)
_DAYS_OF_MANY: Final = f"""
WITH recent AS MATERIALIZED (
  SELECT b.article_id, b.day FROM article_brief b
  WHERE b.day >= :since ORDER BY b.day DESC LIMIT :window)
SELECT r.day, count(*) AS articles
FROM recent r CROSS JOIN ({_HOLDING} AND article_id >= (SELECT min(article_id) FROM recent)) m
  ON m.article_id = r.article_id GROUP BY r.day
"""
_REACHED: Final = (
    "SELECT date(b.day, '+1 day') FROM article_brief b WHERE b.day >= :since"
    " ORDER BY b.day DESC LIMIT 1 OFFSET :window"
)
_TOGETHER: Final = (
    "SELECT e.id, e.kind, e.name_en, e.name_ru, e.name_kk,"
    " count(DISTINCT m.article_id) AS articles"
    " FROM json_each(:ids) j JOIN mention m ON m.article_id = j.value"
    " JOIN entity e ON e.id = m.entity_id WHERE m.confidence >= :confident AND e.id <> :id"
    " AND e.kind IN ('company', 'town', 'commodity', 'asset')"
    " GROUP BY e.id ORDER BY articles DESC, e.name_en LIMIT :limit"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many articles name an entity: ``articles``, at least so many where ``is_bound``.

    ``ids`` are the newest of them, at most ``LOOKED_AT``.
    """

    articles: int
    is_bound: bool
    ids: tuple[int, ...]


def reach(db: sqlite3.Connection, entity_id: str) -> Reach:
    """In which articles an entity is named."""
    given = {"id": entity_id, "confident": CONFIDENT, "most": COUNTED + 1, "limit": LOOKED_AT}
    count = int(db.execute(_COUNT, given).fetchone()[0])
    query = _NEWEST_OF_MANY if count > COUNTED else _NEWEST_OF_FEW
    found = tuple(int(row[0]) for row in db.execute(query, given))
    return Reach(articles=min(count, COUNTED), is_bound=count > COUNTED, ids=found)


def days(
    db: sqlite3.Connection, entity_id: str, held: Reach, since: date
) -> tuple[dict[str, int], str]:
    """How many articles name an entity on each day of Almaty since one.

    With the first day from which on all were counted: "" where that is all of the time.
    """
    given = {
        "id": entity_id, "confident": CONFIDENT, "since": since.isoformat(),
        "window": COUNTED_RECENT,
    }  # fmt: skip
    rows = db.execute(_DAYS_OF_MANY if held.is_bound else _DAYS_OF_FEW, given)
    found = {str(row["day"]): int(row["articles"]) for row in rows}
    reached = db.execute(_REACHED, given).fetchone() if held.is_bound else None
    return found, str(reached[0]) if reached else ""


def together(db: sqlite3.Connection, entity_id: str, held: Reach, limit: int) -> list[Record]:
    """What the newest articles on an entity name most besides: id, kind, names, articles."""
    given = {
        "ids": json.dumps(held.ids), "id": entity_id, "confident": CONFIDENT, "limit": limit,
    }  # fmt: skip
    return [dict(row) for row in db.execute(_TOGETHER, given)]
