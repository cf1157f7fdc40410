"""A smaller archive opens as any archive does."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from desk.cli import cli
from desk.exporting import subset
from tests.desk_archive import NOW, add_page, build, insert

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", name="whole")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("subset") / "whole.db")
    with closing(sqlite3.connect(path)) as db, db:
        add_page(db, "https://news.example/2", 2)
        insert(db, "sighting", canonical_url="https://news.example/2", hub_url="h",
               first_seen_at=NOW)  # fmt: skip
        for number in (1, 2, 3):
            insert(db, "fingerprint", id=number, canonical_url=f"https://news.example/{number}",
                   first_at=NOW, hashes=1)  # fmt: skip
        insert(db, "likeness", a_id=1, b_id=2, similarity=0.5)
        insert(db, "likeness", a_id=1, b_id=3, similarity=0.5)
    return path


def taken(whole: Path, target: Path, *ids: int) -> sqlite3.Connection:
    target.touch()
    asked = {"words": "шахта"}
    subset.write(target, whole, ids, asked, datetime.fromisoformat(NOW))
    db = sqlite3.connect(target)
    db.row_factory = sqlite3.Row
    return db


def rows(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in db.execute(f"SELECT * FROM {table}")), key=repr)


def test_what_is_taken_and_what_is_left_is_decided_of_every_table(whole: Path) -> None:
    decided = [*subset.OF_ARTICLES, *subset.AT_THE_END, *subset.MADE, *subset.LEFT_OUT]
    with closing(sqlite3.connect(whole)) as db:
        tables = {
            row[0]
            for row in db.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            )
        }
    assert {name for name in tables if not name.startswith("sqlite_")} <= set(decided)
    assert len(set(decided)) == len(decided)


def test_all_articles_give_the_same_rows(whole: Path, tmp_path: Path) -> None:
    with (
        closing(taken(whole, tmp_path / "all.db", 5, 1, 2, 4, 3)) as db,
        closing(sqlite3.connect(whole)) as before,
    ):
        unlike = {"page", "source"}
        for table in {*subset.OF_ARTICLES, *subset.AT_THE_END, "story"} - unlike:
            assert rows(db, table) == rows(before, table), table
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")


def test_one_article_brings_what_hangs_on_it_and_no_more(whole: Path, tmp_path: Path) -> None:
    with closing(taken(whole, tmp_path / "one.db", 1)) as db:
        counts = {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("article", "copy", "mention", "event", "fact", "story_link", "likeness")
        }
        assert counts == {"article": 1, "copy": 1, "mention": 1, "event": 1, "fact": 0,
                          "story_link": 0, "likeness": 0}  # fmt: skip
        # the article that led the story is not there
        story = db.execute("SELECT id, lead_article_id FROM story").fetchone()
        assert tuple(story) == (1, 1)
        assert {row["id"] for row in db.execute("SELECT id FROM source")} == {"azattyq", "vestnik"}
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_says_where_it_is_from_and_is_one_file(whole: Path, tmp_path: Path) -> None:
    with closing(taken(whole, tmp_path / "two.db", 1, 2)) as db:
        run = db.execute("SELECT * FROM run").fetchone()
        assert (run["kind"], run["finished_at"]) == ("export", NOW)
        assert run["verdict"] == "2 articles and 1 copy taken from whole.db."
        assert json.loads(run["options"]) == {"words": "шахта"}
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert [path.name for path in tmp_path.iterdir()] == ["two.db"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("search шахта", "Қарағандыда"),
        ("show 2", "остановили"),
        ("story 1", "Шахтёры"),
        ("diff 2", "горняка"),
        ("latest", "Қарағандыда"),
        ("status", "2; copies"),
        ("entity Karaganda", "Қарағанды"),
    ],
)
def test_every_reading_command_opens_it(whole: Path, tmp_path: Path, words: str, told: str) -> None:
    taken(whole, tmp_path / "two.db", 1, 2).close()
    result = CliRunner().invoke(cli, [*words.split(), "--db", str(tmp_path / "two.db")])
    assert (result.exit_code, told in result.stdout) == (0, True), result.output


def test_a_part_of_an_archive_is_told_from_a_whole_one(whole: Path, tmp_path: Path) -> None:
    taken(whole, tmp_path / "one.db", 1).close()
    (tmp_path / "text.db").write_text("text")
    assert subset.is_one(tmp_path / "one.db")
    assert not any(map(subset.is_one, (whole, tmp_path / "text.db", tmp_path / "none.db")))


def test_rows_that_refer_to_nothing_are_counted(whole: Path, tmp_path: Path) -> None:
    harmed = tmp_path / "harmed.db"
    harmed.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(harmed)) as db, db:
        db.execute("DELETE FROM entity WHERE id = 'ridder'")
    (tmp_path / "part").touch()
    made = subset.write(tmp_path / "part", harmed, [3], {}, datetime.fromisoformat(NOW))
    assert (made.articles, made.copies, made.broken) == (1, 0, 1)
