from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.datafile import DataError, Record, read

if TYPE_CHECKING:
    from pathlib import Path


class Shape(Record):
    name: str
    size: int


def test_a_good_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "x"\nsize = 2\n', encoding="utf-8")
    assert read(path, Shape) == Shape(name="x", size=2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'name = "x"\nsize = "many"\n', "size"),
        (b'name = "x"\nsize = 1\ncolour = 3\n', "colour"),
        (b"name = \n", "TOML"),
        (b'name = "\xff"\n', "UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_by_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        read(path, Shape)
    assert "wrong.toml" in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read(tmp_path / "none.toml", Shape)
