from datetime import date

import pytest

from pipelines.figures.facts import find_facts


def moments(text: str) -> list[str]:
    facts = find_facts(text, published=date(2025, 3, 14))  # a Friday
    return [fact.moment for fact in facts if fact.kind == "date"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("вчера", "2025-03-13"),
        ("сегодня", "2025-03-14"),
        ("позавчера", "2025-03-12"),
        ("завтра", "2025-03-15"),
        ("кеше", "2025-03-13"),
        ("yesterday", "2025-03-13"),
        ("on Monday", "2025-03-10"),
        ("on Friday", "2025-03-14"),
        ("next Monday", "2025-03-17"),
        ("в понедельник", "2025-03-10"),
        ("в среду", "2025-03-12"),
        ("в ночь на четверг", "2025-03-13"),
        ("дүйсенбіде", "2025-03-10"),
        ("дүйсенбі күні", "2025-03-10"),
        ("бейсенбіге қараған түні", "2025-03-13"),
        ("в этом году", "2025"),
        ("last year", "2024"),
        ("в следующем году", "2026"),
        ("өткен жылы", "2024"),
        ("биыл", "2025"),
        ("былтыр", "2024"),
        ("last month", "2025-02"),
        ("в этом месяце", "2025-03"),
        ("в следующем месяце", "2025-04"),
    ],
)
def test_a_date_counts_from_the_day_of_publication(text: str, moment: str) -> None:
    assert moments(text) == [moment]


@pytest.mark.parametrize(
    "text", ["окружающая среда", "sunday", "жұма намазы", "каждый год", "месяц", "this, year"]
)
def test_other_words_tell_no_date(text: str) -> None:
    assert moments(text) == []
