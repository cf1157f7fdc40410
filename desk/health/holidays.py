"""Quiet days: public holidays, and the working days that lie between them and a weekend. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# month and day; Kazakhstan: the laws on holidays as of 2024; others: those of several days, and
# those that newsrooms keep
_FIXED: Final[Mapping[str, tuple[tuple[int, int], ...]]] = {
    "KZ": (
        *((1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9)),
        *((7, 6), (8, 30), (10, 25), (12, 16)),
    ),
    "RU": (
        *((1, day) for day in range(1, 9)),
        *((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)),
    ),
    "KG": ((1, 1), (1, 2), (1, 7), (2, 23), (3, 8), (3, 21), (5, 1), (5, 5), (5, 9), (8, 31)),
    "UZ": ((1, 1), (3, 8), (3, 21), (5, 9), (9, 1), (10, 1), (12, 8)),
    "TJ": ((1, 1), (3, 8), (3, 21), (3, 22), (3, 23), (5, 9), (6, 27), (9, 9), (11, 6)),
    "TM": ((1, 1), (3, 8), (3, 21), (3, 22), (5, 18), (9, 27), (10, 6), (12, 12)),
    "CN": ((1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))),
}
_ELSEWHERE: Final = ((1, 1), (12, 24), (12, 25), (12, 26), (12, 31))
# the first day of Kurban Ait, which is a day off in Kazakhstan and in Central Asia
_KURBAN_AIT: Final = frozenset(
    map(
        date.fromisoformat,
        (
            *("2024-06-16", "2025-06-06", "2026-05-27", "2027-05-16", "2028-05-05"),
            *("2029-04-24", "2030-04-13", "2031-04-02", "2032-03-22", "2033-03-11"),
            *("2034-03-01", "2035-02-18"),
        ),
    )
)
# the eve of the New Year of the Chinese calendar, from which China has over a week off
_SPRING: Final = tuple(
    map(
        date.fromisoformat,
        (
            *("2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25"),
            *("2029-02-12", "2030-02-02", "2031-01-22", "2032-02-10", "2033-01-30"),
        ),
    )
)
_SPRING_DAYS: Final = 8
_KEEP_AIT: Final = frozenset({"KZ", "KG", "UZ", "TJ", "TM"})
# a holiday on a weekend is made up for on the days after it
_MOVED: Final = 2


@cache
def is_quiet(day: date, country: str) -> bool:
    """Whether less than usual is to be expected: a holiday, its substitute, or a day between."""
    if day.weekday() >= _SATURDAY:
        return _is_holiday(day, country)
    if _is_holiday(day, country) or _is_substitute(day, country):
        return True
    before, after = day - _DAY, day + _DAY
    return _is_off(before, country) and _is_off(after, country)


def _is_off(day: date, country: str) -> bool:
    weekend = day.weekday() >= _SATURDAY
    return weekend or _is_holiday(day, country) or _is_substitute(day, country)


def _is_substitute(day: date, country: str) -> bool:
    """Whether a working day follows a weekend of which so many days were holidays."""
    owed = sum(_is_holiday(day - _DAY * back, country) for back in _weekend_before(day))
    place = day.weekday()
    return place < min(owed, _MOVED)


def _weekend_before(day: date) -> range:
    # Saturday and Sunday lie two and one days before Monday
    return range(day.weekday() + 1, day.weekday() + 3)


def _is_holiday(day: date, country: str) -> bool:
    fixed = _FIXED.get(country, _ELSEWHERE)
    moving = day in _KURBAN_AIT if country in _KEEP_AIT else country == "CN" and _is_spring(day)
    # New Year's Eve is no holiday, and yet half a working day everywhere
    return (day.month, day.day) in fixed or moving or (day.month, day.day) == (12, 31)


def _is_spring(day: date) -> bool:
    return any(0 <= (day - eve).days < _SPRING_DAYS for eve in _SPRING)
