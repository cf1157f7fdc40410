"""Dates of running text as facts: the day or the deadline, no more exact than the words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dating.datestrings import real_day
from pipelines.figures.momentwords import moment_words
from pipelines.figures.relativedates import find_told
from pipelines.judgement import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipelines.figures.calendardates import Stated
    from pipelines.figures.reading import Reading
    from pipelines.figures.relativedates import Told

_BETWEEN: Final = 6
_YEAR_ALONE: Final = 4
# what lies further ahead than this is taken for the past of another year
_AHEAD: Final = timedelta(days=120)
_AHEAD_OF_DEADLINE: Final = timedelta(days=364)


def find_moments(reading: Reading, stated: list[Stated], *, published: date | None) -> list[Fact]:
    """All dates of a text as facts of kind "date"; none overlap.

    ``stated`` are the dates that `find_stated` found. One without a year falls into the year
    that brings it nearest to ``published``: at most four months ahead, or a year where it is a
    deadline. Without ``published`` it is left out.
    """
    told = list(find_told(reading, published)) if published else []
    stated = [_with_told_year(day, told) for day in stated]
    taken = {index for day in stated for index in range(day.first, day.after)}
    free = [day for day in told if taken.isdisjoint(range(day.first, day.after))]
    return [*_of_stated(reading, stated, published), *_of_told(reading, free)]


def _with_told_year(day: Stated, told: list[Told]) -> Stated:
    """A day with the year beside it that is told in words: «1 марта следующего года»."""
    for year in () if day.year else told:
        beside = year.after == day.first or year.first == day.after
        if beside and len(year.moment) == _YEAR_ALONE:
            first, after = min(day.first, year.first), max(day.after, year.after)
            return day._replace(first=first, after=after, year=int(year.moment))
    return day


def _of_stated(reading: Reading, stated: list[Stated], published: date | None) -> Iterator[Fact]:
    for found in stated:
        is_deadline = _is_deadline(reading, found.first, found.after)
        moments = _resolved(found, published, is_deadline=is_deadline)
        if moments:
            yield _fact(reading, found, moments, is_deadline=is_deadline)


def _of_told(reading: Reading, told: list[Told]) -> Iterator[Fact]:
    for found in told:
        is_deadline = _is_deadline(reading, found.first, found.after)
        yield _fact(reading, found, (found.moment, ""), is_deadline=is_deadline)


def _fact(
    reading: Reading, found: Stated | Told, moments: tuple[str, str], *, is_deadline: bool
) -> Fact:
    start, end = reading.starts[found.first], reading.ends[found.after - 1]
    return Fact(
        kind="date",
        unit="date",
        role="deadline" if is_deadline and not moments[1] else "day",
        moment=moments[0],
        moment_to=moments[1],
        quote=reading.original[start:end],
        span=(start, end),
    )


def _is_deadline(reading: Reading, first: int, after: int) -> bool:
    """Whether a date is the last day for something: "by 2030", «до конца 2027 года», «дейін»."""
    turns = moment_words().words
    index = first - 1
    for _ in range(_BETWEEN):
        if reading.gaps[index + 1] != " ":
            break
        word = reading.texts[index]
        if word in turns.deadline:
            return True
        if word not in turns.deadline_between:
            break
        index -= 1
    index = after
    while reading.texts[index] in turns.deadline_after_between and reading.gaps[index] == " ":
        index += 1
    return reading.texts[index] in turns.deadline_after and reading.gaps[index] == " "


def _resolved(
    found: Stated, published: date | None, *, is_deadline: bool
) -> tuple[str, str] | None:
    """The ISO forms of a date and of the end of its span, "" where it has none."""
    year = found.year or _nearest_year(found, published, is_deadline=is_deadline)
    if not year:
        return None
    if found.until_year:
        return (str(year), str(found.until_year)) if year < found.until_year else None
    if found.half:
        return f"{year}-Q{2 * found.half - 1}", f"{year}-Q{2 * found.half}"
    if found.quarter:
        return f"{year}-Q{found.quarter}", ""
    return _months(found, year)


def _months(found: Stated, year: int) -> tuple[str, str] | None:
    if not found.month:
        return str(year), ""
    month = f"{year}-{found.month:02}"
    if not found.day:
        return month, f"{year}-{found.until_month:02}" if found.until_month else ""
    month_to = found.until_month or found.month
    days = [(found.month, found.day)] + [(month_to, found.until_day)] * bool(found.until_day)
    real = [real_day(year, number, day) for number, day in days]
    if not all(real):
        return None
    moments = [day.isoformat() for day in real if day]
    return moments[0], moments[1] if len(moments) > 1 else ""


def _nearest_year(found: Stated, published: date | None, *, is_deadline: bool) -> int:
    if published is None:
        return 0
    month = found.until_month or found.month or 3 * found.quarter or 6 * found.half
    years = (published.year + 1, published.year, published.year - 1)
    ahead = _AHEAD_OF_DEADLINE if is_deadline else _AHEAD
    for year in years:
        day = real_day(year, month, found.day or 1)
        if day and day - published <= ahead:
            return year
    return published.year
