"""The words of dates in the languages of the region, as look-ups and pieces of patterns."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from pipelines.text import clean, fold_search

if TYPE_CHECKING:
    from datetime import tzinfo

_DATA: Final = Path(__file__).parent.parent / "data" / "calendar.toml"
_FULL_NAME: Final = 5  # letters; endings hang on full names only, or «қар» would own «карта»
_HEAD: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
# Old pages in Arabic script write other letters for those of the right side, and the hamza
# is put or left out at will; its comma is a comma.
_ARABIC: Final = str.maketrans("ثئةذأؤيک،", "ڭىەۇۆۋىك,", "ء")


def fold_date(raw: str) -> str:
    """The spelling in which dates are compared: one line, search spelling, one blank each."""
    return " ".join(fold_search(clean(raw)).translate(_ARABIC).split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return data


def _numbers(table: str, *, first: int) -> dict[str, int]:
    return {
        fold_date(name): number
        for language in _data()[table].values()
        for number, names in enumerate(language, start=first)
        for name in names
    }


@cache
def _months() -> dict[str, int]:
    return _numbers("months", first=1)


@cache
def _weekdays() -> dict[str, int]:
    return _numbers("weekdays", first=0)


def _either(names: list[str]) -> str:
    folded = {fold_date(name) for name in names}
    return "|".join(re.escape(name) for name in sorted(folded, key=lambda n: (-len(n), n)))


@cache
def month_pattern() -> str:
    """A pattern (for folded text) of a month's name, whole word, with a Kazakh ending or not."""
    short = [name for name in _months() if len(name) < _FULL_NAME]
    full = [name for name in _months() if len(name) >= _FULL_NAME]
    endings = _either(_data()["words"]["month_endings"])
    return rf"(?<![^\W\d_])(?:(?:{_either(full)})(?:{endings})?|{_either(short)})(?![^\W\d_])"


@cache
def _month_heads() -> frozenset[str]:
    return frozenset(name[:_HEAD] for name in _months())


def names_month(text: str) -> bool:
    """Whether a folded text may hold the name of a month: a cheap test before `month_pattern`."""
    return any(word[:_HEAD] in _month_heads() for word in _WORD.findall(text))


@cache
def _counting() -> frozenset[str]:
    kinds = ("today", "yesterday", "day_before", "now", "ago")
    return frozenset(part for kind in kinds for word in words_of(kind) for part in word.split())


def counts_from_now(text: str) -> bool:
    """Whether a folded text may count from now: a cheap test as well."""
    return not _counting().isdisjoint(_WORD.findall(text))


def month_number(name: str) -> int:
    """1 to 12 for a folded name that `month_pattern` matched; KeyError for any other."""
    months = _months()
    if name in months:
        return months[name]
    stem = max((m for m in months if len(m) >= _FULL_NAME and name.startswith(m)), key=len)
    return months[stem]


@cache
def weekday_pattern() -> str:
    """A pattern of the name of a day of the week, full or short, whole word."""
    return rf"(?<![^\W_])(?:{_either(list(_weekdays()))})(?![^\W_])"


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a folded name; KeyError for any other word."""
    return _weekdays()[name]


@cache
def one_of(kind: str) -> str:
    """A pattern of the words of one kind (``[words]`` of the data file), whole words."""
    return rf"(?<![^\W_])(?:{_either(_data()['words'][kind])})(?![^\W_])"


@cache
def words_of(kind: str) -> frozenset[str]:
    """The folded words of one kind."""
    return frozenset(fold_date(word) for word in _data()["words"][kind])


@cache
def names_of(kind: str) -> frozenset[str]:
    """How sites name the elements of one kind (``[places]`` of the data file)."""
    return frozenset(names_in_order(kind))


@cache
def names_in_order(kind: str) -> tuple[str, ...]:
    """The same, the most trusted name first."""
    return tuple(_data()["places"][kind])


@cache
def endings_of(kind: str) -> str:
    """A pattern of what may hang on a number: 1st, 12-го, 12-ші ("ordinals"), 10:15-те."""
    return rf"(?:{_either(_data()['words'][kind])})"


@cache
def unit_pattern() -> str:
    """A pattern of any word for a unit of time, whole word."""
    names = [name for kind in _data()["units"].values() for name in kind]
    return rf"(?:{_either(names)})(?![^\W_])"


@cache
def _units() -> dict[str, str]:
    return {fold_date(n): unit for unit, names in _data()["units"].items() for n in names}


def unit_of(name: str) -> str:
    """The unit (seconds, minutes, hours, days, weeks, months) that a folded word means."""
    return _units()[name]


def _zone(value: int | str) -> tzinfo:
    return ZoneInfo(value) if isinstance(value, str) else timezone(timedelta(hours=value))


@cache
def zones() -> dict[str, tzinfo]:
    """The zones that folded short names mean, as news sites print them behind a time."""
    return {fold_date(name): _zone(value) for name, value in _data()["zones"].items()}


@cache
def city_clocks() -> dict[str, tzinfo]:
    """The zones that folded phrases name («по московскому времени»), anywhere beside a time."""
    clocks = _data()["city_clocks"]
    return {fold_date(name): _zone(zone) for zone, names in clocks.items() for name in names}
