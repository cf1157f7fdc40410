from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lookalikes import one_alphabet, plain

LETTERS = "abcxyzаостерқңҥѓІіË ё–’«»\u00a0.1"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Kарағанды", "Карағанды"),  # a Latin K
        ("Тemirtau", "Temirtau"),  # a Cyrillic Т
        ("IPOға", "IPOға"),
        ("Kaspi и Қазақмыс", "Kaspi и Қазақмыс"),
        ("copper", "copper"),
        ("мыс", "мыс"),
    ],
)
def test_a_word_of_two_alphabets_is_written_in_one(written: str, read: str) -> None:
    assert one_alphabet(written).lower() == read.lower()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ёлка", "елка"),
        ("ќала", "қала"),
        ("а\u00a0–\u2009б", "а - б"),
        ("«o’zen»", '"o\'zen"'),
        ("мыс, қала; 5%", "мыс, қала; 5%"),
    ],
)
def test_signs_that_mean_the_same_become_the_same(written: str, read: str) -> None:
    assert plain(written) == read


@given(st.text(alphabet=LETTERS, max_size=60))
@settings(max_examples=100)
def test_nothing_changes_its_length_or_changes_twice(text: str) -> None:
    for fold in (one_alphabet, plain):
        once = fold(text)
        assert len(once) == len(text)
    assert plain(plain(text)) == plain(text)
