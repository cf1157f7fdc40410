"""What is new, what changed, and how the sources are watched: the questions of the front page."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from desk.moments import from_archive
from desk.watchdays import Stretch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

Record = dict[str, Any]
_NEWEST: Final = """
SELECT coalesce(published_at, first_seen_at) FROM article
WHERE coalesce(published_at, first_seen_at) <= :now
ORDER BY coalesce(published_at, first_seen_at) DESC, id DESC LIMIT 1
"""
# CROSS JOIN: from the few articles to their events
_REPORTS: Final = """
SELECT o.story_id, o.article_id, a.source_id, v.kind, v.figures,
       coalesce(v.town_id, v.place_id) AS place_id
FROM json_each(:ids) n CROSS JOIN story_article o ON o.article_id = n.value
CROSS JOIN article a ON a.id = o.article_id
LEFT JOIN event v ON v.article_id = o.article_id
ORDER BY n.key
"""
_LEADS: Final = """
SELECT s.id AS story_id, a.id AS article_id, a.title, a.language,
       coalesce(p.name, a.source_id) AS source, coalesce(a.published_at, a.first_seen_at) AS at,
       a.published_precision AS precision
FROM story s JOIN article a ON a.id = coalesce((
  SELECT x.id FROM story_article o CROSS JOIN article x ON x.id = o.article_id
  WHERE o.story_id = s.id AND x.language = :language
  ORDER BY coalesce(x.published_at, x.first_seen_at), x.id LIMIT 1), s.lead_article_id)
LEFT JOIN source p ON p.id = a.source_id
WHERE s.id IN (SELECT value FROM json_each(:ids))
"""
# what only adds to a text changes nothing that was said
_EDITS: Final = """
SELECT q.seen_at, (SELECT language FROM article a WHERE a.id = q.article_id) AS language,
       coalesce((SELECT name FROM source s WHERE s.id = q.source), q.source) AS source,
       q.flags, q.title, q.changes, q.announced, q.article_id, q.url
FROM quiet_edits q
WHERE q.seen_at >= :begin AND q.flags <> '["extended"]' LIMIT :limit
"""
_REMOVED: Final = """
SELECT r.gone_at, coalesce((SELECT name FROM source s WHERE s.id = r.source), r.source) AS source,
       r.title, r.article_id, r.url, (SELECT language FROM article a WHERE a.id = r.article_id)
       AS language
FROM removed r WHERE r.gone_at >= :begin LIMIT :limit
"""
# source '' is this machine; a source that is switched off is in no trouble
_STATES: Final = """
SELECT i.source_id, coalesce(s.name, i.source_id) AS source, i.evidence ->> 'state' AS state,
       i.evidence ->> 'why' AS why, i.first_seen_at AS since
FROM issue i LEFT JOIN source s ON s.id = i.source_id
WHERE i.kind = 'state' AND i.ended_at IS NULL AND (i.source_id = '' OR s.enabled)
ORDER BY i.source_id <> '', i.first_seen_at DESC, i.source_id
"""
_SOURCES: Final = "SELECT id, name FROM source WHERE enabled ORDER BY name, id"
_STRETCHES: Final = """
SELECT source_id, begins_at, ends_at FROM watch
WHERE source_id IN (SELECT id FROM source WHERE enabled)
  AND ends_at >= :begin AND begins_at < :end
"""
_WAITING: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM page WHERE next_check_at IS NOT NULL LIMIT ?)"
)
_FIRST_LOOK: Final = "SELECT min(started_at) FROM run WHERE kind = 'crawl'"
_LAST_RUN: Final = """
SELECT r.id, r.kind, r.started_at, r.finished_at, r.exit_code,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'new'), 0) AS new,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'revised'), 0) AS revised,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'copy'), 0) AS copies,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'failed'), 0) AS failed
FROM (SELECT * FROM run ORDER BY id DESC LIMIT 1) r
LEFT JOIN run_outcome o ON o.run_id = r.id GROUP BY r.id
"""


def newest_at(db: sqlite3.Connection, now: datetime) -> datetime | None:
    """When the newest article was published, or else seen; what is dated ahead does not count."""
    row = db.execute(_NEWEST, {"now": _stored(now)}).fetchone()
    return from_archive(row[0]) if row else None


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def reports(db: sqlite3.Connection, ids: Sequence[int]) -> list[Record]:
    """What articles report, in their order, a row an event; one without events has kind None.

    story_id, article_id, source_id, kind, figures (a list as in table event), place_id
    (of the town, else the place or region).
    """
    rows = db.execute(_REPORTS, {"ids": json.dumps(ids)})
    return [{**dict(row), "figures": _figures(row["figures"])} for row in rows]


def _figures(told: str | None) -> list[Record]:
    # most cards hold none, and there are thousands of them
    return [] if told in {None, "[]"} else list(json.loads(str(told)))


def leads(db: sqlite3.Connection, story_ids: Sequence[int], language: str) -> Mapping[int, Record]:
    """The earliest article of stories in a language, else in any, with its present title.

    article_id, title, language, source, at, precision.
    """
    given = {"ids": json.dumps(story_ids), "language": language}
    return {row["story_id"]: dict(row) for row in db.execute(_LEADS, given)}


def edits(db: sqlite3.Connection, begin: datetime, limit: int) -> list[Record]:
    """The newest edits since a moment that change what a text says, as ``desk.editlist`` has them.

    With them ``language`` of the article, "" where it is not known.
    """
    rows = db.execute(_EDITS, {"begin": _stored(begin), "limit": limit}).fetchall()
    return [
        {
            **dict(row),
            "language": row["language"] or "",
            "flags": json.loads(row["flags"]),
            "changes": json.loads(row["changes"]),
            "announced": bool(row["announced"]),
        }
        for row in rows
    ]


def removals(db: sqlite3.Connection, begin: datetime, limit: int) -> list[Record]:
    """The newest texts that were gone: gone_at, source, title, article_id, url, language."""
    rows = db.execute(_REMOVED, {"begin": _stored(begin), "limit": limit})
    return [dict(row) for row in rows]


def states(db: sqlite3.Connection) -> list[Record]:
    """The open states of this machine (source_id "") and the watched sources, the newest first."""
    return [dict(row) for row in db.execute(_STATES)]


def sources(db: sqlite3.Connection) -> dict[str, str]:
    """The names of the watched sources by id, in the order of the names."""
    return {row["id"]: row["name"] for row in db.execute(_SOURCES)}


def stretches(db: sqlite3.Connection, begin: datetime, end: datetime) -> dict[str, list[Stretch]]:
    """Of each watched source the times without a gap that touch a span."""
    found: dict[str, list[Stretch]] = {}
    given = {"begin": _stored(begin), "end": _stored(end)}
    for row in db.execute(_STRETCHES, given):
        begins, ends = from_archive(row["begins_at"]), from_archive(row["ends_at"])
        if begins and ends:
            found.setdefault(row["source_id"], []).append(Stretch(begins, ends))
    return found


def waiting(db: sqlite3.Connection, most: int) -> int:
    """How many pages that a site listed have no answer yet; ``most`` stands for more as well."""
    return int(db.execute(_WAITING, (most,)).fetchone()[0])


def first_look(db: sqlite3.Connection) -> datetime | None:
    """When the first crawl began."""
    return from_archive(db.execute(_FIRST_LOOK).fetchone()[0])


def last_run(db: sqlite3.Connection) -> Record | None:
    """The last run: its times, its exit code, and how many pages came of it; None before any."""
    row = db.execute(_LAST_RUN).fetchone()
    return None if row is None else dict(row)
