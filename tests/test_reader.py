"""Opening archives for reading, and what is said of files that are none."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from desk.errors import UserError
from desk.reader import reading
from pipelines import schema
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as error, reading(path):
        pass
    assert str(path) in str(error.value)
    return str(error.value)


def test_a_missing_file_says_what_to_do_first(tmp_path: Path) -> None:
    assert "kenwatch crawl" in refusal(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_a_text_and_an_empty_file_are_no_archive(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)
    text = tmp_path / "text.db"
    text.write_text("not a database, but long enough to look like a file of some kind" * 20)
    assert "no kenwatch archive" in refusal(text)
    nothing = tmp_path / "nothing.db"
    nothing.touch()
    assert "is empty; run `kenwatch crawl`" in refusal(nothing)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE article (id)")
    db.close()
    assert "another program" in refusal(path)


def test_a_newer_archive_is_refused(tmp_path: Path) -> None:
    path = empty(tmp_path / "new.db")
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    assert "update kenwatch" in refusal(path)


def test_a_damaged_archive_is_told_and_not_traced(tmp_path: Path) -> None:
    path = build(tmp_path / "bad.db")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(UserError, match="damaged"), reading(path) as db:
        db.execute("SELECT * FROM article").fetchall()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    path = build(tmp_path / "a?b#c%20.db")
    with pytest.raises(UserError, match="cannot be read"), reading(path) as db:
        db.execute("DELETE FROM article")


def test_a_locked_archive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.reader._BUSY_SECONDS", 0.01)
    path = empty(tmp_path / "locked.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "locked" in refusal(path)
    other.close()


def test_what_a_crawl_commits_is_seen_at_once(tmp_path: Path) -> None:
    path = empty(tmp_path / "live.db")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    with reading(path) as db:
        writer.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', '2026', '{}')")
        assert db.execute("SELECT count(*) FROM run").fetchone()[0] == 1
    writer.close()


def test_faults_of_other_kinds_name_the_doctor(tmp_path: Path) -> None:
    path = empty(tmp_path / "a.db")
    with pytest.raises(UserError, match="kenwatch doctor"), reading(path) as db:
        db.execute("SELECT * FROM no_such_table")
