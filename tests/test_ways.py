from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.matching.tokens import tokens
from pipelines.matching.wordindex import WordIndex

if TYPE_CHECKING:
    from pipelines.matching.ways import Ways


def ways_of(pattern: str, word: str) -> Ways:
    index = WordIndex()
    index.add("key", "ru", pattern)
    ways = index.tables[1][word].ways
    assert ways is not None
    return ways


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("добыча угля", "pairs"),
        ("добыча бурого угля", "direct"),
        ("добыча бурого .. угля", "direct"),
        ("добыча «угля»", "direct"),
        ("=добыча угля", "direct"),
        ("добыча .. угля", "apart"),
        ("«добыча", "always"),
        ("=добыча", "always"),
        ("добыча №", "always"),
    ],
)
def test_a_pattern_is_held_by_how_it_goes_on(pattern: str, kind: str) -> None:
    ways = ways_of(pattern, "добыча")
    held = [name for name in ("pairs", "direct", "apart", "always") if getattr(ways, name)]
    assert held == [kind]


def test_words_in_between_widen_the_reach() -> None:
    assert ways_of("добыча бурого угля", "добыча").reach == 3
    assert ways_of("добыча ... угля", "добыча").reach > ways_of("добыча .. угля", "добыча").reach


def test_an_expression_is_tried_where_the_next_word_begins_as_told() -> None:
    [(_, one)] = ways_of("добыча у*я", "добыча").always
    assert one.end(tokens("добыча угля"), 0) == len("добыча угля")
    assert one.end(tokens("добыча руды"), 0) == 0
    assert one.end(tokens("добыча углю"), 0) == 0
    assert one.end(tokens("добыча"), 0) == 0
