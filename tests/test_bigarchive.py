"""The large archive of the benches is one that kenwatch could have written."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bench import bigarchive, bigcrawls, bigtexts
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 300


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("big") / "big.db"
    with pytest.MonkeyPatch.context() as patch:
        for module, name, few in (
            *((bigtexts, name, 300) for name in ("POOL", "TITLES")),
            (bigcrawls, "_RUN_DAYS", 2),
        ):
            patch.setattr(module, name, few)
        bigarchive.build(path, COUNT, 60, date(2026, 11, 20))
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def rows(db: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    return db.execute(sql).fetchall()


def test_nothing_points_at_what_is_not_there(db: sqlite3.Connection) -> None:
    assert rows(db, "PRAGMA foreign_key_check") == []
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]


def test_texts_are_folded_as_the_store_folds_them(db: sqlite3.Connection) -> None:
    for *given, folded in rows(db, "SELECT title, text, language, script, folded FROM article"):
        assert search_spelling(*map(str, given)) == folded


def test_names_stand_where_their_mentions_say(db: sqlite3.Connection) -> None:
    wrong = "SELECT count(*) FROM mention m JOIN article a ON a.id = m.article_id WHERE substr(a.text, span_start + 1, span_end - span_start) <> surface"
    assert rows(db, wrong) == [(0,)]
    assert rows(db, "SELECT count(*) > 5 * 300 FROM mention") == [(1,)]


def test_the_index_holds_every_article(db: sqlite3.Connection) -> None:
    found = "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'folded : а* OR в* OR м* OR т* OR t*'"
    assert int(str(rows(db, found)[0][0])) > COUNT * 0.9
    db.execute("INSERT INTO article_fts (article_fts) VALUES ('integrity-check')")


def test_there_is_some_of_everything_and_nothing_later_than_the_last_day(
    db: sqlite3.Connection,
) -> None:
    for table in ("copy", "event", "fact", "quotation", "story", "page", "run", "source_day"):
        assert rows(db, f"SELECT count(*) > 0 FROM {table}") == [(1,)], table
    assert rows(db, "SELECT count(DISTINCT language) FROM article") == [(3,)]
    assert rows(db, "SELECT max(day) <= '2026-11-21' FROM article_brief") == [(1,)]
