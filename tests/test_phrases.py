from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.notation import compile_pattern
from pipelines.matching.phrases import end_of, phrases_of
from pipelines.matching.tokens import tokens
from pipelines.relevance.lexicon import all_entries

SOURCES = [
    entry.pattern
    for entry in all_entries()
    if compile_pattern(entry.pattern).phrases is not None
    and not compile_pattern(entry.pattern).exact_case
]
GAPS = (" ", "-", " - ", ", ", ' "', '" ', ". ", "\n", " один ", " один, два ", " раз 3,5 два ")
ENDINGS = ("", "", "а", "дың", "тар", "лардағы")


def found(pattern: str, text: str) -> str:
    """The longest match at the first word."""
    phrases = phrases_of(pattern)
    assert phrases is not None
    return text[: max(end_of(phrase, tokens(text), 0) for phrase in phrases)]


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("шахт*", "шахтами", "шахтами"),
        ("шахт(а|ы)", "шахтами", ""),
        ("кен~", "кенді", "кенді"),
        ("кен~", "кентінде", ""),
        ("добыч* угля", "добыча угля", "добыча угля"),
        ("добыч* угля", "добыча", ""),
        ("добыч* угля", "добыча, угля", ""),
        ("добыч* .. угля", "добыча и вывоз угля", "добыча и вывоз угля"),
        ("добыч* .. угля", "добыча 3,5 тонны угля", "добыча 3,5 тонны угля"),
        ("добыч* .. угля", "добыча (и вывоз) угля", ""),
        ("добыч* .. угля", "добыча за", ""),
        ("добыч* .. угля", "добыча угля и угля", "добыча угля и угля"),
        ("горно-руд*", "горнорудный", "горнорудный"),
        ("горно-руд*", "горно - рудный", "горно - рудный"),
        ("на (шахте имени|шахте) ленина", "на шахте имени ленина", "на шахте имени ленина"),
        ("(бос тас|қиыршық)~ кен", "қиыршықдың кен", "қиыршықдың кен"),
        ("клуб «шахтер»", 'клуб "шахтер"', 'клуб "шахтер'),
        ("клуб «шахтер", "клуб шахтер", ""),
        ("клуб шахтер»", "клуб шахтер", ""),
        ("клуб шахтер»", "клуб шахтер ушел", ""),
        ("«шахтер", "шахтер", ""),
    ],
)
def test_a_phrase_is_found_where_all_its_words_stand(pattern: str, text: str, match: str) -> None:
    assert found(pattern, text) == match


@pytest.mark.parametrize(
    "pattern", ["г. сарань", "grind*ing", "а (б|) в", "шахт* ..", "((а|б)в|г)*"]
)
def test_a_pattern_of_more_than_words_is_left_to_its_expression(pattern: str) -> None:
    assert phrases_of(pattern) is None


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A pattern of the data files, and a text of its words or nearly so."""
    source = draw(st.sampled_from(SOURCES))
    words = re.findall(r"[^\W_]+", compile_pattern(source).body)
    parts = [draw(st.sampled_from(words))]
    for word in draw(st.lists(st.sampled_from(words), max_size=6)):
        parts += [draw(st.sampled_from(ENDINGS)), draw(st.sampled_from(GAPS)), word]
    return source, "".join([*parts, draw(st.sampled_from(ENDINGS))])


@settings(max_examples=100)
@given(texts())
def test_phrases_find_what_the_expression_of_the_pattern_finds(case: tuple[str, str]) -> None:
    source, text = case
    pattern, words = compile_pattern(source), tokens(text)
    for index, start in enumerate(words.starts):
        ends = [end_of(phrase, words, index) for phrase in pattern.phrases or ()]
        match = pattern.regex.match(text, start)
        assert max(ends) == (match.end() if match else 0)
