"""Forms of words by their endings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.stemming import forms, stem


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("шахта", ["шахтасы", "шахты", "шахтеров", "шахталарында"]),
        ("шахталардан", ["шахта", "шахтасы"]),
        ("забастовки", ["забастовка", "забастовку"]),
        ("рудного", ["рудный", "рудная"]),
        ("караганды", ["караганда", "карагандада"]),
        ("miners", ["miner"]),
        ("strikes", ["strike", "striking"]),
        ("уран", ["урана", "урановый"]),
    ],
)
def test_forms_of_a_word_begin_with_its_stem(typed: str, found: list[str]) -> None:
    assert all(word.startswith(stem(typed)) for word in found)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("астана", "астам"),
        ("алматы", "алмаз"),
        ("актау", "акта"),
        ("кентау", "кентте"),
        ("павлодар", "павлов"),
        ("казахстан", "казахский"),
        ("природа", "прирост"),
        ("новости", "новосибирск"),
    ],
)
def test_a_name_is_not_cut_down_to_another_word(typed: str, other: str) -> None:
    assert not other.startswith(stem(typed))


@pytest.mark.parametrize("word", ["кен", "gas", "2024", "б2б2б"])
def test_a_short_word_or_a_number_has_no_stem(word: str) -> None:
    assert stem(word) == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("кен", ["кенди", "кеннин", "кенге"]),
        ("газ", ["газа", "газом", "газдын"]),
        ("руда", ["руды", "рудой", "руд"]),
        ("медь", ["меди", "медью"]),
        ("mine", ["mines"]),
    ],
)
def test_a_short_word_has_its_forms_listed(typed: str, found: list[str]) -> None:
    assert set(found) <= set(forms(typed))


def test_a_short_word_is_not_taken_for_the_beginning_of_another() -> None:
    assert "газета" not in forms("газ")
    assert forms("шахта") == ()
    assert forms("а1") == ()


@settings(max_examples=100, deadline=None)
@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefgilmnorstuwxyz0123456789", min_size=1))
def test_a_stem_begins_its_word_and_keeps_four_letters(word: str) -> None:
    root = stem(word)
    assert word.startswith(root)
    assert root == "" or len(root) >= 4
    assert word not in forms(word)
