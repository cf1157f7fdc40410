from datetime import date

import pytest

from pipelines.figures.facts import find_facts

PUBLISHED = date(2025, 3, 14)  # a Friday
Moment = tuple[str, str, str]


def moments(text: str, published: date | None = PUBLISHED) -> list[Moment]:
    facts = find_facts(text, published=published)
    return [(f.moment, f.moment_to, f.role) for f in facts if f.kind == "date"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("до конца 2027 года", ("2027", "", "deadline")),
        ("к 1 июля 2025 года", ("2025-07-01", "", "deadline")),
        ("не позднее 30 июня 2025 года", ("2025-06-30", "", "deadline")),
        ("by 2030", ("2030", "", "deadline")),
        ("by the end of 2027", ("2027", "", "deadline")),
        ("2030 жылға дейін", ("2030", "", "deadline")),
        ("2026 жылдың соңына дейін", ("2026", "", "deadline")),
        ("до конца года", ("2025", "", "deadline")),
        ("жыл соңына дейін", ("2025", "", "deadline")),
        ("by the end of the year", ("2025", "", "deadline")),
        ("by Monday", ("2025-03-17", "", "deadline")),
        ("с 2023 по 2027 год", ("2023", "2027", "day")),
        ("в 2026 году", ("2026", "", "day")),
        ("late the end late early mid the beginning start 2030", ("2030", "", "day")),
        ("by the end of the late early in 2030", ("2030", "", "day")),
        ("к ним, 2 апреля", ("2025-04-02", "", "day")),
    ],
)
def test_a_deadline_is_told_from_a_day(text: str, expected: Moment) -> None:
    assert moments(text) == [expected]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2 апреля", "2025-04-02"),
        ("28 октября", "2024-10-28"),
        ("до 1 февраля", "2026-02-01"),
        ("в феврале", "2025-02"),
        ("29 февраля", "2024-02-29"),
        ("в третьем квартале", "2024-Q3"),
    ],
)
def test_the_year_that_is_not_told_is_the_nearest(text: str, moment: str | None) -> None:
    assert [told for told, _, _ in moments(text)] == ([moment] if moment else [])


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    assert moments("вчера, 2 апреля, в понедельник; 3 мая 2024 года", None) == [
        ("2024-05-03", "", "day")
    ]


def test_a_day_that_the_calendar_lacks_is_no_date() -> None:
    assert moments("31 апреля 2024 года") == []
    assert moments("31 апреля") == []
    assert moments("с 30 по 31 апреля 2024 года") == []


def test_years_in_the_wrong_order_are_no_span() -> None:
    assert moments("в 2027-2023 годах") == []
