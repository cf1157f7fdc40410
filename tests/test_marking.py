from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.snippets import Snippet
from desk.web.marking import parts


def test_a_text_is_cut_at_its_marks() -> None:
    piece = Snippet("в шахте взрыв", ((2, 7),))
    assert list(parts(piece)) == [("в ", False), ("шахте", True), (" взрыв", False)]
    assert list(parts(Snippet("шахта", ((0, 5),)))) == [("шахта", True)]
    assert list(parts(Snippet(""))) == []


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
@settings(max_examples=60)
def test_no_letter_is_lost_whatever_the_marks(text: str, marks: list[tuple[int, int]]) -> None:
    assert "".join(words for words, _ in parts(Snippet(text, tuple(marks)))) == text
