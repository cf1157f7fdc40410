"""The nominative of Russian offices and organisations."""

from __future__ import annotations

import pytest

from pipelines.quotes.officecases import nominative, nominative_office, stands_oblique


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("главного технолога", "главного технолога"),
        ("главного инженера шахты", "главный инженер шахты"),
        ("директору разреза", "директор разреза"),
        ("руководителя отдела", "руководитель отдела"),
        ("главы района", "глава района"),
        ("социологов", "социологи"),
        ("машинистов", "машинисты"),
        ("жителей", "жители"),
        ("местных жителей", "местных жителей"),
        ("члена совета", "член совета"),
        ("аким города", "аким города"),
    ],
)
def test_an_office_is_given_in_the_nominative_where_that_is_safe(written: str, named: str) -> None:
    assert nominative_office(written) == named


def test_an_organisation_is_given_in_the_nominative() -> None:
    assert nominative("отделении") == "отделение"
    assert nominative("Министерстве") == "Министерство"


@pytest.mark.parametrize(
    ("words", "is_oblique"),
    [("министра труда", True), ("министр труда", False), ("социологов", False)],
)
def test_one_person_is_told_to_stand_in_an_oblique_case(words: str, *, is_oblique: bool) -> None:
    assert stands_oblique(words, 0) == is_oblique
