"""On which calendar days a source was watched without a gap, Asia/Almaty. Pure.

A day is known where one stretch of watching reaches over all of it: then nothing that the source
listed on that day can have come and gone between two looks. Of today only the part up to now
can be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DAY = timedelta(days=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when a road of a source was watched without a gap; both aware."""

    begins: datetime
    ends: datetime


def days_of(first: date, last: date) -> list[date]:
    """The days from the first to the last, both included; none where the last comes before."""
    return [first + count * _DAY for count in range((last - first).days + 1)]


def begin_of(day: date) -> datetime:
    """The midnight in Almaty at which a day begins."""
    return datetime.combine(day, time(), ALMATY)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order of time, those that overlap or touch made one.

    Where one road takes over from another before the first ends, the source had no gap.
    """
    whole: list[Stretch] = []
    for one in sorted(stretches, key=lambda stretch: stretch.begins):
        if whole and one.begins <= whole[-1].ends:
            whole[-1] = Stretch(whole[-1].begins, max(whole[-1].ends, one.ends))
        else:
            whole.append(one)
    return whole


def watched_until(day: date, stretches: Iterable[Stretch]) -> datetime | None:
    """The end of the stretch that reaches over the begin of a day; None where none does."""
    begin = begin_of(day)
    ends = (one.ends for one in joined(stretches) if one.begins <= begin <= one.ends)
    return max(ends, default=None)


def unknown_days(days: Sequence[date], stretches: Iterable[Stretch], today: date) -> list[date]:
    """Those of the days that no stretch covers from begin to end, or today from its begin on."""
    whole = joined(stretches)
    return [day for day in days if not _is_known(day, whole, today)]


def _is_known(day: date, whole: Sequence[Stretch], today: date) -> bool:
    begin, end = begin_of(day), begin_of(day if day == today else day + _DAY)
    return any(one.begins <= begin and one.ends >= end for one in whole)


def in_words(days: Iterable[date]) -> str:
    """Days as a person writes them, neighbours as a range: "1–3 Nov, 5 Nov 2026"."""
    ranges = _ranges(sorted(set(days)))
    words = [_range(first, last) for first, last in ranges]
    for place, ((_, last), (following, _)) in enumerate(pairwise(ranges)):
        if last.year == following.year:
            words[place] = words[place].removesuffix(f" {last.year}")
    return ", ".join(words)


def _ranges(days: Sequence[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == _DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _range(first: date, last: date) -> str:
    if first == last:
        return _full(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_full(last)}"
    begin = _full(first)
    return f"{begin.removesuffix(f' {last.year}')} – {_full(last)}"


def _full(day: date) -> str:
    # not strftime: a program that sets a locale would change the words
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
