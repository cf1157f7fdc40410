from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.facts import find_facts

PUBLISHED = date(2026, 11, 20)  # a Friday


def timed(text: str, language: str, published: date | None = PUBLISHED) -> list[tuple[float, str]]:
    facts = find_facts(text, language=language, published=published)
    return [(f.value, f.moment) for f in facts if f.kind != "date" and f.value is not None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Last year, 46 people died at the same mine."),
        ("en", "A year ago 46 people died there."),
        (
            "en",
            "In 2025, the blast that tore through the shaft, where gas was known, killed 46 men.",
        ),
        ("en", "The blast killed 46 people in 2025."),
        ("ru", "В 2025 году погибли 46 человек."),
        ("ru", "Год назад на шахте, где добывают уголь, погибли 46 человек."),
        ("ru", "В прошлом году здесь погибли 46 горняков."),
        ("kk", "2025 жылы 46 адам қаза тапты."),
        ("kk", "Былтыр осы шахтада 46 адам қаза тапқан."),
        ("kk", "Бір жыл бұрын 46 адам қаза тапты."),
    ],
)
def test_a_figure_of_an_earlier_time_tells_it(language: str, text: str) -> None:
    assert timed(text, language) == [(46, "2025")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Four miners died, compared with 46 in 2025."),
        ("en", "Four miners died, while 46 people were killed there last year."),
        ("ru", "Погибли четверо горняков, а в 2025 году на шахте погибли 46 человек."),
        ("kk", "Төрт адам қаза тапты, ал 2025 жылы 46 адам көз жұмған."),
    ],
)
def test_the_dead_of_today_keep_no_time_beside_those_of_another_year(
    language: str, text: str
) -> None:
    assert timed(text, language) == [(4, ""), (46, "2025")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The town has lived off one pit since 1954, and 3,400 people work there."),
        ("en", "Founded in 1954, the company employs 3,400 people."),
        ("en", "The plant will hire 3,400 people by 2028."),
        ("ru", "Комбинат, построенный в 1967 году, даёт работу 3 400 рабочим."),
        ("ru", "Шахта работает с 1954 года, там трудятся 3 400 человек."),
        ("ru", "К 2028 году наймут 3 400 человек."),
        ("kk", "2028 жылға дейін 3 400 адам жұмысқа алынады."),
    ],
)
def test_a_beginning_or_a_deadline_dates_no_figure(language: str, text: str) -> None:
    assert timed(text, language) == [(3400, "")]


@pytest.mark.parametrize(
    ("language", "text", "year"),
    [
        ("en", "Two years ago 28 people died there.", "2024"),
        ("ru", "Десять лет назад погибли 28 человек.", "2016"),
        ("ru", "5 лет назад погибли 28 человек.", "2021"),
        ("kk", "Екі жыл бұрын 28 адам қаза тапқан.", "2024"),
        ("ru", "Много лет назад погибли 28 человек.", ""),
        ("en", "12345 years ago 28 people died there.", ""),
    ],
)
def test_years_are_counted_back_from_the_day_of_publication(
    language: str, text: str, year: str
) -> None:
    assert timed(text, language) == [(28, year)]


def test_a_relative_time_is_told_only_where_the_day_of_publication_is_known() -> None:
    assert timed("Last year, 46 people died.", "en", None) == [(46, "")]


def test_a_span_of_time_gives_both_ends() -> None:
    facts = find_facts("За январь-сентябрь 2026 года погибли 19 человек.", language="ru")
    assert [(f.moment, f.moment_to) for f in facts if f.kind == "people"] == [
        ("2026-01", "2026-09")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Жөндеу келесі жылдың 1 наурызында аяқталады.",
        "Жөндеу 1 наурызында келесі жылдың аяқталады.",
        "Ремонт завершат 1 марта следующего года.",
        "The repair ends on March 1 next year.",
    ],
)
def test_a_day_and_its_year_in_words_are_one_date(text: str) -> None:
    facts = find_facts(text, published=PUBLISHED)
    assert [f.moment for f in facts] == ["2027-03-01"]


def test_the_russian_word_for_there_is_no_month() -> None:
    assert [f.moment for f in find_facts("В 2023 году там было тихо.")] == ["2023"]


@settings(max_examples=60)
@given(st.integers(1950, 2025), st.integers(2, 900))
def test_the_year_at_the_head_of_a_sentence_dates_its_figure(year: int, dead: int) -> None:
    assert timed(f"In {year}, {dead} miners died.", "en") == [(dead, str(year))]
    assert timed(f"{year} жылы {dead} кенші қаза тапты.", "kk") == [(dead, str(year))]


def test_a_day_before_the_calendar_is_no_date() -> None:
    for text in ("It was yesterday.", "Two years ago it was."):
        assert find_facts(text, language="en", published=date.min) == ()
