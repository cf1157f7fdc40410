"""What a folded date string states."""

from datetime import timedelta

import pytest

from pipelines.dating.dateforms import (
    Ago,
    Clock,
    Stated,
    find_calendar,
    find_clock,
    find_relative,
    states_only_a_date,
)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("12 сентября 2024 года", Stated(9, 2024, 12)),
        ("2025 жылгы 11 желтоксан", Stated(12, 2025, 11)),
        ("11.20.2026", Stated(20, 2026, 11)),
        ("12.03.24", Stated(3, 2024, 12)),
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
    ("text", "clock"),
    [
        ("10:15", Clock(10, 15)),
        ("10:15:30", Clock(10, 15, 30)),
        ("в 14.30", Clock(14, 30)),
        ("at 9 p.m.", Clock(21, 0)),
        ("12:05 am", Clock(0, 5)),
        ("12:05 pm", Clock(12, 5)),
        ("10:15 +05:30", Clock(10, 15, None, timedelta(hours=5, minutes=30))),
        ("10:15:00-03", Clock(10, 15, 0, timedelta(hours=-3))),
        ("10:15 gmt", Clock(10, 15, None, timedelta(0))),
        ("10:15 (gmt +6)", Clock(10, 15, None, timedelta(hours=6))),
        ("10:15 +99:00", Clock(10, 15)),
        ("24:00", None),
        ("10:75", None),
        ("12.03.2024", None),
    ],
)
def test_a_time_of_day_is_read_with_its_offset(text: str, clock: Clock | None) -> None:
    assert find_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("сегодня", Ago(0, "days")),
        ("обновлено: вчера, 10:15", Ago(1, "days")),
        ("3 кун бурын", Ago(3, "days")),
        ("a week ago", Ago(1, "weeks")),
        ("usa today", None),
        ("сегодня в шахте", None),
        ("3 ведра назад", None),
    ],
)
def test_a_relative_date_must_stand_alone(text: str, ago: Ago | None) -> None:
    assert find_relative(text) == ago


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
