"""Questions about runs, sources and the archive as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.verdict import Exit
from desk.errors import UserError
from desk.moments import from_archive
from desk.reader import reading
from desk.turns import Turn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run and how it ended; ``verdict`` is None while it runs, or if it was killed."""

    id: int
    kind: str
    started_at: str
    finished_at: str | None
    finish_reason: str | None
    verdict: str | None
    exit_code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The archive in figures. ``topics`` and ``languages`` map names to articles.

    ``queued`` pages are still to be fetched; ``retried`` ones failed and will be tried again.
    """

    articles: int
    copies: int
    topics: Mapping[str, int]
    languages: Mapping[str, int]
    newest_published_at: str | None
    newest_stored_at: str | None
    sources: int
    queued: int
    retried: int
    version: int


def overview(db: sqlite3.Connection) -> Overview:
    """Count what the archive holds."""
    row = db.execute(
        "SELECT count(*) AS articles, coalesce(sum(is_mining), 0) AS mining,"
        " coalesce(sum(is_monotown), 0) AS monotown,"
        " coalesce(sum(is_mining AND is_monotown), 0) AS both,"
        " max(published_at) AS newest_published_at, max(first_seen_at) AS newest_stored_at"
        " FROM article"
    ).fetchone()
    languages = db.execute("SELECT language, count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, 1")
    return Overview(
        articles=row["articles"],
        copies=_count(db, "SELECT count(*) FROM copy"),
        topics={"mining": row["mining"], "mono-town": row["monotown"], "both": row["both"]},
        languages=dict(tuple(pair) for pair in languages),
        newest_published_at=row["newest_published_at"],
        newest_stored_at=row["newest_stored_at"],
        sources=_count(db, "SELECT count(*) FROM source"),
        queued=_count(db, "SELECT count(*) FROM page WHERE state = 'queued'"),
        retried=_count(
            db, "SELECT count(*) FROM page WHERE state = 'failed' AND next_check_at IS NOT NULL"
        ),
        version=_count(db, "PRAGMA user_version"),
    )


def _count(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def last_run(db: sqlite3.Connection) -> RunLine | None:
    """The run that began last."""
    row = db.execute(
        "SELECT id, kind, started_at, finished_at, finish_reason, verdict, exit_code"
        " FROM run ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return RunLine(**dict(row)) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as its file described it at the last run."""

    id: str
    name: str
    country: str
    group: str
    enabled: bool
    last_run_at: str | None


def sources(db: sqlite3.Connection) -> list[SourceLine]:
    """All sources the archive has met, by id."""
    rows = db.execute(
        "SELECT id, name, country, source_group, enabled, last_run_at FROM source ORDER BY id"
    )
    return [
        SourceLine(
            id=row["id"],
            name=row["name"],
            country=row["country"],
            group=row["source_group"],
            enabled=bool(row["enabled"]),
            last_run_at=row["last_run_at"],
        )
        for row in rows
    ]


def require_source(db: sqlite3.Connection, source_id: str) -> None:
    """Raises UserError, with ids that come near, for a source that the archive has not met."""
    known = [line.id for line in sources(db)]
    if source_id not in known:
        near = get_close_matches(source_id, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kenwatch health` names them"
        raise UserError(f"the archive knows no source {source_id[:60]!r}; {hint}", Exit.USAGE)


_TURNS = """
SELECT s.id, s.last_run_at, max(min(w.due_at), coalesce(s.closed_until, '')) AS due_at,
       max((SELECT min(p.revisit_at) FROM page p
            WHERE p.source_id = s.id AND p.revisit_at IS NOT NULL AND p.via <> 'disk'),
           coalesce(s.closed_until, '')) AS revisit_at
FROM source s
LEFT JOIN (
  SELECT source_id, due_at FROM hub WHERE due_at IS NOT NULL AND origin IN ('file', 'found')
  UNION ALL
  SELECT source_id, next_check_at FROM page
  WHERE next_check_at IS NOT NULL AND state IN ('queued', 'failed', 'kept')
) w ON w.source_id = s.id
GROUP BY s.id
"""


def turns(path: Path) -> dict[str, Turn]:
    """Whose turn is when, by source; empty for a file that is not there yet.

    Raises UserError for a file that is there but cannot be read.
    """
    if not path.exists():
        return {}
    with reading(path) as db:
        return {row["id"]: Turn(*map(from_archive, tuple(row)[1:])) for row in db.execute(_TURNS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTrouble:
    """A feed, sitemap or list of a source that cannot be read, or may not tell all."""

    source: str
    url: str
    kind: str
    why: str
    failures: int
    next_try_at: str | None


def troubled_roads(db: sqlite3.Connection) -> list[RoadTrouble]:
    """The roads of enabled sources that are in trouble, by source."""
    rows = db.execute(
        "SELECT h.source_id AS source, h.url, h.kind, coalesce(h.problem, h.doubt) AS why,"
        " h.failures, h.due_at AS next_try_at FROM hub h JOIN source s ON s.id = h.source_id"
        " WHERE s.enabled AND h.origin IN ('file', 'found') AND h.due_at IS NOT NULL"
        " AND coalesce(h.problem, h.doubt) IS NOT NULL ORDER BY h.source_id, h.url"
    )
    return [RoadTrouble(**dict(row)) for row in rows]
