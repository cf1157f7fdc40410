from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.verdict import Exit
from pipelines import schema
from pipelines.archive import Archive
from pipelines.upkeep import snapshot
from pipelines.upkeep.trouble import DamagedError, NoRoomError, UpkeepError
from tests.desk_archive import build, empty
from tests.harmed import PAGE, harm_index, overwrite_pages

if TYPE_CHECKING:
    from pathlib import Path


def copied(path: Path, target: Path) -> snapshot.Counts:
    with closing(snapshot.opened(path)) as db:
        rows = snapshot.counts(db)
        snapshot.copy_whole(db, target)
    return rows


def test_a_copy_holds_all_rows_in_one_file_whatever_waits_in_the_log(tmp_path: Path) -> None:
    archive = Archive(build(tmp_path / "a.db"))
    with archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")
    rows = copied(archive.path, tmp_path / "copy.db")
    assert (rows["article"], rows["run"], rows["article_fts_docsize"]) == (5, 2, 5)
    assert snapshot.prove(tmp_path / "copy.db", rows) == (rows, False)
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    archive.close()


def test_the_size_of_a_copy_is_known_beforehand(tmp_path: Path) -> None:
    with closing(snapshot.opened(build(tmp_path / "a.db"))) as db:
        told = snapshot.size_of(db)
        snapshot.copy_whole(db, tmp_path / "copy.db")
    assert told / 2 < (tmp_path / "copy.db").stat().st_size <= told


def test_only_an_archive_of_ours_bears_its_mark(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    (tmp_path / "short").write_bytes(b"SQLite")
    assert snapshot.is_ours(empty(tmp_path / "a.db"))
    assert not snapshot.is_ours(tmp_path / "other.db")
    assert not snapshot.is_ours(tmp_path / "short")


def test_a_file_of_another_program_is_none_of_ours(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "other.db")) as db,
        pytest.raises(DamagedError, match=r"other\.db: is no kenwatch archive"),
    ):
        snapshot.identify(db, tmp_path / "other.db")


def test_a_newer_archive_asks_for_a_newer_kenwatch(tmp_path: Path) -> None:
    with closing(sqlite3.connect(empty(tmp_path / "a.db"))) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(UpkeepError, match="update kenwatch"):
            snapshot.identify(db, tmp_path / "a.db")


def test_a_copy_with_broken_pages_is_no_proof(tmp_path: Path) -> None:
    rows = copied(build(tmp_path / "a.db"), tmp_path / "copy.db")
    last = (tmp_path / "copy.db").stat().st_size // PAGE
    overwrite_pages(tmp_path / "copy.db", last - 3, last)
    with pytest.raises(DamagedError, match=r"copy\.db"):
        snapshot.prove(tmp_path / "copy.db", rows)


def test_a_copy_with_a_value_that_its_table_forbids_is_no_proof(tmp_path: Path) -> None:
    rows = copied(build(tmp_path / "a.db"), tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db", isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = 1")
        db.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'problem TEXT,', 'problem TEXT NOT NULL,')"
            " WHERE name = 'run_source'"
        )
    with pytest.raises(DamagedError, match="NULL value in run_source"):
        snapshot.prove(tmp_path / "copy.db", rows)


def test_a_copy_that_lacks_a_row_is_no_proof(tmp_path: Path) -> None:
    rows = copied(build(tmp_path / "a.db"), tmp_path / "copy.db")
    more = {**rows, "fact": rows["fact"] + 1, "song": 3}
    with pytest.raises(DamagedError, match="fact 1 of 2, song 0 of 3"):
        snapshot.prove(tmp_path / "copy.db", more)


def test_a_search_index_that_does_not_fit_is_made_anew(tmp_path: Path) -> None:
    harm_index(build(tmp_path / "a.db"))
    rows = copied(tmp_path / "a.db", tmp_path / "copy.db")
    assert snapshot.prove(tmp_path / "copy.db", rows)[1]
    with closing(sqlite3.connect(tmp_path / "copy.db")) as db:
        query = "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'шахта'"
        assert db.execute(query).fetchone()[0] == 1


def test_a_search_index_that_another_program_locks_is_not_taken_for_harmed(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(snapshot.opened(path, "rw")) as db:
            db.execute("PRAGMA busy_timeout = 1")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                snapshot._mend_index(db)


def test_an_archive_older_than_its_search_index_is_proven_without(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as db:
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute("CREATE TABLE article (id INTEGER PRIMARY KEY)")
        db.commit()
    assert snapshot.prove(tmp_path / "old.db", {"article": 0}) == ({"article": 0}, False)


def test_a_damaged_original_leaves_no_copy(tmp_path: Path) -> None:
    path = overwrite_pages(build(tmp_path / "a.db"), 40)
    with (
        closing(snapshot.opened(path)) as db,
        pytest.raises(DamagedError, match="its pages are damaged"),
    ):
        snapshot.copy_whole(db, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with (
        closing(snapshot.opened(build(tmp_path / "a.db"))) as db,
        pytest.raises(UpkeepError, match=r"cannot be used \(unable to open"),
    ):
        snapshot.copy_whole(db, tmp_path / "none" / "copy.db")


@pytest.mark.parametrize(
    "error",
    [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")],
)
def test_a_full_disk_is_told_as_such(error: Exception, tmp_path: Path) -> None:
    assert isinstance(error, sqlite3.Error | OSError)
    told = snapshot.explained(error, tmp_path / "a.db")
    assert isinstance(told, NoRoomError)
    assert told.exit_code is Exit.NO_SPACE
    assert "no space is left" in str(told)


def test_an_error_of_the_system_is_told_without_its_number(tmp_path: Path) -> None:
    told = snapshot.explained(PermissionError(13, "Permission denied"), tmp_path)
    assert str(told) == (
        f"{tmp_path}: cannot be used (Permission denied); check the folder and its rights"
    )
