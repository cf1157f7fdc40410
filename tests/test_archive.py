import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.verdict import Exit
from pipelines import schema
from pipelines.archive import Archive, ArchiveBusyError, ArchiveError, ArchiveFullError, wait_for
from tests.running import ROOT, environment


def test_a_new_archive_is_wal_strict_and_marked_as_ours(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    pragmas = ("journal_mode", "synchronous", "application_id")
    values = [archive.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert values == ["wal", 1, schema.APPLICATION_ID]
    with pytest.raises(sqlite3.IntegrityError):
        archive.connection.execute("INSERT INTO run_source VALUES (1, 'x', 'many', 0, 0, 0, '')")
    archive.close()


def test_an_archive_opens_again_with_its_rows(tmp_path: Path) -> None:
    first = Archive(tmp_path / "a.db")
    with first.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'now', '{}')")
    first.close()
    second = Archive(tmp_path / "a.db")
    assert second.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 1
    second.close()


def test_a_second_writer_is_refused_with_the_code_for_busy(tmp_path: Path) -> None:
    first = Archive(tmp_path / "a.db")
    with pytest.raises(ArchiveBusyError, match=r"a\.db.*another kenwatch") as caught:
        Archive(tmp_path / "a.db")
    assert caught.value.exit_code is Exit.BUSY
    first.close()
    Archive(tmp_path / "a.db").close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    with pytest.raises(RuntimeError, match="half way"), archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'now', '{}')")
        raise RuntimeError("half way")
    assert archive.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0
    archive.close()


def test_a_full_disk_is_told_as_such_and_rolled_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    told: list[ArchiveError] = []
    archive.on_fault = told.append
    pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    archive.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveFullError, match="no space left"), archive.write() as db:
        for _ in range(500):
            db.execute(
                "INSERT INTO run (kind, started_at, options) VALUES ('crawl', ?, '{}')",
                ("x" * 4000,),
            )
    assert [type(fault) for fault in told] == [ArchiveFullError]
    assert archive.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0
    archive.close()


def test_a_lock_held_by_another_program_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    archive.connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="locked by another program"), archive.write():
        pass
    other.close()
    archive.close()


def test_the_first_fault_is_told_and_what_comes_behind_it_does_not_wait(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    archive.connection.execute("PRAGMA busy_timeout = 10")
    told: list[ArchiveError] = []
    archive.on_fault = told.append
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        with pytest.raises(ArchiveBusyError), archive.write():
            pass
    assert told == [archive.fault]
    assert archive.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 0
    other.execute("ROLLBACK")
    other.close()
    with archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'now', '{}')")
    archive.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(ArchiveError, match="is no kenwatch archive"):
        Archive(path)
    assert path.read_bytes() == b"not a database at all" * 100


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    with pytest.raises(ArchiveError, match="another program"):
        Archive(path)


def test_an_archive_of_a_newer_kenwatch_is_refused(tmp_path: Path) -> None:
    Archive(tmp_path / "a.db").close()
    with sqlite3.connect(tmp_path / "a.db") as later:
        later.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    later.close()
    with pytest.raises(ArchiveError, match="newer kenwatch"):
        Archive(tmp_path / "a.db")


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        Archive(tmp_path / "no" / "such" / "a.db")


def test_a_dry_run_changes_nothing_and_needs_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = Archive(path)
    dry = Archive(path, dry_run=True)
    with dry.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'now', '{}')")
    assert writer.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0
    dry.close()
    writer.close()
    Archive(tmp_path / "none.db", dry_run=True).close()
    assert not (tmp_path / "none.db").exists()


def test_a_disk_that_is_full_at_the_begin_has_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("pipelines.schema.ensure", full)
    with pytest.raises(ArchiveFullError, match="no space left"):
        Archive(tmp_path / "a.db")


def test_a_writer_that_ends_in_time_is_waited_for(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    code = (
        "import pathlib, time\nfrom pipelines.archive import Archive\n"
        f"one = Archive(pathlib.Path({path!r}))\nprint('open', flush=True)\ntime.sleep(0.5)\none.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        with pytest.raises(ArchiveBusyError):
            Archive(tmp_path / "a.db")
        Archive(tmp_path / "a.db", wait=30).close()


def test_who_writes_is_named(tmp_path: Path) -> None:
    first = Archive(tmp_path / "a.db")
    with pytest.raises(
        ArchiveBusyError, match=rf"writing to it \(pid {os.getpid()}, .*\); wait for"
    ):
        wait_for(tmp_path / "a.db", 0)
    first.close()
    wait_for(tmp_path / "a.db", 0)


def test_a_lock_of_another_program_is_told_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive(tmp_path / "a.db").close()
    monkeypatch.setattr("pipelines.archive._BUSY_SECONDS", 0.05)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveBusyError, match="locked by another program"):
        Archive(tmp_path / "a.db")
    other.execute("ROLLBACK")
    other.close()
    Archive(tmp_path / "a.db").close()


def test_to_wait_in_a_folder_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        wait_for(tmp_path / "no" / "a.db", 0)
    assert not (tmp_path / "no").exists()


def test_one_archive_under_two_names_has_one_writer(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "data" / "a.db")
    one = Archive(tmp_path / "link.db")
    with pytest.raises(ArchiveBusyError):
        Archive(tmp_path / "data" / "a.db")
    one.close()
    Archive(tmp_path / "data" / "a.db").close()
    assert not (tmp_path / "link.db.lock").exists()
