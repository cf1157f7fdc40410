from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.tokens import fold_once, tokens
from pipelines.text import fold_match

WORD = re.compile(r"[^\W_]+")


@settings(max_examples=100)
@given(st.text(max_size=40) | st.text(alphabet="аб1 _-.№\u3001\u0301\n", max_size=40))
def test_words_are_all_runs_of_letters_and_digits_with_their_offsets(text: str) -> None:
    told = tokens(text)
    assert [(m[0], *m.span()) for m in WORD.finditer(text)] == list(
        zip(told.words, told.starts, told.ends, strict=True)
    )


def test_a_text_of_any_length_is_cut() -> None:
    assert tokens("шахта " * 20_000).starts[-1] == 6 * 19_999


def test_the_same_words_are_read_in_another_spelling() -> None:
    told = tokens("шахта гок").spelled("Шахта ГОК")
    assert (list(told.words), list(told.starts)) == (["Шахта", "ГОК"], [0, 6])
    assert (len(told.words), told.words[1], told.words[1:]) == (2, "ГОК", ["ГОК"])


def test_the_farthest_word_is_tried_first_and_signs_end_the_search() -> None:
    assert list(tokens("а б в г").following(0, 1, 2)) == [3, 2, 1]
    assert list(tokens("а б (в г").following(0, 1, 2)) == [1]
    assert list(tokens("а, б").following(0, 1, 2)) == []
    assert list(tokens("а").following(0, 1, 0)) == []
    assert list(tokens("а б _в").following(0, 1, 2)) == [1]
    assert list(tokens("а б ").following(0, 1, 2)) == [1]


def test_a_text_of_any_length_is_folded_as_any_other() -> None:
    for text in ("Шахтёр ГОКа", "Шахтёр " * 20_000):
        assert fold_once(text) == fold_match(text)
