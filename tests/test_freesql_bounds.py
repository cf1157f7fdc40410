"""Bounds of SQL: what it may do, and how much."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desk.freesql import bounds, functions
from tests.desk_archive import build

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("bounds") / "a.db")
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    functions.add(connection)
    bounds.bind(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "sql",
    [
        *("DELETE FROM article", "UPDATE article SET title = ''", "DROP TABLE article"),
        *("CREATE TEMP TABLE x (y)", "CREATE TABLE x (y)", "ATTACH 'x.db' AS x", "DETACH main"),
        *("PRAGMA journal_mode = DELETE", "PRAGMA query_only = OFF", "PRAGMA hard_heap_limit = 0"),
        *("SELECT load_extension('x')", "SELECT fts3_tokenizer('simple')", "VACUUM INTO 'x.db'"),
        *("REINDEX", "ANALYZE", "BEGIN", "SELECT * FROM pragma_journal_mode"),
        "INSERT INTO article_fts (article_fts) VALUES ('rebuild')",
    ],
)
def test_nothing_is_changed_loaded_or_opened(db: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.Error):
        bounds.fetch(db, sql, {}, 10)


@pytest.mark.parametrize(
    "sql",
    [
        *("SELECT hex(zeroblob(900000000))", "SELECT randomblob(900000000)"),
        *("SELECT replace(hex(zeroblob(4000000)), '0', 'aaaaaaaa')",),
        "SELECT group_concat(hex(zeroblob(1000000))) FROM article a, article b",
        "SELECT 1 WHERE '' LIKE hex(zeroblob(1000))",
        "SELECT " + "(" * 300 + "1" + ")" * 300,
        "SELECT 1 " + "UNION ALL SELECT 1 " * 60,
        "SELECT '" + "x" * bounds.LONGEST_SQL + "'",
    ],
)
def test_nothing_grows_beyond_all_measure(db: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.Error):
        bounds.fetch(db, sql, {}, 10)


@pytest.mark.parametrize(
    "sql", ["SELECT printf('%*d', 900000000, 1)", "SELECT printf('%.900000000f', 1.0)"]
)
def test_a_wide_number_is_empty(db: sqlite3.Connection, sql: str) -> None:
    assert bounds.fetch(db, sql, {}, 10).rows == [(None,)]


def test_an_answer_of_many_large_rows_is_refused(db: sqlite3.Connection) -> None:
    with pytest.raises(MemoryError, match="too large"):
        bounds.fetch(db, "SELECT hex(zeroblob(2000000)) FROM article a, article b", {}, 100)


def test_what_readers_ask_is_answered(db: sqlite3.Connection) -> None:
    found = bounds.fetch(db, "SELECT id FROM article ORDER BY id", {}, 3)
    assert ([row[0] for row in found.rows], found.is_cut) == ([1, 2, 3], True)
    assert not bounds.fetch(db, "SELECT id FROM article", {}, 5).is_cut
    assert len(bounds.fetch(db, "SELECT id FROM article", {}, None).rows) == 5
    count = (
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 9) SELECT n FROM c"
    )
    assert len(bounds.fetch(db, count, {}, 100).rows) == 9
    assert bounds.fetch(db, "PRAGMA table_info(article)", {}, 100).rows
    # a view that takes JSON apart
    assert bounds.fetch(db, "SELECT first_source FROM first_publisher", {}, 9).rows == [
        ("vestnik",)
    ]
    each = "SELECT value FROM json_each(:words)"
    assert bounds.fetch(db, each, {"words": '["a"]'}, 9).rows == [("a",)]


def test_the_functions_of_the_pages_are_there(db: sqlite3.Connection) -> None:
    sql = "SELECT count(*) FROM article_fts WHERE article_fts MATCH search_query('караганды')"
    assert bounds.fetch(db, sql, {}, 9).rows == [(3,)]
    sql = "SELECT fold('Қала'), almaty('2026-11-19T05:10:00+00:00', 'minute'), fold(NULL)"
    assert bounds.fetch(db, sql, {}, 9).rows == [("кала", "2026-11-19 10:10", "")]


def test_memory_is_bounded_for_the_whole_process() -> None:
    """In a process of its own: a bound that is set is never taken back."""
    script = (
        "import sqlite3; from desk.freesql import bounds\n"
        "bounds.bind_memory(2_000_000)\n"
        "try: sqlite3.connect(':memory:').execute('SELECT hex(zeroblob(4000000))').fetchone()\n"
        "except MemoryError: print('bounded')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout == "bounded\n"
