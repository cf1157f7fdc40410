"""Stored texts, whichever table holds them: an article, or a copy with all it would have as one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.likeness.originals import first_at
from pipelines.moments import known_moment, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from pipelines.rows import Row

# groups of sources that publish their own news
OF_ITSELF: Final = frozenset({"government"})
# what both tables hold
_SHARED: Final = (
    "canonical_url",
    "url",
    "source_id",
    "title",
    "text",
    "published_at",
    "first_seen_at",
    "fetched_at",
    "content_hash",
    "agency",
)
# where a text goes by its address
_ADDRESSED: Final = (
    ("article", "canonical_url"),
    ("copy", "canonical_url"),
    ("fingerprint", "canonical_url"),
    ("revision", "canonical_url"),
    ("visit", "canonical_url"),
    ("statement", "canonical_url"),
    ("edition", "page_url"),
    ("copy", "through_url"),
)
# what is judged of the words again when a copy becomes an article
_JUDGED: Final = frozenset(
    {"id", "mining", "monotown", "is_mining", "is_monotown", "reasons", "words", "folded"}
)


@dataclass(frozen=True, slots=True)
class Publication:
    """A stored text: its columns as of table article, and the article that it is or repeats."""

    row: Row
    article_id: int
    is_copy: bool


def stored(db: sqlite3.Connection, canonical_url: str) -> Publication | None:
    """What is stored of an address; None where nothing is."""
    row = db.execute("SELECT * FROM article WHERE canonical_url = ?", (canonical_url,)).fetchone()
    if row is not None:
        return Publication(_without_id(row), int(row["id"]), is_copy=False)
    row = db.execute("SELECT * FROM copy WHERE canonical_url = ?", (canonical_url,)).fetchone()
    if row is not None:
        return Publication(columns_of_copy(row), int(row["article_id"]), is_copy=True)
    return None


def _without_id(row: sqlite3.Row) -> Row:
    return {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118 - a Row is no dict


def columns_of_copy(row: sqlite3.Row) -> Row:
    """The columns that a copy would have as an article, but for what is judged of its words."""
    held: Row = {name: row[name] for name in _SHARED}
    held.update(json.loads(row["record"]))
    return held


def copy_columns(row: Row) -> Row:
    """The columns of table copy that tell of the text alone; the reverse of ``columns_of_copy``."""
    record = {k: v for k, v in row.items() if k not in _JUDGED and k not in _SHARED}
    return {
        **{name: row[name] for name in _SHARED},
        "record": json.dumps(record, ensure_ascii=False, sort_keys=True),
    }


def published_by(db: sqlite3.Connection, row: Row) -> datetime:
    """No later than when a text was published at its address."""
    seen = known_moment(row["first_seen_at"])
    told = row["published_at"]
    precision = row["published_precision"]
    source = db.execute("SELECT source_group FROM source WHERE id = ?", (row["source_id"],))
    of_itself = (found := source.fetchone()) is not None and found[0] in OF_ITSELF
    moment = moment_of(str(told)) if told else None
    return first_at(moment, str(precision or ""), seen, of_itself=of_itself)


def move(db: sqlite3.Connection, former: str, canonical_url: str) -> None:
    """Put all that is stored of an address under the one that the page goes by now.

    Nothing is moved where another page still goes by the former one, or where a text is stored
    under the new one already: these are two texts.
    """
    held = db.execute("SELECT 1 FROM page WHERE text_url = ?", (former,)).fetchone()
    if held is not None or stored(db, canonical_url) is not None:
        return
    for table, column in _ADDRESSED:
        db.execute(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608 - names are ours
            (canonical_url, former),
        )


def save_editions(
    db: sqlite3.Connection, canonical_url: str, editions: Iterable[tuple[str, str]]
) -> bool:
    """Replace the addresses of a text in other languages; whether that changed anything.

    None told leaves those known.
    """
    told = {(url, language) for language, url in editions}
    known = {
        (row["canonical_url"], row["language"])
        for row in db.execute("SELECT * FROM edition WHERE page_url = ?", (canonical_url,))
    }
    if not told or told == known:
        return False
    db.execute("DELETE FROM edition WHERE page_url = ?", (canonical_url,))
    db.executemany(
        "INSERT OR IGNORE INTO edition (page_url, canonical_url, language) VALUES (?, ?, ?)",
        [(canonical_url, url, language) for url, language in sorted(told)],
    )
    return True


def insert(db: sqlite3.Connection, table: str, row: Row, *, replace: bool = False) -> int:
    """Insert a row; its rowid."""
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    cursor = db.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", row)
    return int(cursor.lastrowid or 0)
