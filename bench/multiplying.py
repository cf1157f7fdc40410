"""An archive made several times as large, by SQL alone: a million real fillings take an hour.

Each turn puts all that lies in the archive once more further in the past, under other
addresses. Word sequences that many texts have stay as they are, so that ever more have them;
the others become others, so that no text is a copy of its double. The doubles are not in the
full-text index, and have no versions and nothing that was judged.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from pipelines.archive import Archive

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_MANY: Final = 20
_AT: Final = "strftime('%Y-%m-%dT%H:%M:%S+00:00', {}, :shift)"
# what becomes of the columns of a double; the others stay
_CHANGED: Final = {
    "canonical_url": "canonical_url || :mark",
    "url": "url || :mark",
    "text_url": "text_url || :mark",
    "folded": "''",
    "published_day": "date(published_day, :shift)",
    "day": "date(day, :shift)",
    # there is no operator for exclusive or
    "hash": "CASE WHEN hash IN many THEN hash ELSE (hash | :key) - (hash & :key) END",
    **{name: _AT.format(name) for name in ("at", "first_at", "published_at")},
    **{name: _AT.format(name) for name in ("first_seen_at", "fetched_at")},
    **{
        name: f"{name} + :step"
        for name in (
            "article_id",
            "fingerprint_id",
            "story_id",
            "lead_article_id",
            "a_id",
            "b_id",
        )
    },
}
_NUMBERED: Final = ("article", "fingerprint", "story")
_TABLES: Final = (
    "article",
    "copy",
    "page",
    "visit",
    "fingerprint",
    "likeness",
    "story",
    "story_article",
    "story_report",
    "story_link",
)
# sorted as their keys are: rows that come in any order would be written one page each
_SORTED: Final = {"shingle": "hash, fingerprint_id", "story_key": "key, at, article_id"}


def multiply(path: Path, count: int, times: int, days: float) -> None:
    """Make an archive of ``count`` texts of so many days as large as ``times`` of it."""
    archive = Archive(path)
    db = archive.connection
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA cache_size = -2000000")
    db.execute("BEGIN")
    [trigger] = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'article_fts_insert'")
    db.execute("DROP TRIGGER article_fts_insert")
    db.execute("CREATE TEMP TABLE many (hash INTEGER PRIMARY KEY)")
    db.execute(
        "INSERT INTO many SELECT hash FROM shingle GROUP BY hash HAVING count(*) >= ?", (_MANY,)
    )
    for turn in range(1, times):
        told = {"mark": f"?{turn}", "shift": f"-{turn * days:.0f} days", "step": turn * count}
        told["key"] = random.Random(turn).getrandbits(62)
        for table in (*_TABLES, *_SORTED):
            _double(db, table, told, count)
    db.execute(trigger[0])
    db.execute("COMMIT")
    archive.close()


def _double(db: sqlite3.Connection, table: str, told: dict[str, object], count: int) -> None:
    """Put the first rows of a table into it once more."""
    changed = {**_CHANGED, "id": "id + :step"} if table in _NUMBERED else _CHANGED
    names = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(f"{changed.get(name, name)} AS {name}" for name in names)
    order = f" ORDER BY {_SORTED[table]}" if table in _SORTED else ""
    db.execute(
        f"INSERT OR IGNORE INTO {table} SELECT {values} FROM main.{table}"
        f" WHERE {_is_first(table, names)}{order}",
        {**told, "count": count},
    )


def _is_first(table: str, names: list[str]) -> str:
    """What tells the rows of the archive as it was from those of earlier turns."""
    if table in _NUMBERED:
        return "id <= :count"
    for name in ("article_id", "fingerprint_id", "b_id"):
        if name in names and table != "page":
            return f"{name} <= :count"
    return "canonical_url NOT LIKE '%?%'"
