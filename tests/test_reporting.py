import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.reporting import about_it, made, next_comma, sentence_before, trimmed
from pipelines.quotes.sayings import Article

TEXT = "Трубы меняют третий день. Об этом сообщил аким Орал Кожахметов."


@pytest.mark.parametrize(
    ("text", "kept"),
    [(" , тепло вернут. ", "тепло вернут"), ("Тепло?", "Тепло?"), (" –, ", ""), ("", "")],
)
def test_a_stretch_loses_what_stands_at_its_ends(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=" ,.;:–-аб\n", max_size=20))
def test_a_trimmed_stretch_lies_within(text: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert 0 <= start <= end <= len(text)


def test_the_next_comma_is_the_end_where_there_is_none() -> None:
    article = Article("раз, два", ())
    assert (next_comma(article, 0, 8), next_comma(article, 4, 8)) == (3, 8)


@pytest.mark.parametrize("opening", ["об этом", "бұл туралы", "это"])
def test_what_points_back_is_known(opening: str) -> None:
    assert about_it().match(opening)
    assert not about_it().match("завтра")


def test_a_saying_needs_a_speaker_and_words() -> None:
    article = Article(TEXT, ())
    (hit,) = article.hits
    assert made(article, hit, [(0, 24)], [(hit.end, len(TEXT))]) is not None
    assert made(article, hit, [(0, 5)], [(hit.end, len(TEXT))]) is None
    assert made(article, hit, [(0, 24)], [(12, 24)]) is None


def test_what_points_back_over_nothing_or_hidden_speech_tells_nothing() -> None:
    article = Article(TEXT, ())
    (hit,) = article.hits
    assert sentence_before(article, hit, 0, len(TEXT)) is None
    assert sentence_before(article, hit, 26, len(TEXT)) is not None
    article.hide([(0, 20)])
    assert sentence_before(article, hit, 26, len(TEXT)) is None
