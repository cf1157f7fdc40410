"""The articles that answer a query, as many as are looked at, without their texts.

A search of an archive of a million must not read all of its hits. FTS5 gives rows in the order
of their numbers as fast as they are read, so the hits that came last are taken, and besides
them those that have the words in the title or next to each other, whenever they came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desk.searchlanguage.candidate import Candidate
from desk.searchlanguage.terms import joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from desk.cards.narrowing import Narrowing
    from desk.searching import SearchQuery

COUNTED: Final = 5_000
_BESIDE: Final = 300
_COLUMNS: Final = (
    "b.article_id AS id, b.at, b.day, b.source_id, b.language, b.is_mining, b.is_monotown"
)
_BY_WORDS: Final = """
SELECT {columns} FROM article_fts CROSS JOIN article_brief b ON b.article_id = article_fts.rowid
WHERE article_fts MATCH :match AND article_fts.rowid BETWEEN :low AND :high AND {sql}
ORDER BY article_fts.rowid DESC LIMIT :limit
"""
_BY_TITLE: Final = """
SELECT {columns} FROM title_fts CROSS JOIN article_brief b ON b.article_id = title_fts.rowid
WHERE title_fts MATCH :match AND title_fts.rowid BETWEEN :low AND :high AND {sql}
ORDER BY title_fts.rowid DESC LIMIT :limit
"""
_BY_DAY: Final = """
SELECT {columns} FROM article_brief b WHERE {sql}
ORDER BY b.day DESC, b.article_id DESC LIMIT :limit
"""
_BY_LIST: Final = """
SELECT {columns} FROM article_brief b WHERE {sql} ORDER BY b.at DESC, b.article_id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Pool:
    """The newest answers, and others that fit well; ``is_bound`` where there are more."""

    newest: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    is_bound: bool


def of_filters(db: sqlite3.Connection, query: SearchQuery, narrow: Narrowing) -> Pool:
    """The newest articles that pass the conditions and have no unwanted word, by their dates."""
    sql = (_BY_LIST if narrow.is_small else _BY_DAY).format(columns=_COLUMNS, sql=narrow.sql)
    rows = db.execute(sql, {**narrow.values, "limit": COUNTED + 1}).fetchall()
    kept = _that_answer(db, query, rows[:COUNTED])
    found = sorted(map(_candidate, kept), key=lambda one: (one.at, one.id), reverse=True)
    return Pool(tuple(found), (), is_bound=len(rows) > COUNTED)


def of_words(db: sqlite3.Connection, query: SearchQuery, narrow: Narrowing) -> Pool:
    """The articles that have the words and pass the conditions, those that came last first."""
    rows = _rows(db, _BY_WORDS, query.match, narrow, COUNTED + 1)
    is_bound = len(rows) > COUNTED
    rows = rows[:COUNTED]
    near = _close(query)
    close = _rows(db, _BY_WORDS, near, narrow, _BESIDE) if near and rows else []
    beside = [*_older_titles(db, query, narrow, rows), *close] if is_bound else []
    known = {row["id"] for row in rows}
    others = {row["id"]: row for row in beside if row["id"] not in known}
    merits = _Merits.of(db, query, rows, close)
    return Pool(
        tuple(merits.candidate(row) for row in rows),
        tuple(merits.candidate(row) for row in _that_answer(db, query, list(others.values()))),
        is_bound,
    )


def _rows(
    db: sqlite3.Connection, sql: str, match: str, narrow: Narrowing, limit: int
) -> list[sqlite3.Row]:
    values = {
        **narrow.values, "match": match, "low": narrow.low, "high": narrow.high, "limit": limit,
    }  # fmt: skip
    # the plus keeps SQLite from asking the index once for each id of a list
    test = narrow.sql.replace("b.article_id IN", "+b.article_id IN")
    return db.execute(sql.format(columns=_COLUMNS, sql=test), values).fetchall()


def _older_titles(
    db: sqlite3.Connection, query: SearchQuery, narrow: Narrowing, newest: Sequence[sqlite3.Row]
) -> list[sqlite3.Row]:
    """Articles with all the words in the title that came before the newest ones."""
    older = replace(narrow, high=min(narrow.high, newest[-1]["id"] - 1))
    return _rows(db, _BY_TITLE, joined(query.wanted), older, _BESIDE)


def _that_answer(
    db: sqlite3.Connection, query: SearchQuery, rows: list[sqlite3.Row]
) -> list[sqlite3.Row]:
    """Without those that have a word which must not occur."""
    unwanted = [one for one in query.terms if one.excluded and not one.in_title]
    if not unwanted or not rows:
        return rows
    match = " OR ".join(one.match() for one in unwanted)
    refused = _having(db, "article_fts", f"folded : ({match})", [row["id"] for row in rows])
    return [row for row in rows if row["id"] not in refused]


def _close(query: SearchQuery) -> str:
    """The words as typed, not far from each other, as an FTS5 expression; "" for a single one."""
    words = [one for one in query.wanted if not one.alternatives]
    if len(words) < 2 or len(words) != len(query.wanted):  # noqa: PLR2004 - a pair
        return ""
    phrases = " ".join('"' + " ".join(one.words) + '"' for one in words)
    return f"folded : NEAR({phrases}, 3)"


def _having(db: sqlite3.Connection, table: str, match: str, ids: Iterable[int]) -> set[int]:
    """Which of these articles an FTS5 query finds."""
    wanted = set(ids)
    if not wanted:
        return set()
    rows = db.execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?",  # noqa: S608 - a name of ours
        (match, min(wanted), max(wanted)),
    )
    return wanted.intersection(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class _Merits:
    """Which candidates have which merit; one from far back is only in the pool for one of them."""

    titled: tuple[set[int], ...]
    oldest: int
    close: set[int]

    @classmethod
    def of(
        cls,
        db: sqlite3.Connection,
        query: SearchQuery,
        newest: Sequence[sqlite3.Row],
        close: Sequence[sqlite3.Row],
    ) -> _Merits:
        ids = [row["id"] for row in newest]
        return cls(
            tuple(_having(db, "title_fts", one.match(), ids) for one in query.wanted),
            min(ids, default=0),
            {row["id"] for row in close},
        )

    def candidate(self, row: sqlite3.Row) -> Candidate:
        number = row["id"]
        is_close = number in self.close
        is_old = number < self.oldest and not is_close
        titled = len(self.titled) if is_old else sum(number in having for having in self.titled)
        return _candidate(row, titled, is_close)


def _candidate(row: sqlite3.Row, titled: int = 0, is_close: bool = False) -> Candidate:  # noqa: FBT001, FBT002 - a constructor
    # by place: `replace` would take longer than all else for five thousand of them
    number, at, day, source_id, language, is_mining, is_monotown = row
    return Candidate(number, at, day, source_id, language, is_mining, is_monotown, titled, is_close)
