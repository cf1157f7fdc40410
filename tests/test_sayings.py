import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.matching import Hit
from pipelines.quotes.quotewords import FREE
from pipelines.quotes.sayings import HIDDEN, Article

TEXT = "Аким сказал да. Он не сказал нет.\nПо словам акима, да."

VERB = Hit(FREE, "ru", 40, 45)


def test_verbs_of_saying_are_found_but_negated_ones() -> None:
    article = Article(TEXT, ())
    assert [TEXT[hit.start : hit.end] for hit in article.hits] == ["сказал", "По словам"]
    assert [hit.start for hit in article.between(0, 20)] == [5]


def test_lines_and_sentences_are_told_at_any_place() -> None:
    article = Article(TEXT, ())
    assert article.line(20) == (0, 33)
    assert article.line(40) == (34, len(TEXT))
    assert (article.sentence_start(20), article.sentence_end(20, 33)) == (16, 33)
    assert article.sentence_end(20, 25) == 25
    assert article.sentence_end(33, 33) == 33
    assert article.sentence_start(0) == 0


def test_hidden_words_leave_what_ends_their_sentence() -> None:
    article = Article("«Да, конечно.» Он ушёл.", ())
    article.hide([(1, 13)])
    assert article.masked == f"«{HIDDEN * 11}.» Он ушёл."
    assert article.words_between(0, 13) == 2


def test_a_newsroom_speaks_only_where_nobody_else_does() -> None:
    text = "сообщает Tengrinews и говорит аким"
    article = Article(text, ())
    newsroom, office = article.voice([(8, 20)], VERB), article.voice([(8, 20), (29, 34)], VERB)
    assert newsroom is not None
    assert newsroom.kind == "newsroom"
    assert office is not None
    assert office.kind == "office"
    assert article.voice([(3, 3)], VERB) is None


@pytest.mark.parametrize("text", ["İİ сказал аким", "ҚҰРМЕТТІ İ айтты"])
def test_letters_that_grow_in_lower_case_move_nothing(text: str) -> None:
    (hit,) = Article(text, ()).hits
    assert text[hit.start : hit.end] in {"сказал", "айтты"}


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="аб.! \n«»", max_size=40), st.integers(0, 40))
def test_a_sentence_starts_in_the_line_of_the_place(text: str, at: int) -> None:
    at = min(at, len(text))
    start = Article(text, ()).sentence_start(at)
    assert start <= at
    assert "\n" not in text[start : max(start, at - 1)]


def test_of_a_sentence_without_an_end_a_thousand_letters_are_read() -> None:
    text = "слово " * 2000
    article = Article(text, ())
    assert (article.sentence_start(6006), article.sentence_end(6006, len(text))) == (5010, 7001)
    unbroken = Article("я" * 5000, ())
    assert (unbroken.sentence_start(3000), unbroken.sentence_end(3000, 5000)) == (3000, 4000)


def test_of_a_long_stretch_the_part_next_to_the_verb_tells_who_speaks() -> None:
    verb = Hit(FREE, "ru", 3015, 3021)
    text = "аким " * 3 + "слово " * 500 + "сказал" + " слово" * 500 + " аким"
    article = Article(text, ())
    assert article.voice([(0, 3015), (3021, len(text))], verb) is None
    near = article.voice([(3015 - 6, 3015), (3021, len(text))], Hit(FREE, "ru", 9000, 9006))
    assert near is not None
    assert near.kind == "office"
