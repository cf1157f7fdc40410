"""What the archive has learnt of a source's habits, and when it was last crawled."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from crawler.rhythm import Rhythm, per_day
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

# long enough for weekly papers, short enough to follow a change
WINDOW = timedelta(days=28)
_FEWEST = 5

# The first look finds the harvest of many days at once, so the day of it counts for nothing.
_LISTED = """
WITH seen AS (
  SELECT julianday(first_seen_at) AS at FROM page
  WHERE source_id = :source AND first_seen_at >= :since
), begun AS (SELECT min(at) + 1 AS at FROM seen)
SELECT count(seen.at) AS listed, julianday(:now) - begun.at AS days
FROM begun LEFT JOIN seen ON seen.at >= begun.at
"""
_STORED = """
SELECT count(*) AS articles, avg(published_at IS NOT NULL) AS dated, avg(authors <> '[]') AS signed
FROM article WHERE source_id = :source
"""
_WORDS = "SELECT words FROM article WHERE source_id = ? ORDER BY words"


def last_runs(path: Path) -> dict[str, str]:
    """When each source was last crawled, in UTC as stored; empty where there is no archive.

    Raises UserError for an archive that is there and cannot be read.
    """
    if not path.exists():
        return {}
    with reading(path) as db:
        rows = db.execute("SELECT id, last_run_at FROM source WHERE last_run_at IS NOT NULL")
        return {row["id"]: row["last_run_at"] for row in rows}


def learnt(path: Path, source_id: str, now: datetime) -> dict[str, Any] | None:
    """The habits that show in the archive; None where it holds nothing of the source.

    ``listed_a_day`` is the addresses a day that its hubs named in the last 28 days, relevant or
    not; ``words`` is [10th, 90th percentile] of the lengths of its stored articles, ``dated`` and
    ``signed`` are shares of them; each is None where too little was seen.
    """
    if not path.exists():
        return None
    with reading(path) as db:
        stored = db.execute(_STORED, {"source": source_id}).fetchone()
        a_day = _listed_a_day(db, source_id, now)
        words = [row["words"] for row in db.execute(_WORDS, (source_id,))]
    enough = stored["articles"] >= _FEWEST
    if not stored["articles"] and a_day is None:
        return None
    return {
        "articles": stored["articles"],
        "listed_a_day": a_day,
        "words": [words[len(words) // 10], words[len(words) * 9 // 10]] if enough else None,
        "dated": round(stored["dated"], 2) if enough else None,
        "signed": round(stored["signed"], 2) if enough else None,
    }


def _listed_a_day(db: sqlite3.Connection, source_id: str, now: datetime) -> float | None:
    moment = now.astimezone(UTC)
    times = {"since": (moment - WINDOW).isoformat(), "now": moment.isoformat()}
    row = db.execute(_LISTED, {"source": source_id, **times}).fetchone()
    return round(row["listed"] / row["days"], 1) if row["days"] and row["days"] >= 1 else None


_ROADS = """
SELECT url, kind, origin, checked_at, read_at, changed_at, due_at, entries, newest_at,
       coalesce(problem, doubt) AS trouble, rhythm
FROM hub WHERE source_id = ? AND origin <> 'named' AND checked_at IS NOT NULL ORDER BY url
"""


def roads(path: Path, source_id: str) -> list[dict[str, Any]]:
    """How the feeds, sitemaps and lists of a source answered last, those found on the site too.

    ``entries_a_day`` is learnt, None where too little came; ``trouble`` says why a road could not
    be read or may not tell all. Times are UTC as stored.
    """
    if not path.exists():
        return []
    with reading(path) as db:
        rows = [dict(row) for row in db.execute(_ROADS, (source_id,))]
    return [{**row, "entries_a_day": _a_day(row.pop("rhythm"))} for row in rows]


def _a_day(rhythm: str | None) -> float | None:
    try:
        rate = per_day(Rhythm.from_json(rhythm)) if rhythm else None
    except ValueError:
        return None
    return None if rate is None else round(rate, 1)
