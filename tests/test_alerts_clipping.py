"""Words of sites are cut where a reader would cut them, and quoted within quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts.clipping import clipped, cut
from desk.wording.phrases import Phrases


def test_words_are_cut_between_and_an_endless_one_within() -> None:
    assert cut("На шахте, где погибли", 12) == "На шахте…"
    assert cut("На шахте", 8) == "На шахте"
    assert cut("x" * 20, 8) == "x" * 7 + "…"
    assert cut("На " + "x" * 20, 12) == "На " + "x" * 8 + "…"


@given(st.text(max_size=60), st.integers(2, 40))
@settings(max_examples=100)
def test_nothing_is_longer_than_allowed(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most


@pytest.mark.parametrize(
    ("language", "told"),
    [("kk", "„А“ және „Б“"), ("ru", "„А“ және „Б“"), ("en", "‘А’ және ‘Б’")],
)
def test_marks_within_marks_are_others(language: str, told: str) -> None:
    assert clipped("«А»\n және “Б”", 60, Phrases("alerts", language)) == told
