"""The index of near-duplicates: which stored texts are copies of each other.

The cost of a text does not depend on the size of the archive, nor on how often a text was
repeated: all limits are of what is looked at. So of a release with hundreds of copies not every
pair is compared; but each text is compared with the originals of the texts that it is like,
which alone decide what it is.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.candidates import PLACES, candidates
from pipelines.likeness.likeness import likeness
from pipelines.likeness.originals import Publication
from pipelines.likeness.reading import read
from pipelines.likeness.sketch import sketch
from pipelines.moments import iso, known_moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipelines.candidates import Met

# the texts that are likeliest are compared until so many were no copies
_IN_VAIN: Final = 4
# of the texts of one article so many are compared, and the article itself
_OF_ONE: Final = 4
# Where a third of the words were changed a quarter of the sequences are left. A text with less
# than a third of that is no copy, nor is one that shares less than this of what many have.
_LEAST: Final = 1 / 14
_PLAINLY: Final = 1 / 5
_DIGEST: Final = 4  # times as long a text may be as its part

_TEXT: Final = (
    "SELECT f.id, f.first_at, f.canonical_url, a.id AS article_id, a.title, a.text"
    " FROM fingerprint f JOIN article a ON a.canonical_url = f.canonical_url WHERE f.id = ?1"
    " UNION ALL SELECT f.id, f.first_at, f.canonical_url, c.article_id, c.title, c.text"
    " FROM fingerprint f JOIN copy c ON c.canonical_url = f.canonical_url WHERE f.id = ?1"
)
_ORIGINAL: Final = (
    "SELECT f.id FROM article a JOIN fingerprint f ON f.canonical_url = a.canonical_url"
    " WHERE a.id = ?"
)
_HELD_AS: Final = tuple(
    f"SELECT f.id, t.{column} FROM json_each(?) n JOIN fingerprint f ON f.id = n.value"  # noqa: S608 - names are ours
    f" JOIN {table} t ON t.canonical_url = f.canonical_url"
    for table, column in (("article", "id"), ("copy", "article_id"))
)
_GROUP: Final = """
WITH RECURSIVE member (id) AS (
  SELECT value FROM json_each(?)
  UNION SELECT l.b_id FROM member m JOIN likeness l ON l.a_id = m.id
  UNION SELECT l.a_id FROM member m JOIN likeness l ON l.b_id = m.id)
