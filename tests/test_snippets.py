"""Short pieces of texts around the words of a query."""

from __future__ import annotations

from desk import searching
from desk.snippets import Snippet, snippet, whole


def test_a_piece_holds_different_words_rather_than_one_of_them_often() -> None:
    text = "шахта шахта шахта " + "слово " * 60 + "авария на шахте " + "хвост " * 60
    piece = snippet(text, searching.parse("шахта авария").pattern, 80)
    assert "авария на шахте" in piece.text


def test_a_title_stands_whole_in_one_line() -> None:
    title = "Шахта\n  в огне"
    assert whole(title, searching.parse("шахта").pattern) == Snippet("Шахта в огне", ((0, 5),))
    assert whole(title, None) == Snippet("Шахта в огне")


def test_a_text_without_blanks_is_cut_where_it_must_be() -> None:
    text = "x" * 300 + " шахта " + "y" * 300
    piece = snippet(text, searching.parse("шахта").pattern, 100)
    assert len(piece.text) <= 104
    assert [piece.text[a:b] for a, b in piece.marks] == ["шахта"]
