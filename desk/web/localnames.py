"""Names of countries and languages in the language of the page, and dates of its tables. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_datetime

from desk.moments import ALMATY

if TYPE_CHECKING:
    from datetime import date, datetime


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


def country(code: str, language: str) -> str:
    """The name of a country; the code itself for one that is not known."""
    return str(_locale(language).territories.get(code, code))


def tongue(code: str, language: str) -> str:
    """The name of a language; the code itself for one that is not known."""
    return str(_locale(language).languages.get(code, code))


def short_day(day: date, language: str) -> str:
    """A day as the head of a narrow column: 23 Nov, 23 нояб., 23 қар."""
    return str(format_date(day, "d MMM", locale=_locale(language)))


def moment(at: datetime, now: datetime, language: str) -> str:
    """A day and time of Almaty, with its year where it is not the present one."""
    is_this_year = at.astimezone(ALMATY).year == now.astimezone(ALMATY).year
    form = "d MMM, HH:mm" if is_this_year else "d MMM y, HH:mm"
    return str(format_datetime(at, form, tzinfo=ALMATY, locale=_locale(language)))
