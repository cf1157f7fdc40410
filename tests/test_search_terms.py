"""Terms of a query, and the patterns that mark them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.searchlanguage import trie
from desk.searchlanguage.lexing import Item
from desk.searchlanguage.terms import Term, joined, pattern, term


@settings(max_examples=60, deadline=None)
@given(st.sets(st.text("абв", min_size=1, max_size=4), max_size=12), st.text("абв", max_size=5))
def test_many_words_are_one_expression(words: set[str], text: str) -> None:
    assert bool(re.fullmatch(trie.expression(words), text)) == (text in words)


def test_letters_of_an_expression_mean_themselves() -> None:
    assert re.fullmatch(trie.expression({"a.b", "a+"}), "a.b")
    assert not re.fullmatch(trie.expression({"a.b"}), "axb")


def found(item: Item) -> Term:
    result = term(item)
    assert result is not None
    return result


def test_a_term_asks_for_its_forms_and_a_phrase_for_itself() -> None:
    assert '"шахта" OR' in found(Item("Шахта")).match()
    assert '"шахты"' in found(Item("Шахта")).match()
    assert found(Item("Шахта", is_phrase=True)).match() == '("шахта")'
    assert found(Item("усть-каменогорск")).match().startswith('("усть каменогорск" OR "усть ')
    assert found(Item("шах*")).match() == '("шах" OR "шах" *)'
    # too short for a star
    assert "*" not in found(Item("ша*")).match()


def test_a_word_in_latin_letters_is_asked_in_cyrillic_as_well() -> None:
    both = found(Item("Temirtau"))
    assert '"temirtau"' in both.match()
    assert '"темиртауда"' in both.match()


@pytest.mark.parametrize("text", ["🚜", "…", "", "-", "*"])
def test_an_item_without_letters_is_no_term(text: str) -> None:
    assert term(Item(text)) is None


def test_terms_are_joined_by_and_and_not() -> None:
    terms = (Term(("a",)), Term(("b",), alternatives=(Term(("c", "d")),)), Term(("e",), excluded=True))  # fmt: skip
    assert joined(terms) == '(("a") AND ("b" OR ("c d"))) NOT (("e"))'
    assert joined(terms[2:]) == ""
    assert joined(terms[:1]) == '("a")'


def test_a_pattern_marks_whole_words_of_what_is_wanted() -> None:
    marks = pattern((found(Item("руд*")), Term(("a", "b")), Term(("x",), excluded=True)))
    assert marks is not None
    assert [one[0] for one in marks.finditer("рудник, руд; a - b ab x")] == ["рудник", "руд", "a - b"]  # fmt: skip
    assert pattern((Term(("x",), excluded=True),)) is None


def test_a_term_is_sought_in_its_forms_and_as_typed() -> None:
    sought = found(Item("Temirtau")).sought()
    assert sought.forms.search("темиртауда")
    assert not sought.typed.search("темиртауда")
    assert sought.typed.search("в темиртау")
    assert found(Item("шах*")).sought().typed.search("шахматы")
