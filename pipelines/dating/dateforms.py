"""Recognising the calendar date in a string, before any zone or present moment is applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipelines.dating.clocktimes import city_pattern, clock_pattern, utc_pattern
from pipelines.dating.datewords import (
    endings_of,
    month_number,
    month_pattern,
    names_month,
    one_of,
    weekday_number,
    weekday_pattern,
)

_MONTHS: Final = 12
_FIGURES: Final = re.compile(r"\d\s?[-./年년]\s?\d")
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|\(с\)|copyright)\D{0,20}\d{4}(?:\s*-\s*\d{4})?")


@dataclass(frozen=True, slots=True)
class Stated:
    """The parts of a date as stated; nothing is checked against a calendar yet.

    ``weekday`` (0 is Monday) is given only where there is no year, which it helps to find.
    """

    month: int
    year: int | None = None
    day: int | None = None
    weekday: int | None = None


@cache
def _named_forms() -> tuple[re.Pattern[str], ...]:
    """Dates with the name of a month."""
    month, year, weekday = month_pattern(), one_of("year"), weekday_pattern()
    day = r"(?<![\d:.])(?P<day>\d{1,2})"
    ordinal = rf"(?:\s?-?{endings_of('ordinals')}(?![^\W_]))?"
    clock = (
        r"(?:[\s,]+\d{1,2}:\d\d(?::\d\d)?"
        r"(?:\s+(?:gmt|utc)?[+-]\d\d:?(?:\d\d)?|\s+[a-z]{3,4}(?=\s))?)?"
    )
    four = rf"(?:(?:{weekday}[\s,.]{{0,3}})?(?:{year}\s)?(?P<year>(?<!\d)\d{{4}}))(?!\d)"
    first_year = rf"(?P<year>(?<!\d)\d{{4}})(?!\d)[\s-]?(?:{year})?"
    gap = r"[\s.,/-]{0,3}"
    forms = (
        rf"{first_year}{gap}(?:{day}{ordinal}{gap})?(?P<month>{month})",
        rf"{day}{ordinal}{gap}(?:of )?(?P<month>{month}){clock}{gap}{four}",
        rf"(?P<month>{month}){gap}{day}{ordinal}{clock}{gap}{four}",
        rf"{day}-(?P<month>{month})-(?P<short>\d\d)(?![\d:])",
        rf"{day}\s(?P<month>{month})\.?,?\s'(?P<short>\d\d)(?![\d:])",
        rf"(?P<month>{month})\.?,? (?P<year>(?<!\d)\d{{4}})(?!\d)",
        rf"{day}{ordinal}{gap}(?P<month>{month})",
        rf"(?P<month>{month})\.? {day}(?!\d){ordinal}",
    )
    return tuple(map(re.compile, forms))


@cache
def _figure_forms() -> tuple[re.Pattern[str], ...]:
    """Dates in figures: day first or year first; month first only where nothing else can be."""
    over_12 = r"(?P<day>1[3-9]|2\d|3[01])"
    forms = (
        r"(?<![\w.])(?P<year>\d{4})([-./])(?P<m>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<![\w.])(?P<day>\d{1,2})([-./])(?P<m>\d{1,2})\2(?P<year>\d{4})(?![\d])",
        r"(?<![\w.])(?P<day>\d{1,2})([./])(?P<m>\d{1,2})\2(?P<short>\d{2})(?![\w.])",
        rf"(?<![\w./])(?P<m>0?[1-9]|1[0-2])/{over_12}/(?:(?P<year>\d{{4}})|(?P<short>\d\d))(?![\w./])",
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        r"^(?P<year>\d{4})-(?P<m>\d{2})$",
        r"(?<![\w.])(?P<day>[0-3]\d)\.(?P<m>[01]\d)(?=,?\s\d\d:\d\d)",
        r"(?<=\d\d:\d\d\s)(?P<day>[0-3]\d)\.(?P<m>[01]\d)(?![\w.])",
    )
    return tuple(map(re.compile, forms))


def find_calendar(text: str) -> Stated | None:
    """The first date in a folded string; a date without a year only where nothing else stands.

    A year behind a copyright sign is no date. Figures are day before month, except where the
    second one is no month and they are parted by strokes ("12/25/2025").
    """
    text, copyrights = _COPYRIGHT.subn(" ", text)
    first = _first_form(text)
    if not first:
        return None
    stated = _stated(first)
    if stated.year is None and (copyrights or _stands_in_prose(first)):
        return None
    return stated


def states_only_a_date(text: str) -> bool:
    """Whether a folded string is a date, with or without a time of day, and nothing else."""
    first = _first_form(text)
    return first is not None and not _stands_in_prose(first)


def find_dates(text: str) -> tuple[tuple[int, int], ...]:
    """Where dates stand in a folded string, one span each, from left to right."""
    spans, end = [], 0
    while first := _first_form(text, end):
        end = first.end()
        spans.append(first.span())
    return tuple(spans)


def _first_form(text: str, start: int = 0) -> re.Match[str] | None:
    # most lines hold neither kind, and a search for all months is costly
    forms = _named_forms() if names_month(text) else ()
    if _FIGURES.search(text, start):
        forms += _figure_forms()
    found = [match for form in forms if (match := form.search(text, start))]
    possible = [match for match in found if _is_possible(match)] or found
    return min(possible, key=lambda match: (match.start(), -match.end()), default=None)


def _is_possible(match: re.Match[str]) -> bool:
    month = match.groupdict().get("m")
    return month is None or 1 <= int(month) <= _MONTHS


def _stated(match: re.Match[str]) -> Stated:
    parts = match.groupdict()
    year, short = parts.get("year"), parts.get("short")
    name, day = parts.get("month"), parts.get("day")
    stated_year = int(year) if year else 2000 + int(short) if short else None
    return Stated(
        month=month_number(name) if name else int(parts["m"] or 0),
        year=stated_year,
        day=int(day) if day else None,
        weekday=_weekday(match) if stated_year is None else None,
    )


def _weekday(date: re.Match[str]) -> int | None:
    around = date.string[: date.start()] + " " + date.string[date.end() :]
    found = re.search(weekday_pattern(), around)
    return weekday_number(found[0]) if found else None


def _stands_in_prose(date: re.Match[str]) -> bool:
    text = date.string[: date.start()] + " " + date.string[date.end() :]
    return re.search(r"[^\W_]", without_companions(text)) is not None


def without_companions(text: str) -> str:
    """A folded string without times, zones, days of the week and labels of dates."""
    for pattern in _companions():
        text = pattern.sub(" ", text)
    return text


@cache
def _companions() -> tuple[re.Pattern[str], ...]:
    words = (weekday_pattern(), *map(one_of, ("labels", "changed", "year", "hour")))
    return (city_pattern(), clock_pattern(), utc_pattern(), *map(re.compile, words))
