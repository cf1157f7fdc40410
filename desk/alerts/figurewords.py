"""Figures, days and hours as the three languages write them. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from desk.moments import ALMATY, from_archive

if TYPE_CHECKING:
    from desk.alerts.gist import Amount
    from desk.wording.phrases import Phrases

_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_YEAR: Final = re.compile(r"\d{4}")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")
_ROMAN: Final = ("I", "II", "III", "IV")
# a Russian month by itself is in the nominative; a Kazakh one by itself would be a title's
_MONTHS: Final = {"kk": "y 'ж'. MMMM", "ru": "LLLL y 'г'.", "en": "LLLL y"}
# midnight in any zone of the sources falls on the same day in Almaty as its noon
_NOON: Final = timedelta(hours=12)


def number(value: float, say: Phrases) -> str:
    """A number with its digits grouped; large ones in millions and more, to three digits."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return say(f"scale_{word}", value=say.number(float(f"{value / scale:.3g}")))
    return say.number(int(value) if float(value).is_integer() else value)


def amount(one: Amount, say: Phrases) -> str:
    """A figure with its unit."""
    value = number(one.value, say)
    if one.kind == "residents":
        return value
    key = f"unit_{one.unit}"
    return say(key, value=value) if key in say else say("unit_other", value=value, unit=one.unit)


def moment(stored: str, say: Phrases, precision: str = "") -> str:
    """A stored time or a time of an event, no finer than it is known.

    ``precision`` is that of a stored time: second, minute, day, month; without it ``stored`` is
    2027, 2027-Q3, 2027-05 or 2027-05-14. What is neither comes back as it is.
    """
    # a narrow blank is a box in some mail programs
    return _moment(stored, say, precision).replace("\u202f", "\xa0")


def _moment(stored: str, say: Phrases, precision: str) -> str:
    at = from_archive(stored) if precision else None
    if at is None:
        return _of_event(stored, say)
    if precision == "day":
        return say.day((at + _NOON).astimezone(ALMATY).date())
    if precision == "month":
        return _month((at + _NOON).astimezone(ALMATY).date(), say)
    local = at.astimezone(ALMATY)
    return f"{say.day(local.date())}, {local:%H:%M}"


def _of_event(told: str, say: Phrases) -> str:
    if _YEAR.fullmatch(told):
        return say("year", year=told)
    try:
        if _DAY.fullmatch(told):
            return say.day(date.fromisoformat(told))
        if found := _MONTH.fullmatch(told):
            return _month(date(int(found[1]), int(found[2]), 1), say)
        if found := _QUARTER.fullmatch(told):
            return say("quarter", year=found[1], number=found[2], roman=_ROMAN[int(found[2]) - 1])
    except ValueError:
        return told
    return told


def _month(day: date, say: Phrases) -> str:
    pattern = _MONTHS[say.language]
    return str(format_date(day, pattern, locale="en_GB" if say.language == "en" else say.language))
