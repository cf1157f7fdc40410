"""Beginnings of words whose Cyrillic spelling only a list tells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.wordbeginnings import with_known_beginning


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("економикасы", "экономикасы"),
        ("автомобилдер", "автомобильдер"),
        ("паролден", "парольден"),
        ("пароліңіз", "пароліңіз"),
        ("сериябриянск", "сериябриянск"),
        ("серебриянск", "серебрянск"),
        ("қауыпсіздік", "қауіпсіздік"),
        ("касіпорын", "кәсіпорын"),
        ("сементі", "сементі"),
        ("тсементі", "цементі"),
        ("шахтинскіде", "шахтинскіде"),
        ("щит", "щит"),
        ("кен", "кен"),
        ("", ""),
    ],
)
def test_a_known_beginning_is_spelt_as_listed(read: str, known: str) -> None:
    assert with_known_beginning(read) == known


def test_a_beginning_that_would_cut_a_letter_in_two_is_left() -> None:
    # «ц» is «тс» in a poorer script, of which «экспорт» wants the first half
    assert with_known_beginning("експорцыз") == "експорцыз"


@settings(max_examples=100)
@given(st.text("абвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүіё", max_size=15))
def test_a_word_spelt_as_listed_stays_so(word: str) -> None:
    once = with_known_beginning(word)
    assert with_known_beginning(once) == once
