"""Texts that may be copies, found by the hashes that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.candidates import Met, candidates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OWN = list(range(100, 148))


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    yield archive.connection
    archive.close()


def put(db: sqlite3.Connection, number: int, hashes: Sequence[int], at: str = "2026") -> None:
    url = f"https://agency.kz/{number}"
    db.execute("INSERT INTO fingerprint VALUES (?, ?, ?, ?)", (number, url, at, len(hashes)))
    db.executemany("INSERT INTO shingle VALUES (?, ?)", [(one, number) for one in hashes])


def test_what_shares_the_most_comes_first_and_one_hash_is_chance(db: sqlite3.Connection) -> None:
    put(db, 1, OWN[:5])
    put(db, 2, OWN[:30])
    put(db, 3, [OWN[0], *range(10)])
    put(db, 4, range(20))
    assert candidates(db, OWN) == [Met(2, 30, 30), Met(1, 5, 5)]


def test_a_text_is_no_candidate_of_its_own(db: sqlite3.Connection) -> None:
    put(db, 1, OWN)
    assert candidates(db, OWN, 1) == []
    assert candidates(db, []) == []


def test_of_equal_ones_the_first_published_comes_first_whatever_came_first(
    db: sqlite3.Connection,
) -> None:
    for number, at in ((1, "2026-03"), (2, "2026-01"), (3, "2026-02"), (4, "2026-01")):
        put(db, number, OWN, at)
    assert [met.id for met in candidates(db, OWN)] == [2, 4, 3, 1]


def test_few_hashes_propose_by_one_where_both_texts_are_of_a_line(db: sqlite3.Connection) -> None:
    put(db, 1, [OWN[0], 1, 2])
    put(db, 2, [OWN[0], *range(10, 30)])
    assert candidates(db, OWN[:5]) == [Met(1, 1, 1)]


def test_what_many_have_tells_less_than_what_few_have(db: sqlite3.Connection) -> None:
    for number in range(1, 200):
        put(db, number, OWN[:20])
    put(db, 500, OWN[20:34])
    found = candidates(db, OWN)
    assert found[0] == Met(500, 14, 14)
    assert found[1:] == [met for met in found[1:] if met.rare == 0 and met.shared == 20]
    assert len(found) == 24
