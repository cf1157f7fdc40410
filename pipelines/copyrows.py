"""A copy as a row: measured against the version of the article that it was taken from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pipelines.likeness.differences import differences
from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import read
from pipelines.publications import copy_columns, insert
from pipelines.reposts import taken_from

if TYPE_CHECKING:
    import sqlite3

    from pipelines.likeness.likeness import Likeness
    from pipelines.rows import Row

_FORMER: Final = "; of the article as it was before it was edited"
_FORMER_VERSIONS: Final = (
    "SELECT title, text FROM revision WHERE canonical_url = ? AND content_hash <> ?"
    " AND kind IN ('first', 'changed') ORDER BY seen_at DESC"
)
_CREDITS: Final = (
    "SELECT c.canonical_url, c.source_id, c.agency, c.through_url FROM copy c"
    " JOIN fingerprint f ON f.canonical_url = c.canonical_url WHERE c.article_id = ?"
    " ORDER BY f.first_at DESC, f.canonical_url DESC"
)


def write_copy(db: sqlite3.Connection, row: Row, original: Row, article_id: int) -> None:
    """Store a text as a copy of an article; ``write_credits`` has to follow."""
    taken, like, is_former = _taken(db, original, row)
    columns = {
        **copy_columns(row),
        "article_id": article_id,
        **like.shares,
        "why": f"{like.why}{_FORMER}" if is_former else like.why,
        "differs": json.dumps(asdict(differences(taken, str(row["text"]))), ensure_ascii=False),
        "through_url": None,
    }
    insert(db, "copy", columns, replace=True)


def _taken(db: sqlite3.Connection, original: Row, copy: Row) -> tuple[str, Likeness, bool]:
    """The version of the original that a copy is most like, how like, and whether it is a former.

    A site that edits its article does not make a faithful copy of it an unfaithful one.
    """
    theirs = read(str(copy["title"]), str(copy["text"]))
    former = db.execute(_FORMER_VERSIONS, (original["canonical_url"], original["content_hash"]))
    versions = [(str(original["title"]), str(original["text"])), *map(tuple, former)]
    likes = [likeness(read(title, text), theirs) for title, text in versions]
    best = max(range(len(likes)), key=lambda at: (likes[at].similarity, -at))
    return versions[best][1], likes[best], best > 0


def write_credits(db: sqlite3.Connection, article_id: int) -> None:
    """Note of each copy of an article from which of the earlier ones it was taken."""
    copies = db.execute(_CREDITS, (article_id,)).fetchall()
    if not any(one["agency"] for one in copies):
        return
    found = db.execute("SELECT canonical_url, source_id FROM article WHERE id = ?", (article_id,))
    original = found.fetchone()
    for place, one in enumerate(copies):
        # who credits the first publisher took it from there
        is_first = taken_from(db, one, [original]) is not None
        through = None if is_first else taken_from(db, one, copies[place + 1 :])
        if through != one["through_url"]:
            db.execute(
                "UPDATE copy SET through_url = ? WHERE canonical_url = ?",
                (through, one["canonical_url"]),
            )
