"""The command read: texts judged without a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli

if TYPE_CHECKING:
    from pathlib import Path


def read(*words: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, ["read", *map(str, words)], input=stdin, catch_exceptions=False)


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_judged_in_its_order(tmp_path: Path) -> None:
    lines = [
        {"id": "а", "title": "Горняки шахты бастуют"},
        {"id": 2, "text": "Дождь", "language": "ru"},
        {},
    ]
    file = tmp_path / "texts.jsonl"
    file.write_text("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    result = read("--jsonl", file)
    assert result.exit_code == 0
    assert [(one["id"], one["kept"]) for one in records(result)] == [
        ("а", True),
        (2, False),
        (None, False),
    ]
    assert records(read("--jsonl", "-", stdin=file.read_bytes())) == records(result)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert records(read("--jsonl", "-", stdin=b'\xef\xbb\xbf{"id": 1}'))[0]["id"] == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"[1]", "is no JSON object"),
        (b"{", "is no JSON object"),
        (b"\xff\xfe\xfa", "is no JSON object"),
        (b"[" * 200_000, "is no JSON object"),
        (b'{"published_at": "soon"}', "published_at 'soon' is no date"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_others_are_judged(line: bytes, told: str) -> None:
    result = read("--jsonl", "-", stdin=b'{"id": 1}\n' + line + b'\n{"id": 3}\n')
    assert result.exit_code == Exit.ERROR
    assert [one["id"] for one in records(result)] == [1, 3]
    assert f"kenwatch: -: line 2: {told}" in result.stderr
    assert result.stderr.count("\n") == 1


def test_texts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        result = read("--jsonl", path)
        assert result.exit_code == Exit.ERROR
        assert f"{path}: cannot be read" in result.stderr


def test_pages_and_texts_are_not_read_at_once() -> None:
    assert read().exit_code == read("a.html", "--jsonl", "-").exit_code == Exit.USAGE
