import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.words import Kind, in_cyrillic, read_words


def anchors(text: str) -> list[tuple[str, str]]:
    return [(word.kind.name, word.value) for word in read_words(text) if word.kind]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 150 рабочих", "1150"),
        ("27,500 tonnes", "27500"),
        ("523,4 тенге", "523.4"),
        ("в 14:30 часов", "14:30"),
        ("двое горняков", "2"),
        ("үш кенші", "3"),
        ("twelve miners", "12"),
        ("III квартал", "iii"),
    ],
)
def test_a_figure_has_the_value_that_it_tells(text: str, value: str) -> None:
    assert anchors(text) == [("FIGURE", value)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("в ноябре шёл снег", "MONTH", "11"),
        ("сәуірде қар жауды", "MONTH", "4"),
        ("rain in May fell", "MONTH", "5"),
        ("в понедельник шёл снег", "WEEKDAY", "1"),
        ("жексенбіде қар жауды", "WEEKDAY", "7"),
        ("rain on Sunday fell", "WEEKDAY", "7"),
    ],
)
def test_months_and_weekdays_are_told_in_three_languages(text: str, kind: str, value: str) -> None:
    assert anchors(text) == [(kind, value)]


@pytest.mark.parametrize("text", ["they may march on", "марш горняков", "он ушёл"])
def test_plain_words_that_look_like_dates_are_none(text: str) -> None:
    assert anchors(text) == []


def test_a_capital_within_a_sentence_tells_a_name() -> None:
    assert anchors("Вчера в Риддере шёл снег. Завтра ждут дождь") == [("NAME", "риддере")]
    assert anchors("Вчера в г. Риддер шёл снег") == [("NAME", "риддер")]
    assert anchors("Вчера шёл снег г.\nЗавтра ждут дождь") == []


def test_a_capital_before_what_a_place_is_tells_a_name_wherever_it_stands() -> None:
    assert anchors("Қарағанды облысында қар жауды") == [("NAME", "караганды")]
    assert anchors("Risks grow. Abai region saw snow") == [("NAME", "abai")]
    assert anchors("бүкіл облыста қар жауды") == []


@pytest.mark.parametrize("text", ["шторм 5 февраля", "storm on May 5", "дауыл 5 ақпанда"])
def test_a_figure_beside_a_month_is_a_day(text: str) -> None:
    assert ("DAY", "5") in anchors(text)


def test_a_year_beside_a_month_is_a_figure() -> None:
    assert anchors("в мае 2026 года") == [("MONTH", "5"), ("FIGURE", "2026")]


def test_a_headline_all_in_capitals_names_nothing() -> None:
    assert anchors("СНЕГ ПРИШЁЛ В РИДДЕР") == anchors("Snow Comes To Ridder") == []


def test_words_are_as_they_stand_and_in_search_spelling() -> None:
    (word,) = read_words("«Шахтёры»!")
    assert word == ("шахтеры", Kind.PLAIN, "", "Шахтёры")


@limits(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_is_read_and_each_word_is_a_piece_of_it(text: str) -> None:
    rest = in_cyrillic(text)
    for word in read_words(text):
        assert word.written in rest
        rest = rest[rest.index(word.written) + len(word.written) :]
