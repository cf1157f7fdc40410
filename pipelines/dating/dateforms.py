"""Recognising what a date string states, before any zone or present moment is applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from pipelines.dating.datewords import (
    endings_of_ordinals,
    month_number,
    month_pattern,
    one_of,
    unit_of,
    unit_pattern,
    zone_hours,
)

_NOON: Final = 12
_MIDNIGHT: Final = 24
_MAX_OFFSET: Final = timedelta(hours=14)
_TIME: Final = r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![\d:])"
_OFFSET: Final = r"(?P<sign>[+-])(?P<oh>\d{2})(?::?(?P<om>\d{2}))?(?!\d)"
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|\(с\)|copyright)\D{0,20}\d{4}(?:\s*-\s*\d{4})?")
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|пн|вт|ср|чт|пт|сб|вс)\b"
    r"|\b(?:(?:дуй|сей|сар|бей)сенби|жума|сенби|жексенби)\b"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``second`` and ``offset`` (from UTC) are None where they are not stated."""

    hour: int
    minute: int
    second: int | None = None
    offset: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """The parts of a date as stated; nothing is checked against a calendar yet."""

    month: int
    year: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before the present moment ("days" 0 is today)."""

    count: int
    unit: str


@cache
def _calendar() -> tuple[re.Pattern[str], ...]:
    month, year = month_pattern(), one_of("year")
    day = r"(?<![\d:.])(?P<day>\d{1,2})"
    ordinal = rf"(?:\s?-?{endings_of_ordinals()}(?![^\W_]))?"
    clock = r"(?:[\s,]+\d{1,2}:\d\d(?::\d\d)?(?:\s+[+-]\d{4}|\s+[a-z]{3,4}(?=\s))?)?"
    four = r"(?P<year>(?<!\d)\d{4})(?!\d)"
    gap = r"[\s.,/-]{0,3}"
    forms = (
        rf"{four}[\s-]?(?:{year})?{gap}(?:{day}{ordinal}{gap})?(?P<month>{month})",
        rf"{day}{ordinal}{gap}(?:of )?(?P<month>{month}){clock}{gap}{four}",
        rf"(?P<month>{month}){gap}{day}{ordinal}{clock}{gap}{four}",
        r"(?<![\w.])(?P<year>\d{4})([-./])(?P<m>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<![\w.])(?P<day>\d{1,2})([-./])(?P<m>\d{1,2})\2(?P<year>\d{4})(?![\d])",
        r"(?<![\w.])(?P<day>\d{1,2})([./])(?P<m>\d{1,2})\2(?P<short>\d{2})(?![\w.])",
        rf"(?P<month>{month})\.?,? {four}",
        r"^(?P<year>\d{4})-(?P<m>\d{2})$",
        rf"{day}{ordinal}{gap}(?P<month>{month})",
        rf"(?P<month>{month})\.? {day}(?!\d){ordinal}",
    )
    return tuple(re.compile(form) for form in forms)


def find_calendar(text: str) -> Stated | None:
    """The first date in a folded string; a date without a year only where nothing else stands.

    A year behind a copyright sign is no date. Day before month in figures, always.
    """
    text, copyrights = _COPYRIGHT.subn(" ", text)
    first = _first_form(text)
    if not first:
        return None
    stated = _stated(first.groupdict())
    if stated.year is None and (copyrights or _stands_in_prose(first)):
        return None
    return stated


def states_only_a_date(text: str) -> bool:
    """Whether a folded string is a date, with or without a time of day, and nothing else."""
    first = _first_form(text)
    return first is not None and not _stands_in_prose(first)


def _first_form(text: str) -> re.Match[str] | None:
    found = [match for form in _calendar() if (match := form.search(text))]
    return min(found, key=lambda match: (match.start(), -match.end()), default=None)


def _stated(parts: dict[str, str | None]) -> Stated:
    year, short = parts.get("year"), parts.get("short")
    name, day = parts.get("month"), parts.get("day")
    return Stated(
        month=month_number(name) if name else int(parts["m"] or 0),
        year=int(year) if year else 2000 + int(short) if short else None,
        day=int(day) if day else None,
    )


def _stands_in_prose(date: re.Match[str]) -> bool:
    text = date.string[: date.start()] + " " + date.string[date.end() :]
    for pattern in (_clock(), _WEEKDAY, _utc(), re.compile(one_of("labels"))):
        text = pattern.sub(" ", text)
    return re.search(r"[^\W_]", text) is not None


@cache
def _clock() -> re.Pattern[str]:
    names = "|".join(map(re.escape, zone_hours()))
    half = r"(?P<half>[ap])\.?\s?m\b\.?"
    zone = rf"(?:\s?{_OFFSET}|\s?\(?(?P<name>{names})\b(?!\s?[+-]\s?\d)\)?)?"
    hour = one_of("hour")
    return re.compile(
        rf"(?:{hour}\s?:?\s?)?{_TIME}(?:\s?{half})?{zone}"
        rf"|{hour} (?P<h>\d{{1,2}})\.(?P<m>\d\d)(?![\d.])"
        rf"|(?:{hour} )?(?<![\d:.])(?P<h12>\d{{1,2}})\s?{half.replace('half', 'half12')}"
    )


@cache
def _utc() -> re.Pattern[str]:
    return re.compile(r"\b(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?::?(\d\d))?(?!\d)")


def find_clock(text: str) -> Clock | None:
    """The first possible time of day in a folded string, with its offset from UTC if stated."""
    found = _clock().search(text)
    if not found:
        return None
    hour = int(found[1] or found["h"] or found["h12"])
    minute = int(found[2] or found["m"] or 0)
    second = int(found[3]) if found[3] else None
    hour = _on_24(hour, found["half"] or found["half12"])
    if hour >= _MIDNIGHT or minute > 59 or (second or 0) > 59:  # noqa: PLR2004 - a clock's
        return None
    return Clock(hour, minute, second, _offset(found, _utc().search(text)))


def _on_24(hour: int, half: str | None) -> int:
    # sites print "14:30 PM" too: only a true 12-hour time is shifted
    if half == "p" and hour < _NOON:
        return hour + _NOON
    return 0 if half == "a" and hour == _NOON else hour


def _offset(clock: re.Match[str], utc: re.Match[str] | None) -> timedelta | None:
    sign, hours, minutes = utc.groups() if utc else clock.group("sign", "oh", "om")
    if sign:
        size = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return (-size if sign == "-" else size) if size <= _MAX_OFFSET else None
    name = clock["name"]
    return timedelta(hours=zone_hours()[name]) if name else None


@cache
def _relative() -> tuple[tuple[re.Pattern[str], Ago], ...]:
    named = {"today": Ago(0, "days"), "yesterday": Ago(1, "days"), "day_before": Ago(2, "days"), "now": Ago(0, "seconds")}  # fmt: skip  # noqa: E501 - a table
    return tuple((_alone(one_of(kind)), ago) for kind, ago in named.items())


@cache
def _counted() -> re.Pattern[str]:
    count = rf"(?:(?P<count>\d{{1,4}})|{one_of('one')})"
    return _alone(rf"(?:{count}\s?)?(?P<unit>{unit_pattern()}) {one_of('ago')}")


def _alone(words: str) -> re.Pattern[str]:
    """The words with at most a label in front and a time of day around them."""
    label = rf"(?:(?:[^\W\d]+ )?[^\W\d]+\s?[:•|·]\s?|{one_of('labels')}\s?)?"
    time = rf"(?:{_clock().pattern.replace('?P<', '?P<%s')})"
    before, after = time.replace("%s", "b_"), time.replace("%s", "a_")
    gap = r"[\s,.|•·-]{0,3}"
    return re.compile(rf"{label}{gap}(?:{before}{gap})?{words}{gap}(?:{after})?[\s.,|•·-]*")


def find_relative(text: str) -> Ago | None:
    """Read "2 hours ago", «вчера в 18:40», «кеше» and the like, if nothing else stands there."""
    for pattern, ago in _relative():
        if pattern.fullmatch(text):
            return ago
    found = _counted().fullmatch(text)
    return Ago(int(found["count"] or 1), unit_of(found["unit"])) if found else None
