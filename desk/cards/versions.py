"""The versions of a stored text, their words only as they are asked for; the looks at its page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.histories.history import OWN, Version

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]
# the newest of more are told
MOST_VERSIONS: Final = 500
MOST_LOOKS: Final = 2000
_HEADS: Final = (
    "SELECT seen_at, content_hash, kind, title, url, length(text) AS letters, flags, changes,"
    " modified_at, count(*) OVER () AS of_all FROM revision WHERE canonical_url = ?"
    " ORDER BY seen_at DESC, content_hash DESC LIMIT ?"
)
_ANNOUNCED: Final = "SELECT seen_at, announced FROM quiet_edits WHERE url = ? LIMIT ?"
_TEXT: Final = (
    "SELECT title, substr(text, 1, ?) AS text FROM revision"
    " WHERE canonical_url = ? AND seen_at = ? AND content_hash = ?"
)
_LOOKS: Final = (
    "SELECT at, outcome, content_hash, http_status, detail FROM visit"
    " WHERE canonical_url = ? AND outcome NOT IN (?, ?) ORDER BY at DESC, outcome LIMIT ?"
)


def heads(db: sqlite3.Connection, canonical_url: str) -> list[Record]:
    """The versions in the order in which they were seen, at most the newest 500, without texts.

    Each: number (from 1), seen_at, content_hash, kind, title, url, letters, flags, changes,
    modified_at, announced (None where it is no edit of what the text says).
    """
    rows = db.execute(_HEADS, (canonical_url, MOST_VERSIONS)).fetchall()[::-1]
    told = dict(tuple(row) for row in db.execute(_ANNOUNCED, (canonical_url, MOST_VERSIONS)))
    first = rows[0]["of_all"] - len(rows) + 1 if rows else 1
    return [
        {
            **dict(row),
            "number": number,
            "flags": json.loads(row["flags"]),
            "changes": json.loads(row["changes"]),
            "announced": told.get(row["seen_at"]) if row["kind"] == "changed" else None,
        }
        for number, row in enumerate(rows, first)
    ]


def version(db: sqlite3.Connection, canonical_url: str, head: Record, most: int) -> Version:
    """The words of a version: its title, and the first ``most`` letters of its text."""
    given = (most, canonical_url, head["seen_at"], head["content_hash"])
    return Version(*db.execute(_TEXT, given).fetchone())


def looks(db: sqlite3.Connection, canonical_url: str) -> list[Record]:
    """The looks at the page, the latest first, at most 2,000.

    Each: at, outcome, content_hash, http_status, detail.
    """
    given = (canonical_url, *sorted(OWN), MOST_LOOKS)
    return [dict(row) for row in db.execute(_LOOKS, given)]
