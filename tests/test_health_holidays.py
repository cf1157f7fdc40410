"""Quiet days of newsrooms."""

from __future__ import annotations

from datetime import date

import pytest

from desk.health.holidays import is_quiet


@pytest.mark.parametrize(
    ("day", "country", "why"),
    [
        ("2026-03-21", "KZ", "Nauryz on a Saturday"),
        ("2026-03-23", "KZ", "Nauryz on a Monday"),
        ("2026-03-24", "KZ", "in place of a day of Nauryz on the weekend"),
        ("2026-03-09", "KZ", "in place of 8 March, a Sunday"),
        ("2026-05-08", "KZ", "a Friday between 7 May and the weekend"),
        ("2026-05-27", "KZ", "Kurban Ait"),
        ("2026-12-16", "KZ", "Independence Day"),
        ("2026-12-31", "RU", "New Year's Eve"),
        ("2026-01-05", "RU", "the Russian holidays of January"),
        ("2027-02-08", "CN", "the Spring Festival"),
        ("2026-12-25", "GB", "Christmas"),
    ],
)
def test_a_holiday_its_substitute_and_a_day_between_are_quiet(
    day: str, country: str, why: str
) -> None:
    assert is_quiet(date.fromisoformat(day), country), why


@pytest.mark.parametrize(
    ("day", "country"),
    [
        ("2026-03-27", "KZ"),
        ("2026-11-20", "KZ"),
        ("2026-11-21", "KZ"),
        ("2026-05-27", "RU"),
        ("2026-05-27", "CN"),
        ("2026-03-25", "KZ"),
    ],
)
def test_other_days_are_not(day: str, country: str) -> None:
    assert not is_quiet(date.fromisoformat(day), country)
