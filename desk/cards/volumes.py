"""How many articles: over days, and over the towns that they name."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

Record = dict[str, Any]
# more articles of one time than this are not looked at: the newest count
MOST: Final = 300_000
_IDS: Final = """
SELECT id FROM article
WHERE coalesce(published_at, first_seen_at) >= :begin
  AND coalesce(published_at, first_seen_at) < :end
ORDER BY coalesce(published_at, first_seen_at) DESC, id DESC LIMIT :most
"""
_DAYS: Final = """
SELECT date(coalesce(published_at, first_seen_at), '+5 hours') AS day,
       sum(is_mining AND NOT is_monotown) AS mining, sum(is_mining AND is_monotown) AS both,
       sum(is_monotown AND NOT is_mining) AS monotown, count(*) AS articles
FROM (SELECT published_at, first_seen_at, is_mining, is_monotown FROM article
      WHERE coalesce(published_at, first_seen_at) >= :begin
        AND coalesce(published_at, first_seen_at) < :end
      ORDER BY coalesce(published_at, first_seen_at) DESC, id DESC LIMIT :most)
GROUP BY day ORDER BY day
"""
# index mention_entity holds all of it
_NAMED: Final = """
SELECT DISTINCT entity_id, article_id FROM mention
WHERE entity_id IN (SELECT value FROM json_each(:entities)) AND article_id >= :least
  AND confidence >= :confident
"""


def _limits(begin: datetime, end: datetime) -> Record:
    told = (one.astimezone(UTC).isoformat() for one in (begin, end))
    return {**dict(zip(("begin", "end"), told, strict=True)), "most": MOST}


def articles(db: sqlite3.Connection, begin: datetime, end: datetime) -> list[int]:
    """Ids of the articles of a time (aware, the end not included), the newest first.

    By publication or, where that is unknown, by first sight; ``MOST`` at most.
    """
    return [row[0] for row in db.execute(_IDS, _limits(begin, end))]


def by_day(db: sqlite3.Connection, begin: datetime, end: datetime) -> dict[date, Record]:
    """Articles of each day of Almaty that has any: mining, both, monotown, and all together."""
    rows = db.execute(_DAYS, _limits(begin, end))
    return {date.fromisoformat(row["day"]): dict(row) for row in rows}


def mentions(
    db: sqlite3.Connection, entity_ids: Collection[str], least: int = 0
) -> Iterator[tuple[str, int]]:
    """Each entity with each article that names it, from article ``least`` on."""
    given = {"entities": json.dumps([*entity_ids]), "confident": CONFIDENT, "least": least}
    return ((row["entity_id"], row["article_id"]) for row in db.execute(_NAMED, given))


def naming(
    db: sqlite3.Connection, entity_ids: Collection[str], found: Collection[int]
) -> Mapping[str, int]:
    """How many of these articles name each of the entities; those that none names are left out."""
    held = frozenset(found)
    pairs = mentions(db, entity_ids, min(held)) if held else ()
    return Counter(entity for entity, article in pairs if article in held)


def in_windows(
    db: sqlite3.Connection, entity_ids: Collection[str], ends: Sequence[datetime]
) -> dict[str, list[int]]:
    """Articles that name each entity in each window between two moments that follow each other.

    ``ends``: n + 1 aware moments, the oldest first, for n windows.
    """
    window = {
        article: place
        for place, (begin, end) in enumerate(pairwise(ends))
        for article in articles(db, begin, end)
    }
    found = {one: [0] * (len(ends) - 1) for one in entity_ids}
    for entity, article in mentions(db, entity_ids, min(window)) if window else ():
        if article in window:
            found[entity][window[article]] += 1
    return found
