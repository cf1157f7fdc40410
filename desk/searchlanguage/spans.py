"""The dates of a query → the time that they mean, by the calendar of Almaty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from desk.moments import ALMATY
from desk.searchlanguage.fields import when

_DATE: Final = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_DATE_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_AGO: Final = re.compile(r"(\d{1,5})\s*([a-zа-я]+)")
_HOURS: Final = {
    **dict.fromkeys(("h", "ч", "с", "сағ"), 1),
    **dict.fromkeys(("d", "д", "дн", "к", "күн"), 24),
    **dict.fromkeys(("w", "н", "нед", "а", "апта"), 24 * 7),
    **dict.fromkeys(("m", "м", "мес", "ай"), 24 * 30),
    **dict.fromkeys(("y", "г", "л", "ж", "жыл"), 24 * 365),
}
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment on, and up to another one, which lies outside; aware UTC.

    ``first`` and ``last`` are the calendar days of Almaty that it holds, None for a span that
    is counted in hours from now.
    """

    begins: datetime
    ends: datetime
    first: date | None = None
    last: date | None = None


def span(value: str, now: datetime) -> Span | None:
    """The time meant by 2026, 2026-01, 2026-01-31, 31.01.2026, 7d, today, or an ISO 8601 moment.

    A number of days (7d, 2w, 3m, 1y, 12h) ends now. None for anything else.
    """
    text = value.strip().lower()
    today = now.astimezone(ALMATY).date()
    named = when(text)
    if named:
        day = today - timedelta(days=named == "yesterday")
        return _days(day, day)
    try:
        if found := _DATE.fullmatch(text):
            return _calendar(*(int(part) if part else None for part in found.groups()))
        if found := _DATE_DAY_FIRST.fullmatch(text):
            return _calendar(int(found[3]), int(found[2]), int(found[1]))
        found = _AGO.fullmatch(text)
        if found and found[2] in _HOURS:
            return Span(now - timedelta(hours=int(found[1]) * _HOURS[found[2]]), now)
        moment = datetime.fromisoformat(value.strip())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
        return Span(aware.astimezone(UTC), aware.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _calendar(year: int | None, month: int | None, day: int | None) -> Span:
    # the pattern holds a year always
    first = date(year or 0, month or 1, day or 1)
    if day:
        return _days(first, first)
    return _days(first, _last(first, whole_year=month is None))


def _last(first: date, *, whole_year: bool) -> date:
    if whole_year:
        return date(first.year, _DECEMBER, 31)
    following = date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)
    return following - timedelta(days=1)


def _days(first: date, last: date) -> Span:
    begins, ends = (
        datetime.combine(day, time(), ALMATY).astimezone(UTC)
        for day in (first, last + timedelta(days=1))
    )
    return Span(begins, ends, first, last)
