"""The forms of an export, and which one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.verdict import Exit
from desk.errors import UserError
from desk.exporting.forms import FORMS, check, form_of


@pytest.mark.parametrize("form", FORMS)
def test_the_ending_of_a_file_tells_its_form(form: str) -> None:
    for ending in FORMS[form].endings:
        assert form_of(None, Path(f"a{ending.upper()}")) == form


def test_what_is_asked_for_wins_and_the_screen_has_csv() -> None:
    assert form_of("jsonl", Path("a.csv")) == "jsonl"
    assert form_of(None, None) == "csv"


@pytest.mark.parametrize("name", ["articles", "a.docx", "a.csv.gz"])
def test_an_ending_that_tells_nothing_is_no_guess(name: str) -> None:
    with pytest.raises(UserError, match="--format") as caught:
        form_of(None, Path(name))
    assert caught.value.code == Exit.USAGE


@pytest.mark.parametrize("name", ["deaths.xlsx", "deaths.XLS"])
def test_who_wants_a_file_for_excel_is_told_how(name: str) -> None:
    with pytest.raises(UserError, match=r"--out deaths\.csv --excel"):
        form_of(None, Path(name))


def test_no_ending_stands_for_two_forms() -> None:
    endings = [ending for form in FORMS.values() for ending in form.endings]
    assert len(set(endings)) == len(endings)


def test_sheets_and_screens_are_for_the_forms_that_can_hold_them() -> None:
    for form, told in FORMS.items():
        check(form, "articles", Path("a"))
        if told.is_text:
            check(form, "articles", None)
        else:
            with pytest.raises(UserError, match="--out"):
                check(form, "articles", None)
        if told.has_sheets:
            check(form, "facts", Path("a"))
        else:
            with pytest.raises(UserError, match="csv, jsonl, parquet"):
                check(form, "facts", Path("a"))
