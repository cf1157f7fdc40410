"""A file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from crawler.verdict import Exit
from desk.errors import UserError
from desk.exporting.landing import landing, make_sure

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def fill(target: Path, archive: Path, *, force: bool = False) -> None:
    with landing(target, archive, force=force) as part:
        part.write_text("whole")


def test_the_file_takes_its_name_at_the_end_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    with landing(target, tmp_path / "k.db", force=False) as part:
        part.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert names(tmp_path) == ["a.csv"]
    assert target.stat().st_mode & 0o600 == 0o600


@pytest.mark.parametrize(
    "end", [KeyboardInterrupt(), UserError("no"), sqlite3.DatabaseError("bad")]
)
def test_nothing_is_left_of_work_that_is_broken_off(tmp_path: Path, end: BaseException) -> None:
    target = tmp_path / "a.csv"
    with pytest.raises(type(end)), landing(target, tmp_path / "k.db", force=False) as part:
        part.write_text("half")
        part.with_name(f"{part.name}-journal").write_text("half")
        raise end
    assert names(tmp_path) == []


def test_a_file_that_is_there_stays_unless_it_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(UserError, match="--force") as caught:
        fill(target, tmp_path / "k.db")
    assert (target.read_text(), caught.value.code) == ("old", Exit.USAGE)
    fill(target, tmp_path / "k.db", force=True)
    assert target.read_text() == "whole"


def test_one_that_came_in_between_stays_too(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    with (
        pytest.raises(UserError, match="--force"),
        landing(target, tmp_path / "k.db", force=False) as part,
    ):
        part.write_text("whole")
        target.write_text("other")
    assert (target.read_text(), names(tmp_path)) == ("other", ["a.csv"])


def test_the_archive_itself_is_never_replaced(tmp_path: Path) -> None:
    archive, log, other = tmp_path / "k.db", tmp_path / "k.db-wal", tmp_path / "link.db"
    archive.write_text("archive")
    log.write_text("log")
    other.symlink_to(archive)
    for target in (archive, log, other):
        with pytest.raises(UserError, match="is the archive itself"):
            fill(target, archive, force=True)
    assert archive.read_text() == "archive"


def test_what_is_no_place_for_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        make_sure(tmp_path, tmp_path / "k.db", force=True)
    with pytest.raises(UserError, match="folder does not exist"):
        make_sure(tmp_path / "none" / "a.csv", tmp_path / "k.db", force=True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="no ordinary file"):
        make_sure(pipe, tmp_path / "k.db", force=True)


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no space is left", Exit.NO_SPACE),
        (sqlite3.OperationalError("database or disk is full"), "no space is left", Exit.NO_SPACE),
        (OSError(errno.EACCES, "Permission denied"), "Permission denied", Exit.ERROR),
    ],
)
def test_trouble_with_the_disk_is_told_in_words(
    tmp_path: Path, error: Exception, words: str, code: Exit
) -> None:
    with (
        pytest.raises(UserError, match=words) as caught,
        landing(tmp_path / "a.csv", tmp_path / "k.db", force=False),
    ):
        raise error
    assert caught.value.code == code
    assert names(tmp_path) == []
