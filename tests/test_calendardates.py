from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.facts import find_facts


def moments(text: str) -> list[tuple[str, str]]:
    facts = find_facts(text, published=date(2025, 3, 14))
    return [(f.moment, f.moment_to) for f in facts if f.kind == "date"]


@pytest.mark.parametrize(
    ("text", "moment", "until"),
    [
        ("28 октября 2023 года", "2023-10-28", ""),
        ("28-го октября 2023 г.", "2023-10-28", ""),
        ("October 28, 2023", "2023-10-28", ""),
        ("28 October 2023", "2023-10-28", ""),
        ("2023 жылғы 28 қазанда", "2023-10-28", ""),
        ("28 қазан 2023 жыл", "2023-10-28", ""),
        ("12.05.2024", "2024-05-12", ""),
        ("2024-05-12", "2024-05-12", ""),
        ("в мае 2024 года", "2024-05", ""),
        ("к ноябрю 2024 года", "2024-11", ""),
        ("May of 2024", "2024-05", ""),
        ("in February", "2025-02", ""),
        ("ақпанда", "2025-02", ""),
        ("қаңтардан бері", "2025-01", ""),
        ("в январе–сентябре 2024 года", "2024-01", "2024-09"),
        ("January to September 2024", "2024-01", "2024-09"),
        ("2024 жылғы қаңтар-қыркүйекте", "2024-01", "2024-09"),
        ("с 10 по 15 апреля 2025 года", "2025-04-10", "2025-04-15"),
        ("28-29 октября 2023 года", "2023-10-28", "2023-10-29"),
        ("28 и 29 октября 2023 года", "2023-10-28", "2023-10-29"),
        ("April 10-15, 2025", "2025-04-10", "2025-04-15"),
        ("в третьем квартале 2027 года", "2027-Q3", ""),
        ("в 3-м квартале 2027 года", "2027-Q3", ""),
        ("Q3 2027", "2027-Q3", ""),
        ("2027 жылдың үшінші тоқсанында", "2027-Q3", ""),
        ("in the first half of 2025", "2025-Q1", "2025-Q2"),
        ("H2 2025", "2025-Q3", "2025-Q4"),
        ("в 2023–2027 годах", "2023", "2027"),
        ("from 2023 to 2027", "2023", "2027"),
        ("for 2023–2027.", "2023", "2027"),
        ("в 2023-м потеряла", "2023", ""),
        ("2023 жылы", "2023", ""),
        ("since 1954", "1954", ""),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_told(text: str, moment: str, until: str) -> None:
    assert moments(text) == [(moment, until)]


@pytest.mark.parametrize(
    "text",
    [
        "2023 people",
        "in 2023 people",
        "2023/24",
        "в 2024",
        "You may go",
        "марш",
        "жылыту маусымында",
        "қазанда ет пісті",
        "45 марта",
        "quarter to five",
        "пятый квартал",
        "third half",
        "12.13.2024.5",
        "10:30 mai",
        "room 2024",
        "март",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert moments(text) == []


def test_people_behind_a_month_are_no_day() -> None:
    facts = find_facts("In May 12 people came", published=date(2025, 3, 14))
    assert [(f.kind, f.value) for f in facts] == [("date", None), ("people", 12)]


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "28",
                "29",
                "2024",
                "2025",
                "-",
                "по",
                "с",
                "до",
                "мая",
                "May",
                "Q3",
                "half",
                "first",
                "квартал",
                ",",
                "года",
            ]
        ),
        max_size=12,
    )
)
def test_no_order_of_words_raises(words: list[str]) -> None:
    for fact in find_facts(" ".join(words), published=date(2025, 3, 14)):
        assert fact.kind != "date" or fact.moment
