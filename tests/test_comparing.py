"""The command compare."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build

ROOT = Path(__file__).parents[1]
EMPTY = {"title": "", "text": ""}
COPY = "https://copy.example/1"
TEXT = (
    "На шахте имени Костенко обрушилась кровля\n\n"
    "Двое горняков погибли утром в среду, когда в забое рухнула порода. Спасатели разбирают "
    "завал, добыча угля на шахте остановлена, сообщил департамент по чрезвычайным ситуациям.\n\n"
    "Причину обрушения назовёт комиссия, она уже вылетела на место из Астаны.\n"
)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("comparing") / "kenwatch.db")


def compare(db: Path, *words: object, stdin: bytes = b"", columns: int = 80) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    given = ["compare", *map(str, words)]
    return CliRunner().invoke(cli, given, input=stdin, env=env, catch_exceptions=False)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_example_of_the_document_is_what_the_command_prints(db: Path) -> None:
    document = (ROOT / "docs" / "compare.md").read_text("utf-8")
    pairs, answers = re.findall(r"```json\n(.*?)```", document, re.DOTALL)
    result = compare(db, "--jsonl", stdin=pairs.encode())
    assert result.stdout == answers
    assert result.exit_code == Exit.ERROR


def test_every_field_of_an_answer_is_described(db: Path, tmp_path: Path) -> None:
    document = (ROOT / "docs" / "compare.md").read_text("utf-8")
    pair = json.dumps({"id": 7, "a": EMPTY, "b": EMPTY}).encode()
    (found,) = lines(compare(db, "--jsonl", stdin=pair))
    assert [name for name in found if f"| `{name}` |" not in document] == []
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    told = json.loads(compare(db, 2, file, "--json").stdout)
    assert f"`{{{', '.join(told['a'])}}}`" in document.replace("\n", " ")
    assert told["a"].keys() == told["b"].keys()


def test_numbers_addresses_and_files_are_compared_in_their_order(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    found = json.loads(compare(db, file, 2, "--json").stdout)
    assert (found["a"]["id"], found["b"]["id"]) == (None, 2)
    assert found["a"]["title"].startswith("На шахте имени Костенко")
    assert found["b"]["published_at"] == "2026-11-19"
    turned = json.loads(compare(db, COPY, "https://news.example/1", "--json").stdout)
    assert (turned["a"]["url"], turned["b"]["id"]) == (COPY, 1)
    assert turned["copy"] is False


def test_a_stored_text_without_date_has_the_time_when_it_was_first_seen(db: Path) -> None:
    # article 4 was first seen on 1 November, article 5 was published on the 20th
    found = json.loads(compare(db, 4, 5, "--json").stdout)
    assert found["a"]["published_at"] is None
    assert found["story_why"] == "published more than 4 days apart"
    assert "first_seen_at" not in found["a"]


def test_a_text_is_a_copy_of_itself(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    shown = compare(db, file, file).stdout
    assert "A and B are the same text." in shown
    found = json.loads(compare(db, 2, "https://news.example/2", "--json").stdout)
    assert (found["copy"], found["same_text"], found["first"]) == (True, True, None)
    for other in (COPY, file):
        assert json.loads(compare(db, 2, other, "--json").stdout)["same_text"] is False


def test_a_text_from_standard_input_is_compared(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_text(TEXT)
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    for given in (TEXT, page):
        found = json.loads(compare(db, "-", file, "--json", stdin=given.encode()).stdout)
        assert (found["copy"], found["same_text"]) == (True, False)
    twice = compare(db, "-", "-", stdin=TEXT.encode())
    assert (twice.exit_code, "- is given twice" in twice.stderr) == (Exit.USAGE, True)


def test_binary_data_is_refused_and_wide_letters_are_read(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(TEXT.encode() + b"\x00\x01")
    result = compare(db, 2, file)
    assert (result.exit_code, result.stdout) == (Exit.ERROR, "")
    assert "b.txt: is no text but binary data" in result.stderr
    file.write_bytes(TEXT.encode("utf-16"))
    found = json.loads(compare(db, 2, file, "--json").stdout)
    assert found["b"]["title"].startswith("На шахте имени Костенко")


def test_an_error_keeps_the_id_of_its_line(db: Path) -> None:
    pairs = b'{"id": "x", "a": 1, "b": 2}\n \t \n{"id": null}\n[]'
    errors = lines(compare(db, "--jsonl", stdin=pairs))
    assert [(one.get("id", "none"), one["error"][:6]) for one in errors] == [
        ("x", "line 1"), (None, "line 3"), ("none", "line 4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("99", "1"), "holds no article 99", Exit.ERROR),
        (("1", "https://unknown.example/x"), "is not in", Exit.ERROR),
        (("1", "none.html"), "none.html: no such file", Exit.ERROR),
        (("1", " "), "give the number or address of a text, or a file", Exit.USAGE),
        (("1",), "give two texts, A and B", Exit.USAGE),
        ((), "or --jsonl [FILE] for many pairs", Exit.USAGE),
        (("--jsonl", "a", "b"), "reads one file", Exit.USAGE),
        (("--jsonl", "none.jsonl"), "none.jsonl: cannot be read", Exit.ERROR),
    ],
)
def test_what_cannot_be_compared_is_told(
    db: Path, words: tuple[str, ...], told: str, code: Exit
) -> None:
    result = compare(db, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_files_need_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    assert compare(tmp_path / "none.db", file, file).exit_code == Exit.OK


def test_pairs_are_answered_in_order_with_their_ids(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    pairs = [{"id": one, "a": EMPTY, "b": EMPTY} for one in ("x", None, [1], 2)]
    file.write_text("\n\n".join(map(json.dumps, pairs)), "utf-8")
    result = compare(db, "--jsonl", file)
    assert [one["id"] for one in lines(result)] == ["x", None, [1], 2]
    assert result.exit_code == Exit.OK
    assert lines(compare(db, file, "--jsonl")) == lines(result)
    assert lines(compare(db, "--jsonl", "-", stdin=file.read_bytes())) == lines(result)
    (bare,) = lines(compare(db, "--jsonl", stdin=json.dumps({"a": EMPTY, "b": EMPTY}).encode()))
    assert "id" not in bare


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "line 2: is no JSON object"),
        (b"\xff\xfe\xfa", "line 2: is no JSON object"),
        (b"[" * 200_000, "line 2: is no JSON object"),
        (b"7", "line 2: is no JSON object"),
        (b'{"id": NaN, "a": 1, "b": 1}', "line 2: is no JSON object"),
        (b'{"id": ' + b"9" * 5000 + b"}", "line 2: is no JSON object"),
        (b"{}", "line 2: a and b missing"),
        (b'{"a": {"title": "", "text": ""}}', "line 2: b missing"),
        (b'{"a": 1, "b": 2}', "line 2: a has to be an object"),
    ],
)
def test_a_wrong_line_is_answered_in_its_place_and_the_others_too(
    db: Path, line: bytes, told: str
) -> None:
    good = json.dumps({"a": EMPTY, "b": EMPTY}).encode()
    result = compare(db, "--jsonl", stdin=b"\xef\xbb\xbf" + good + b"\n" + line + b"\n" + good)
    first, wrong, last = lines(result)
    assert (first["copy"], last["copy"], list(wrong)) == (True, True, ["error"])
    assert wrong["error"].startswith(told)
    assert (result.exit_code, result.stderr) == (Exit.ERROR, "")


def test_letters_that_no_screen_should_obey_and_halves_of_letters_are_spelt_out(db: Path) -> None:
    pair = r'{"id": "\u202e\ud800", "a": {"title": "\u001b[2J", "text": "\udfff"}, "b": {"title": "", "text": "\u0000"}}'
    result = compare(db, "--jsonl", stdin=pair.encode())
    assert "\\u202e\\ud800" in result.stdout
    assert lines(result)[0]["id"] == "\u202e\ud800"


def test_each_answer_is_written_before_the_next_pair_is_read(tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "a": EMPTY, "b": EMPTY}) + "\n"
    with subprocess.Popen(
        [sys.executable, "-m", "desk", "compare", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == Exit.OK
