from __future__ import annotations

import pytest

from pipelines.matching import wordindex
from pipelines.matching.notation import NotationError
from pipelines.matching.wordindex import NOTHING, WordIndex


def index_of(*patterns: str) -> WordIndex:
    index = WordIndex()
    for pattern in patterns:
        index.add(pattern, "ru", pattern)
    return index


def test_a_word_that_is_in_no_pattern_is_nothing() -> None:
    assert index_of("шахт*").tables[0]["рудник"] is NOTHING


def test_a_word_tells_the_patterns_that_it_is_by_itself() -> None:
    word = index_of("шахт*", "^шахтер", "%шахтер~").tables[0]["шахтер"]
    assert [key for key, _ in word.small] == ["шахт*"]
    assert [key for key, _ in word.capital] == ["шахт*", "^шахтер"]


def test_kazakh_stems_are_read_in_the_second_table_only() -> None:
    index = index_of("%мыс~", "%мыс кен")
    russian, kazakh = (table["мыс"] for table in index.tables)
    assert (russian.small, russian.ways) == ((), None)
    assert kazakh.small
    assert kazakh.ways is not None


def test_a_second_word_is_known_by_its_form_and_a_first_by_its_ways() -> None:
    table = index_of("добыч* (угл|руд)*").tables[0]
    first, second = table["добыча"], table["угля"]
    assert first.ways is not None
    assert first.ways.forms == second.forms
    assert second.ways is None


def test_words_of_the_same_beginnings_share_their_ways() -> None:
    table = index_of("добыч* угля").tables[0]
    one, other = table["добыча"], table["добычи"]
    assert one.ways is other.ways
    assert one is other


def test_an_entry_may_hold_in_kazakh_text_only_without_a_flag() -> None:
    index = WordIndex()
    index.add("copper", "kk", "мыс~", kazakh_only=True)
    russian, kazakh = (table["мыс"] for table in index.tables)
    assert russian is NOTHING or not russian.small
    assert kazakh.small == (("copper", "kk"),)


@pytest.mark.parametrize(
    ("pattern", "first", "second", "may_be"),
    [
        ("добыча угля", "добыча", "угля", True),
        ("добыча угля", "добыча", "руды", False),
        ("добыча угля", "угля", "добыча", False),
        ("добыча", "добыча", "руды", True),
        ("^добыча", "добыча", "руды", True),
        ("добыча .. угля", "добыча", "руды", True),
        ("«добыча", "добыча", "руды", True),
    ],
)
def test_two_words_share_a_bit_where_a_hit_may_begin(
    pattern: str, first: str, second: str, *, may_be: bool
) -> None:
    table = index_of(pattern).tables[0]
    assert bool(table[first].begins & table[second].follows) is may_be


def test_many_forms_share_bits_and_none_is_lost() -> None:
    words = [f"слово{number}" for number in range(200)]
    table = index_of(*(f"начало {word}" for word in words)).tables[0]
    assert all(table["начало"].begins & table[word].follows for word in words)


def test_of_known_words_no_more_are_kept_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordindex, "_WORDS_KEPT", 3)
    table = index_of("шахт*").tables[0]
    for number in range(10):
        assert table[f"шахта{number}"].small
        assert len(table) <= 3


def test_a_pattern_that_cannot_be_read_is_refused_by_name() -> None:
    with pytest.raises(NotationError, match="balance"):
        index_of("шахта(")
