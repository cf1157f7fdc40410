from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.markup.elementnames import (
    hyphened,
    name_words,
    names_of,
    whole_names,
    words_of_element,
)

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), max_size=6)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("post-author", {"post", "author"}),
        ("newsList__item-2", {"news", "list", "item"}),
        ("TAGS list", {"tags", "list"}),
        ("жаңалық-list", {"жаңалық", "list"}),
        ("  ", set()),
        ("h2", {"h"}),
    ],
)
def test_names_are_cut_at_their_joints(names: str, words: set[str]) -> None:
    assert name_words(names) == words


@given(WORDS, st.sampled_from([" ", "-", "_", "__", "2", ":"]))
def test_words_are_the_same_however_they_are_joined(words: list[str], joint: str) -> None:
    assert name_words(joint.join(words)) == set(words)
    assert name_words(joint.join(words).upper()) == set(words)


@given(WORDS)
def test_a_capital_begins_a_word(words: list[str]) -> None:
    assert name_words("x" + "".join(word.capitalize() + "a" for word in words)) == {
        "x",
        *(word + "a" for word in words),
    }
    assert hyphened("photoCaption") == "photo-Caption"
    assert hyphened("PHOTO caption") == "PHOTO caption"


def test_an_element_says_its_class_and_its_id() -> None:
    node = lxml.html.fromstring("<p class='newsUpdated meta_item' id='x-1'>т</p>")
    assert words_of_element(node) == {"news", "updated", "meta", "item", "x"}
    assert words_of_element(lxml.html.fromstring("<p>т</p>")) == set()


def test_whole_names_have_one_spelling() -> None:
    node = lxml.html.fromstring("<p class='Single post_type-A' id='Main'>т</p>")
    assert names_of(node) == ["single", "post-type-a", "main"]
    assert names_of(lxml.html.fromstring("<p>т</p>")) == []
    assert whole_names(" Photo__Caption\nx ") == ["photo--caption", "x"]
