"""What the archive knows of a town: its names, its mines and companies, and what happened there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

Record = dict[str, Any]
_TOWN: Final = "SELECT * FROM entity WHERE id = ? AND kind = 'town'"
_NAMES: Final = (
    "SELECT language, name, kind, since, until FROM entity_name"
    " WHERE entity_id = ? AND kind IN ('current', 'former') ORDER BY kind, language, until, name"
)
_STATUSES: Final = (
    "SELECT status, since, until, note FROM entity_status WHERE entity_id = ?"
    " ORDER BY since DESC, status"
)
# what lies or works in the town, and whose the mines and plants are
_TIES: Final = """
SELECT e.id, e.kind, e.name_en, e.name_ru, e.name_kk, l.relation, l.since, l.until,
       (SELECT json_group_array(json_object('id', c.id, 'en', c.name_en, 'ru', c.name_ru,
          'kk', c.name_kk)) FROM entity_link o JOIN entity c ON c.id = o.other_id
        WHERE o.entity_id = e.id AND o.relation IN ('operated by', 'owned by') AND o.until = ''
          AND e.kind = 'asset') AS owners
FROM entity_link l JOIN entity e ON e.id = l.entity_id
WHERE l.other_id = ? AND e.kind IN ('asset', 'company') ORDER BY e.kind, e.name_en
"""
_OFFICIALS: Final = """
SELECT e.id, e.name_en, e.name_ru, e.name_kk, o.title_en, o.title_ru, o.title_kk, o.since, o.until,
       o.place_id
FROM office o JOIN entity e ON e.id = o.person_id
WHERE o.place_id IN (SELECT value FROM json_each(?)) AND e.kind = 'person'
ORDER BY o.until <> '', o.since DESC, e.name_en LIMIT 12
"""
# by the articles that name the town, the last stored first; index mention_entity
_EVENTS: Final = """
SELECT v.article_id, o.story_id, v.kind, v.figures, v.quote, v.company_id, v.asset_id, a.source_id,
       coalesce(nullif(v.moment, ''), a.published_day, date(a.first_seen_at, '+5 hours')) AS day
FROM (SELECT DISTINCT article_id FROM mention WHERE entity_id = :town AND confidence >= :confident
      ORDER BY article_id DESC LIMIT :reach) named
CROSS JOIN event v ON v.article_id = named.article_id
CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
WHERE v.town_id = :town AND (:kind = '' OR v.kind = :kind)
  AND (:year = '' OR coalesce(nullif(v.moment, ''), a.published_day,
                              date(a.first_seen_at, '+5 hours')) LIKE :year || '%')
ORDER BY v.article_id DESC, v.kind LIMIT :most
"""
# an article outside a story stands for itself
_COUNTS: Final = """
SELECT v.kind, substr(coalesce(nullif(v.moment, ''), a.published_day,
                               date(a.first_seen_at, '+5 hours')), 1, 4) AS year,
       count(DISTINCT coalesce(o.story_id, -v.article_id)) AS stories
FROM (SELECT DISTINCT article_id FROM mention WHERE entity_id = :town AND confidence >= :confident
      ORDER BY article_id DESC LIMIT :reach) named
CROSS JOIN event v ON v.article_id = named.article_id
CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
WHERE v.town_id = :town GROUP BY v.kind, year
"""
_TOLD_BY: Final = """
SELECT a.source_id AS id, coalesce(s.name, a.source_id) AS name, count(*) AS articles
FROM json_each(?) n CROSS JOIN article a ON a.id = n.value LEFT JOIN source s ON s.id = a.source_id
GROUP BY a.source_id ORDER BY articles DESC, name LIMIT 8
"""
REACH: Final = 20_000
MOST: Final = 800


def town(db: sqlite3.Connection, town_id: str) -> Record | None:
    """The row of table entity, None where no town has this id."""
    row = db.execute(_TOWN, (town_id,)).fetchone()
    return None if row is None else dict(row)


def names(db: sqlite3.Connection, town_id: str) -> list[Record]:
    """Its current and former names: language, name, kind, since, until."""
    return [dict(row) for row in db.execute(_NAMES, (town_id,))]


def statuses(db: sqlite3.Connection, town_id: str) -> list[Record]:
    """Whether it was a mono-town, the newest first: status, since, until, note (in English)."""
    return [dict(row) for row in db.execute(_STATUSES, (town_id,))]


def ties(db: sqlite3.Connection, town_id: str) -> list[Record]:
    """Companies and mines or plants in the town: id, kind, names, relation, since, until, owners.

    ``owners`` of a mine: id and names (en, ru, kk) of who owns or runs it today.
    """
    rows = db.execute(_TIES, (town_id,))
    return [{**dict(row), "owners": json.loads(row["owners"] or "[]")} for row in rows]


def officials(db: sqlite3.Connection, place_ids: Sequence[str]) -> list[Record]:
    """Who holds or held an office of these places, those of today first."""
    return [dict(row) for row in db.execute(_OFFICIALS, (json.dumps(place_ids),))]


def events(db: sqlite3.Connection, town_id: str, kind: str = "", year: str = "") -> list[Record]:
    """The event cards that name the town as their place, of its last ``REACH`` articles.

    Of one kind and one year where these are given; ``MOST`` at most, the last stored first.
    article_id, story_id (None outside a story), kind, figures (a list), quote, company_id,
    asset_id, source_id, day (2026, 2026-11 or 2026-11-18).
    """
    given = {**_reach(town_id), "kind": kind, "year": year, "most": MOST}
    rows = db.execute(_EVENTS, given)
    return [{**dict(row), "figures": json.loads(row["figures"])} for row in rows]


def event_counts(db: sqlite3.Connection, town_id: str) -> list[Record]:
    """How many stories tell of each kind of event in each year: kind, year, stories."""
    return [dict(row) for row in db.execute(_COUNTS, _reach(town_id))]


def _reach(town_id: str) -> Record:
    return {"town": town_id, "confident": CONFIDENT, "reach": REACH}


def told_by(db: sqlite3.Connection, article_ids: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    """The sources of these articles, those of most in front: id, name, articles."""
    return [dict(row) for row in db.execute(_TOLD_BY, (json.dumps(article_ids),))]
