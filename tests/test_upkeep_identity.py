from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.upkeep.backup import back_up
from pipelines.upkeep.identity import is_backup_of, marked
from tests.builders import NOW
from tests.desk_archive import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(build(tmp_path / "kenwatch.db"))
    yield archive
    archive.close()


def test_an_archive_keeps_its_mark_and_two_have_different_ones(
    archive: Archive, tmp_path: Path
) -> None:
    mark = marked(archive, NOW)
    assert len(mark) == 16
    assert marked(archive, NOW) == mark
    other = Archive(build(tmp_path / "other.db"))
    assert marked(other, NOW) != mark
    other.close()


def test_a_backup_is_known_by_the_mark(archive: Archive, tmp_path: Path) -> None:
    made = back_up(archive, tmp_path, NOW).path
    assert is_backup_of(marked(archive, NOW), made)
    assert not is_backup_of("0123456789abcdef", made)
    assert not is_backup_of("", made)


def test_a_backup_from_before_the_marks_is_known_to_every_archive(tmp_path: Path) -> None:
    plain = build(tmp_path / "plain.db")
    plain.with_name("plain.db.lock").unlink(missing_ok=True)
    assert is_backup_of("0123456789abcdef", plain)
    with sqlite3.connect(plain) as db:
        db.execute("DROP TABLE chore")
    db.close()
    assert is_backup_of("0123456789abcdef", plain)


@pytest.mark.parametrize("suffix", [".lock", "-wal"])
def test_a_file_that_somebody_writes_to_is_no_backup(
    archive: Archive, tmp_path: Path, suffix: str
) -> None:
    made = back_up(archive, tmp_path, NOW).path
    made.with_name(f"{made.name}{suffix}").touch()
    assert not is_backup_of(marked(archive, NOW), made)


def test_neither_folders_nor_strange_nor_damaged_files_are_backups(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "notes.db").write_text("a thesis")
    assert not is_backup_of("", tmp_path)
    assert not is_backup_of("", tmp_path / "notes.db")
    made = back_up(archive, tmp_path, NOW).path
    made.write_bytes(made.read_bytes()[:4096])
    assert not is_backup_of(marked(archive, NOW), made)


def test_an_archive_that_takes_no_mark_is_copied_all_the_same(
    archive: Archive, tmp_path: Path
) -> None:
    archive.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON chore BEGIN"
        " SELECT RAISE(ABORT, 'database or disk is full'); END"
    )
    assert marked(archive, NOW) == ""
    assert back_up(archive, tmp_path, NOW).path.exists()