SELECT a_id, b_id, similarity FROM member JOIN likeness ON a_id = id
"""


class _Text(NamedTuple):
    """A text of the index, when it was published, and the number of the article it belongs to."""

    id: int
    first_at: str
    canonical_url: str
    article_id: int
    title: str
    text: str

    @property
    def order(self) -> tuple[str, str]:
        """Its place in the order of publication; moments are in UTC and sort as texts."""
        return self.first_at, self.canonical_url


def fingerprint_of(db: sqlite3.Connection, canonical_url: str, first_at: datetime) -> int:
    """The number of a stored text in the index; ``first_at``: when it was published at latest."""
    known = db.execute(
        "SELECT id, first_at FROM fingerprint WHERE canonical_url = ?", (canonical_url,)
    ).fetchone()
    at = iso(first_at)
    if known is None:
        cursor = db.execute(
            "INSERT INTO fingerprint (canonical_url, first_at, hashes) VALUES (?, ?, 0)",
            (canonical_url, at),
        )
        return int(cursor.lastrowid or 0)
    number = int(known["id"])
    if known["first_at"] != at:
        db.execute("UPDATE fingerprint SET first_at = ? WHERE id = ?", (at, number))
        # it may be the original of texts now that it was not compared with
        _settle(db, _text_of(db, number), ())
    return number


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
    former = like_ids(db, number) if before is not None else set()
    db.execute("DELETE FROM likeness WHERE a_id = ?1 OR b_id = ?1", (number,))
    place = db.execute("SELECT first_at, canonical_url FROM fingerprint WHERE id = ?", (number,))
    first_at, url = place.fetchone()
    mine = _Text(number, first_at, url, 0, title, text)
    if not _find_copies(db, mine, own) or len(former) > _OF_ONE:
        _settle(db, mine, former)


def _find_copies(db: sqlite3.Connection, mine: _Text, own: Sequence[int]) -> bool:
    """Note the copies of a text; False where others may be copies of it that were not compared."""
    likes: dict[int, float] = {}
    of_article: Counter[int] = Counter()
    vain = 0
    for theirs in _likeliest(db, mine, own, of_article):
        likes[theirs.id] = _like(mine, theirs)
        of_article[theirs.article_id] += bool(likes[theirs.id])
        vain += not likes[theirs.id]
        if vain == _IN_VAIN:
            break
    first = [_original(db, article_id) for article_id in +of_article]
    for original in first:
        if original.id not in likes and original.id != mine.id:
            likes[original.id] = _like(mine, original)
    _note(db, mine.id, likes)
    is_copy = any(likes.get(one.id) and one.order < mine.order for one in first)
    return is_copy or max(of_article.values(), default=0) < _OF_ONE


def _likeliest(
    db: sqlite3.Connection, mine: _Text, own: Sequence[int], of_article: Counter[int]
) -> Iterator[_Text]:
    """The texts that may be copies of one, the likeliest first; of each article only some."""
    found = [met for met in candidates(db, own, mine.id) if _is_enough(met, len(own) / _DIGEST)]
    articles, copies = held_as(db, [met.id for met in found])
    for met in found:
        article_id = articles.get(met.id) or copies[met.id]
        if of_article[article_id] < _OF_ONE:
            theirs = _text_of(db, met.id)
            shorter, longer = sorted((len(mine.text), len(theirs.text)))
            # of the shorter text's sequences the share is sampled that is of the longer's
            if _is_enough(met, len(own) * shorter / max(longer, 1)):
                yield theirs


def _is_enough(met: Met, expected: float) -> bool:
    """Whether a text may be a copy, of which ``expected`` hashes were met if all were the same."""
    return met.rare >= _LEAST * expected or met.shared >= _PLAINLY * expected


def _like(mine: _Text, theirs: _Text) -> float:
    """How similar two texts are; 0 where neither is a copy of the other."""
    like = likeness(read(mine.title, mine.text), read(theirs.title, theirs.text))
    # a whole text within a longer one is a copy however small its share of all is
    return max(like.similarity, 1e-6) if like.is_copy else 0.0


def _note(db: sqlite3.Connection, number: int, likes: Mapping[int, float]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?)",
        [(min(number, other), max(number, other), like) for other, like in likes.items() if like],
    )


def _settle(db: sqlite3.Connection, mine: _Text, former: Iterable[int]) -> None:
    """Compare the texts that hang together with a text, or did, with all originals among them.

    Needed where an original comes in, or goes, whose copies were not all compared.
    """
    pairs = group_of(db, (mine.id, *former))
    members = {mine.id, *former, *(one for pair in pairs for one in pair)} - {mine.id}
    texts = [mine, *(_text_of(db, one) for one in members)]
    roots: list[_Text] = []
    for one in sorted(texts, key=lambda text: text.order):
        likes = {
            root.id: pairs.get((min(one.id, root.id), max(one.id, root.id))) or _like(one, root)
            for root in roots
        }
        _note(db, one.id, likes)
        if not any(likes.values()):
            roots.append(one)


def _original(db: sqlite3.Connection, article_id: int) -> _Text:
    return _text_of(db, db.execute(_ORIGINAL, (article_id,)).fetchone()[0])


def _text_of(db: sqlite3.Connection, number: int) -> _Text:
    return _Text(*db.execute(_TEXT, (number,)).fetchone())


def group_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[tuple[int, int], float]:
    """All pairs of copies that hang together with these texts, however many steps away."""
    rows = db.execute(_GROUP, (json.dumps(sorted(set(numbers))),))
    return {(a, b): like for a, b, like in rows}


def publications(db: sqlite3.Connection, numbers: Iterable[int]) -> list[Publication]:
    """The indexed texts with these numbers."""
    return [
        Publication(row["id"], known_moment(row["first_at"]), row["canonical_url"])
        for row in db.execute(PLACES, (json.dumps(sorted(set(numbers))),))
    ]


def held_as(
    db: sqlite3.Connection, numbers: Iterable[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """The article numbers of texts that are stored as articles, and of those that are copies."""
    asked = (json.dumps(sorted(numbers)),)
    articles, copies = (dict(map(tuple, db.execute(query, asked))) for query in _HELD_AS)
    return articles, copies


def like_ids(db: sqlite3.Connection, number: int) -> set[int]:
    """The texts that are copies of this one or the reverse."""
    rows = db.execute(
        "SELECT b_id FROM likeness WHERE a_id = ?1 UNION ALL SELECT a_id FROM likeness"
        " WHERE b_id = ?1",
        (number,),
    )
    return {row[0] for row in rows}
