"""Saved files read and judged without being stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from desk.errors import UserError
from desk.savedpages import read_files

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "На шахте обрушилась кровля\n\n"
    "Двое горняков погибли утром в среду, когда в забое рухнула порода. Спасатели разбирают "
    "завал, добыча угля на шахте остановлена, сообщил департамент.\n"
)


def test_files_are_read_in_their_order(tmp_path: Path) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(TEXT)
    other.write_text(TEXT.replace("На шахте", "На руднике"))
    titles = [found["title"] for found in asyncio.run(read_files([other, one, other]))]
    assert titles == [
        "На руднике обрушилась кровля",
        "На шахте обрушилась кровля",
        "На руднике обрушилась кровля",
    ]


def test_a_file_that_is_missing_or_holds_no_article_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.html: no such file"):
        asyncio.run(read_files([tmp_path / "none.html"]))
    (tmp_path / "empty.html").write_bytes(b"")
    with pytest.raises(UserError, match=r"empty\.html: holds no article \(empty answer"):
        asyncio.run(read_files([tmp_path / "empty.html"]))
    with pytest.raises(UserError, match="holds no page"):
        (tmp_path / "e.warc").write_bytes(b"")
        asyncio.run(read_files([tmp_path / "e.warc"]))
