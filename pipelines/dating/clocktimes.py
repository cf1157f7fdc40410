"""The time of day in a folded date string, with the zone that the string itself states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.dating.datewords import city_clocks, one_of, zones

if TYPE_CHECKING:
    from datetime import tzinfo

_NOON: Final = 12
_MIDNIGHT: Final = 24
_MAX_OFFSET: Final = timedelta(hours=14)
_TIME: Final = r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![\d:])"
_OFFSET: Final = r"(?P<sign>[+-])(?P<oh>\d{2})(?::?(?P<om>\d{2}))?(?!\d)"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``second`` and ``zone`` are None where they are not stated."""

    hour: int
    minute: int
    second: int | None = None
    zone: tzinfo | None = None


@cache
def clock_pattern() -> re.Pattern[str]:
    """A time of day in a folded string: 14:30, 2.30 p.m., «в 14.30», "2026, 14-30"."""
    names = "|".join(map(re.escape, zones()))
    half = r"(?P<half>[ap])\.?\s?m\b\.?"
    zone = rf"(?:\s?{_OFFSET}|\s?\(?(?P<name>{names})\b(?!\s?[+-]\s?\d)\)?)?"
    hour = one_of("hour")
    behind_year = r"(?:(?<=\d{4}\s)|(?<=\d{4},\s))"
    dotted = r"(?P<h>\d{1,2})[.-](?P<m>\d\d)(?![\d.-])"
    return re.compile(
        rf"(?:{hour}\s?[.:]?\s?)?{_TIME}(?:\s?{half})?{zone}"
        rf"|(?:{hour}\.?\s|{behind_year}){dotted}(?:\s?{half.replace('half', 'half_dotted')})?"
        rf"|(?:{hour}\s)?(?<![\d:.])(?P<h12>\d{{1,2}})\s?{half.replace('half', 'half12')}"
    )


@cache
def utc_pattern() -> re.Pattern[str]:
    """A difference from UTC that stands apart: «GMT +5», "UTC+05:00", «(UTC+6)»."""
    return re.compile(r"\b(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?::?(\d\d))?(?!\d)")


@cache
def city_pattern() -> re.Pattern[str]:
    """A phrase that names the clock of a city."""
    names = sorted(city_clocks(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, names))})(?![^\W_])")


def find_clock(text: str) -> Clock | None:
    """The first time of day in a folded string, None where it is impossible or there is none."""
    found = clock_pattern().search(text)
    if not found:
        return None
    hour = int(found[1] or found["h"] or found["h12"])
    minute = int(found[2] or found["m"] or 0)
    second = int(found[3]) if found[3] else None
    hour = _on_24(hour, found["half"] or found["half_dotted"] or found["half12"])
    if hour >= _MIDNIGHT or minute > 59 or (second or 0) > 59:  # noqa: PLR2004 - a clock's
        return None
    return Clock(hour, minute, second, _zone(found, text))


def _on_24(hour: int, half: str | None) -> int:
    # sites print "14:30 PM" too: only a true 12-hour time is shifted
    if half == "p" and hour < _NOON:
        return hour + _NOON
    return 0 if half == "a" and hour == _NOON else hour


def _zone(clock: re.Match[str], text: str) -> tzinfo | None:
    utc = utc_pattern().search(text)
    sign, hours, minutes = utc.groups() if utc else clock.group("sign", "oh", "om")
    if sign:
        size = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-size if sign == "-" else size) if size <= _MAX_OFFSET else None
    if clock["name"]:
        return zones()[clock["name"]]
    city = city_pattern().search(text)
    return city_clocks()[city[0]] if city else None
