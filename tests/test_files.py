"""Answers written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.errors import UserError
from desk.files import write_out

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_file_gets_all_chunks_and_ordinary_rights(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    old = os.umask(0o027)
    write_out([b"a", b"b"], target)
    os.umask(old)
    assert target.read_bytes() == b"ab"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")

    def failing() -> Iterator[bytes]:
        yield b"new"
        raise UserError("no more")

    with pytest.raises(UserError, match="no more"):
        write_out(failing(), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere.*choose another place"):
        write_out([b"a"], tmp_path / "nowhere" / "out.csv")


def test_without_a_file_all_goes_to_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_out([b"a", b"b"], None)
    assert capfdbinary.readouterr().out == b"ab"


def test_a_dash_is_the_screen_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_out([b"a", b"b"], Path("-"))
    assert capfdbinary.readouterr().out == b"ab"
    assert list(tmp_path.iterdir()) == []
