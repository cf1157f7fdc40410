"""What the checks ask of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.moments import from_archive

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

# rows that no foreign key holds: table, what it refers to, and which rows refer to nothing
_TEXT: Final = (
    "canonical_url NOT IN (SELECT canonical_url FROM article"
    " UNION ALL SELECT canonical_url FROM copy)"
)
_ORPHANS: Final[Mapping[str, str]] = {
    "revision": _TEXT,
    "visit": _TEXT,
    "statement": _TEXT,
    "fingerprint": _TEXT,
    "story": "id NOT IN (SELECT story_id FROM story_article)",
    "story_key": "article_id NOT IN (SELECT id FROM article)",
    "shingle": "fingerprint_id NOT IN (SELECT id FROM fingerprint)",
}
_UNLIKE: Final = (
    "article WHERE id NOT IN (SELECT id FROM {}_docsize)",
    "{}_docsize WHERE id NOT IN (SELECT id FROM article)",
)


def articles(db: sqlite3.Connection) -> int:
    """How many articles there are."""
    return _count(db, "article")


def harm(db: sqlite3.Connection, *, deep: bool) -> str:
    """What is wrong with its pages, "" for nothing; ``deep`` compares the indexes, too."""
    rows = db.execute(f"PRAGMA {'integrity_check' if deep else 'quick_check'}(3)").fetchall()
    words = "; ".join(row[0] for row in rows)
    return "" if words == "ok" else words


def search_indexes(db: sqlite3.Connection) -> list[str]:
    """The names of the full-text indexes, each of which has a row an article."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
        " AND sql LIKE '%USING fts5%' ORDER BY name"
    )
    return [str(row[0]) for row in rows]


def unindexed(db: sqlite3.Connection, *, exact: bool) -> tuple[int, int]:
    """Articles that a search index lacks, and entries of one without an article.

    Unless ``exact`` they are counted only, and one of each would not be seen.
    """
    missing = extra = 0
    for index in search_indexes(db):
        if exact:
            less, more = (_count(db, sql.format(index)) for sql in _UNLIKE)
        else:
            ahead = _count(db, f"{index}_docsize") - articles(db)
            less, more = max(-ahead, 0), max(ahead, 0)
        missing, extra = missing + less, extra + more
    return missing, extra


def _count(db: sqlite3.Connection, what: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608 - names of ours


def broken_references(db: sqlite3.Connection) -> dict[str, int]:
    """Rows that refer to what is not there, by table."""
    found: dict[str, int] = {}
    for row in db.execute("PRAGMA foreign_key_check"):
        found[row[0]] = found.get(row[0], 0) + 1
    return found


def orphans(db: sqlite3.Connection) -> dict[str, int]:
    """Rows of texts that are gone, where no key holds them, by table."""
    counts = {table: _count(db, f"{table} WHERE {where}") for table, where in _ORPHANS.items()}
    return {table: count for table, count in counts.items() if count}


def newest_at(db: sqlite3.Connection) -> datetime | None:
    """The newest moment at which kenwatch wrote down that it did something."""
    rows = db.execute(
        "SELECT max(first_seen_at) FROM article UNION ALL SELECT max(first_seen_at) FROM copy"
        " UNION ALL SELECT max(started_at) FROM run"
    )
    return max((moment for row in rows if (moment := from_archive(row[0]))), default=None)


def forbidden(db: sqlite3.Connection, since: str) -> dict[str, int]:
    """Pages that robots.txt forbade since a day, by source."""
    rows = db.execute(
        "SELECT d.source_id, sum(r.value) FROM source_day d, json_each(d.reasons) r"
        " WHERE d.day >= ? AND r.key = 'robots.txt forbids it' GROUP BY d.source_id"
        " ORDER BY 2 DESC, 1",
        (since,),
    )
    return {row[0]: int(row[1]) for row in rows}


def closed_roads(db: sqlite3.Connection) -> dict[str, int]:
    """Feeds, sitemaps and lists that robots.txt forbids or hides, by source."""
    rows = db.execute(
        "SELECT h.source_id, count(*) FROM hub h JOIN source s ON s.id = h.source_id"
        " WHERE s.enabled AND h.problem LIKE 'robots.txt%' GROUP BY h.source_id ORDER BY 1"
    )
    return {row[0]: int(row[1]) for row in rows}


def met(db: sqlite3.Connection) -> set[str]:
    """The sources that were ever asked."""
    rows = db.execute("SELECT id FROM source WHERE last_run_at IS NOT NULL")
    return {row[0] for row in rows}


def given_up(db: sqlite3.Connection) -> dict[str, int]:
    """Messages that could not be sent, by receiver."""
    rows = db.execute(
        "SELECT sink, count(*) FROM outbox WHERE state = 'given up' GROUP BY sink ORDER BY sink"
    )
    return {row[0]: int(row[1]) for row in rows}


def late(db: sqlite3.Connection, before: str) -> int:
    """Messages that should have been sent before a moment, and still wait."""
    row = db.execute(
        "SELECT count(*) FROM outbox WHERE state = 'waiting' AND not_before < ?", (before,)
    ).fetchone()
    return int(row[0])
