"""Figures of the archive for monitoring: one look, with a limit to its time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.moments import from_archive
from desk.reader import reading
from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

QUANTILES: Final = (0.5, 0.9, 0.99)
_STEPS: Final = 10_000
_DAY: Final = timedelta(days=1)
_SOURCES = "SELECT state, count(*) FROM source_health WHERE enabled GROUP BY 1"
# these tables grow for years: each look goes by an index to the few rows that it needs
_PAGES = """
SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state = 'failed')
FROM page INDEXED BY page_queue WHERE next_check_at IS NOT NULL
"""
# CROSS: the runs of the day come first, then what each did
_OUTCOMES = """
SELECT o.outcome, o.reason, sum(o.pages) FROM run r CROSS JOIN run_outcome o ON o.run_id = r.id
WHERE r.started_at >= ? GROUP BY 1, 2
"""
_OUTBOX = """
SELECT 'waiting', count(*) FROM outbox WHERE state = 'waiting'
UNION ALL SELECT 'given up', count(*) FROM outbox WHERE state = 'given up'
"""
_OLDEST = "SELECT min(created_at) FROM outbox WHERE state = 'waiting' AND not_before <= ?"
_BACKUP = "SELECT done_at FROM chore WHERE name = 'backup'"
# published and stored within the day: what a first crawl finds of old texts is no delay
_DELAYS = """
SELECT unixepoch(first_seen_at) - unixepoch(published_at) AS delay FROM article
WHERE first_seen_at >= :since AND coalesce(published_at, first_seen_at) >= :since
  AND published_precision IN ('second', 'minute') AND published_at <= first_seen_at ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the archive says: counts, and seconds or seconds since 1970 where the name says so.

    ``outcomes``: pages of the last day by outcome and reason; ``delays``: seconds from publication
    to store of the last day, by quantile.
    """

    sources: Mapping[str, int] = field(default_factory=dict)
    queued: int = 0
    retried: int = 0
    outcomes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    outbox: Mapping[str, int] = field(default_factory=dict)
    oldest_waiting_seconds: float = 0.0
    backup_at: float | None = None
    delays: Mapping[float, float] = field(default_factory=dict)


def look(path: Path, now: datetime, limit: float) -> Figures:
    """Read the figures in at most ``limit`` seconds.

    Raises UserError for an archive that cannot be read, or not in time.
    """
    end = time.monotonic() + limit
    with reading(path) as db:
        # SQLite asks every so many steps whether to go on
        db.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        return _figures(db, now)


def _figures(db: sqlite3.Connection, now: datetime) -> Figures:
    since = iso(now - _DAY)
    queued, retried = db.execute(_PAGES).fetchone()
    oldest = from_archive(db.execute(_OLDEST, (iso(now),)).fetchone()[0])
    backup = db.execute(_BACKUP).fetchone()
    backup_at = from_archive(backup[0]) if backup else None
    return Figures(
        sources=dict(map(tuple, db.execute(_SOURCES))),
        queued=queued,
        retried=retried,
        outcomes={(row[0], row[1]): row[2] for row in db.execute(_OUTCOMES, (since,))},
        outbox=dict(map(tuple, db.execute(_OUTBOX))),
        oldest_waiting_seconds=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        backup_at=backup_at.timestamp() if backup_at else None,
        delays=_quantiles([row[0] for row in db.execute(_DELAYS, {"since": since})]),
    )


def _quantiles(values: list[float]) -> dict[float, float]:
    """The nearest-rank quantiles of sorted values; none of none."""
    return {q: values[min(len(values) - 1, int(q * len(values)))] for q in QUANTILES if values}
