"""The index of near-duplicates in the archive: which stored texts are copies of each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipelines.likeness.likeness import likeness
from pipelines.likeness.originals import Publication
from pipelines.likeness.reading import read
from pipelines.likeness.sketch import candidates_needed, sketch
from pipelines.moments import iso, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

# a word sequence that so many texts have is a phrase of the trade and tells nothing
_COMMON: Final = 400
# texts that are compared word by word, those first that have most in common
_COMPARED: Final = 64
_TEXTS_WITH: Final = (
    "SELECT f.id, f.hashes FROM shingle s JOIN fingerprint f ON f.id = s.fingerprint_id"  # noqa: S608 - a number
    f" WHERE s.hash = ? LIMIT {_COMMON + 2}"
)
_TEXT: Final = (
    "SELECT title, text FROM article WHERE canonical_url = ?1"
    " UNION ALL SELECT title, text FROM copy WHERE canonical_url = ?1"
)


def fingerprint_of(db: sqlite3.Connection, canonical_url: str, first_at: datetime) -> int:
    """The number of a stored text in the index; ``first_at``: when it was published at latest."""
    db.execute(
        "INSERT INTO fingerprint (canonical_url, first_at, hashes) VALUES (?, ?, 0)"
        " ON CONFLICT (canonical_url) DO UPDATE SET first_at = excluded.first_at",
        (canonical_url, iso(first_at)),
    )
    row = db.execute("SELECT id FROM fingerprint WHERE canonical_url = ?", (canonical_url,))
    return int(row.fetchone()["id"])


def index_text(
    db: sqlite3.Connection, number: int, title: str, text: str, *, before: str | None
) -> None:
    """Put a text into the index in the place of the one ``before``, and find its copies."""
    own = sketch(text)
    gone = set(sketch(before)) - set(own) if before is not None else set()
    db.executemany(
        "DELETE FROM shingle WHERE hash = ? AND fingerprint_id = ?", [(h, number) for h in gone]
    )
    db.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", [(h, number) for h in own])
    db.execute("UPDATE fingerprint SET hashes = ? WHERE id = ?", (len(own), number))
    likes = _copies(db, number, title, text, own)
    db.execute("DELETE FROM likeness WHERE ?1 IN (a_id, b_id)", (number,))
    db.executemany(
        "INSERT INTO likeness VALUES (?, ?, ?)",
        [(min(number, other), max(number, other), like) for other, like in likes.items()],
    )


def _copies(
    db: sqlite3.Connection, number: int, title: str, text: str, own: Sequence[int]
) -> dict[int, float]:
    """The stored texts that are copies of a text, and how similar they are to it."""
    mine = read(title, text)
    found: dict[int, float] = {}
    for other in candidates(db, own, number):
        row = _text_of(db, other)
        like = likeness(mine, read(row["title"], row["text"]))
        if like.is_copy:
            # a whole text within a longer one is a copy however small its share of all is
            found[other] = max(like.similarity, 1e-6)
    return found


def _text_of(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    url = db.execute("SELECT canonical_url FROM fingerprint WHERE id = ?", (number,)).fetchone()[0]
    row: sqlite3.Row = db.execute(_TEXT, (url,)).fetchone()
    return row


def candidates(db: sqlite3.Connection, own: Sequence[int], number: int = 0) -> list[int]:
    """Texts that have so many of these hashes that they may be copies, the likeliest first."""
    shared: Counter[tuple[int, int]] = Counter()
    for one in own:
        rows = db.execute(_TEXTS_WITH, (one,)).fetchall()
        if len(rows) <= _COMMON + 1:
            shared.update((row[0], row[1]) for row in rows)
    enough = [
        (-count, other)
        for (other, hashes), count in shared.items()
        # the shorter of the two decides, so that it does not matter which of them came first
        if other != number and count >= candidates_needed(min(len(own), hashes))
    ]
    return [other for _, other in sorted(enough)[:_COMPARED]]


def group_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[tuple[int, int], float]:
    """All pairs of copies that hang together with these texts, however many steps away."""
    pairs: dict[tuple[int, int], float] = {}
    seen: set[int] = set()
    ahead = list(numbers)
    while ahead:
        number = ahead.pop()
        if number in seen:
            continue
        seen.add(number)
        for a, b, like in db.execute(
            "SELECT a_id, b_id, similarity FROM likeness WHERE a_id = ?1"
            " UNION ALL SELECT a_id, b_id, similarity FROM likeness WHERE b_id = ?1",
            (number,),
        ):
            pairs[a, b] = like
            ahead.append(b if a == number else a)
    return pairs


def publications(db: sqlite3.Connection, numbers: Iterable[int]) -> list[Publication]:
    """The indexed texts with these numbers."""
    found = []
    for number in sorted(set(numbers)):
        row = db.execute(
            "SELECT first_at, canonical_url FROM fingerprint WHERE id = ?", (number,)
        ).fetchone()
        moment = moment_of(row["first_at"])
        assert moment is not None
        found.append(Publication(number, moment, row["canonical_url"]))
    return found


def like_ids(db: sqlite3.Connection, number: int) -> set[int]:
    """The texts that are copies of this one or the reverse."""
    rows = db.execute("SELECT a_id, b_id FROM likeness WHERE ?1 IN (a_id, b_id)", (number,))
    return {other for row in rows for other in row} - {number}
