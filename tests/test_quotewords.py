import re

from pipelines.matching.notation import compile_pattern
from pipelines.quotes.quotewords import BOUND, FREE, SOURCE, either, matcher, quote_words


def test_every_pattern_is_in_the_notation_of_the_house() -> None:
    words = quote_words()
    for listed in (words.say.free, words.say.bound, words.source):
        for _, pattern in listed.each():
            assert compile_pattern(pattern).literals


def test_verbs_are_found_in_three_languages_and_in_latin_kazakh() -> None:
    text = "сказал said айтты dedi announced по словам according to айтуынша"
    found = [(hit.key, hit.language) for hit in matcher().find(text, text, language="kk")]
    assert found == [
        (FREE, "ru"),
        (FREE, "en"),
        (FREE, "kk"),
        (FREE, "kk"),
        (BOUND, "en"),
        (SOURCE, "ru"),
        (SOURCE, "en"),
        (SOURCE, "kk"),
    ]


def test_regular_expressions_of_the_file_compile() -> None:
    words = quote_words()
    for pattern in (words.words.asides, words.words.hearers, words.newsrooms.webs):
        assert re.compile(pattern)


def test_stems_of_offices_are_in_small_letters_and_one_word() -> None:
    for _, stem in quote_words().offices.each():
        assert stem == stem.lower()
        assert " " not in stem


def test_the_longest_of_several_words_is_tried_first() -> None:
    assert re.match(either(["а", "аким", "ак"]), "аким") is not None
    assert either(["а", "аким", "ак"]).split("|")[0] == "аким"
