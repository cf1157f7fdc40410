"""What a folded date string states."""

import pytest

from pipelines.dating.dateforms import (
    Stated,
    find_calendar,
    find_dates,
    states_only_a_date,
    without_companions,
)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("12 сентября 2024 года", Stated(9, 2024, 12)),
        ("2025 жылгы 11 желтоксан", Stated(12, 2025, 11)),
        ("11.20.2026", Stated(20, 2026, 11)),
        ("12.03.24", Stated(3, 2024, 12)),
        ("12/25/2025", Stated(12, 2025, 25)),
        ("12/25/25", Stated(12, 2025, 25)),
        ("11/12/2025", Stated(12, 2025, 11)),
        ("20 ноября, пятница, 2026", Stated(11, 2026, 20)),
        ("жума, 20 караша", Stated(11, None, 20, 4)),
        ("20-nov-26", Stated(11, 2026, 20)),
        ("20 nov '26", Stated(11, 2026, 20)),
        ("20.11, 14:30", Stated(11, None, 20)),
        ("14:30 20.11", Stated(11, None, 20)),
        ("2026年11月20日", Stated(11, 2026, 20)),
        ("may 14", Stated(5, None, 14)),
        ("наурыз 2025", Stated(3, 2025, None)),
        ("12.03.2024 обновлено 14.03.2024", Stated(3, 2024, 12)),
        ("14 мая была авария", None),
        ("© 2019-2026 12 мая", None),
        ("просто слова", None),
    ],
)
def test_the_first_date_is_taken_as_stated(text: str, stated: Stated | None) -> None:
    assert find_calendar(text) == stated


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("12 апреля 2024, 10:15", True),
        ("опубликовано: пятница, 12.04.2024", True),
        ("12 апреля 2024 в шахте", False),
        ("слова", False),
    ],
)
def test_a_line_that_is_only_a_date_is_known(text: str, alone: bool) -> None:  # noqa: FBT001 - a table
    assert states_only_a_date(text) is alone


def test_all_dates_of_a_string_are_found_in_order() -> None:
    text = "12.03.2024 обновлено 14 марта 2024"
    assert [text[start:end] for start, end in find_dates(text)] == ["12.03.2024", "14 марта 2024"]
    assert find_dates("10:15") == ()


def test_what_belongs_to_a_date_is_no_word_beside_it() -> None:
    assert without_companions("пятница, в 14:30 (utc+5) по московскому времени").split() == [
        ",",
        "(",
        ")",
    ]
    assert "шахта" in without_companions("шахта, пт")
