"""Whether the screen shows Kazakh, and how findings are shown on it."""

from __future__ import annotations

import io

import pytest

from desk import tables
from desk.checkup.finding import Check, checks_table, summary, told
from desk.checkup.screen import screen


@pytest.mark.parametrize(
    ("encoding", "grade"), [("utf-8", "ok"), ("cp1251", "warn"), ("ascii", "warn")]
)
def test_an_encoding_without_kazakh_letters_is_told(encoding: str, grade: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    found = screen({"COLUMNS": "90"}, stream)
    assert (found.grade, encoding in found.found) == (grade, True)


def test_a_stream_without_an_encoding_is_taken_for_ascii() -> None:
    assert screen({}, io.StringIO()).grade == "warn"
    assert screen({}).what == "screen"


def test_names_are_told_as_far_as_they_fit() -> None:
    assert told(["a", "b"]) == "a, b"
    assert told("abcdefg", 3) == "a, b, c and 4 more"


def test_the_grades_are_counted() -> None:
    checks = [Check("", grade, "") for grade in ("ok", "warn", "ok", "fail", "skip")]
    assert summary(checks) == "2 ok, 1 warning, 1 failed, 1 not looked at"
    assert summary([*checks, Check("", "warn", "")]).startswith("2 ok, 2 warnings, ")
    assert summary([]) == ""


def test_a_finding_is_one_line_with_what_to_do() -> None:
    checks = [Check("a", "ok", "\x1b[31mfine"), Check("b", "fail", "broken", "mend it")]
    text = io.StringIO()
    tables.console(text).print(checks_table(checks))
    assert "broken. → mend it" in text.getvalue()
    assert "\x1b" not in text.getvalue()
