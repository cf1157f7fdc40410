"""The words of dates in the languages of the region, as look-ups and pieces of patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipelines.text import clean, fold_search

_DATA: Final = Path(__file__).parent.parent / "data" / "calendar.toml"
_FULL_NAME: Final = 5  # letters; endings hang on full names only, or «қар» would own «карта»
# Old pages in Arabic script write other letters for those of the right side, and the hamza
# is put or left out at will.
_ARABIC: Final = str.maketrans("ثئةذأؤيک", "ڭىەۇۆۋىك", "ء")


def fold_date(raw: str) -> str:
    """The spelling in which dates are compared: one line, search spelling, one blank each."""
    return " ".join(fold_search(clean(raw)).translate(_ARABIC).split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def _months() -> dict[str, int]:
    return {
        fold_date(name): number
        for language in _data()["months"].values()
        for number, names in enumerate(language, start=1)
        for name in names
    }


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


def month_number(name: str) -> int:
    """1 to 12 for a folded name that `month_pattern` matched; KeyError for any other."""
    months = _months()
    if name in months:
        return months[name]
    stem = max((m for m in months if len(m) >= _FULL_NAME and name.startswith(m)), key=len)
    return months[stem]


@cache
def one_of(kind: str) -> str:
    """A pattern of the words of one kind (``[words]`` of the data file), whole words."""
    return rf"(?<![^\W_])(?:{_either(_data()['words'][kind])})(?![^\W_])"


@cache
def endings_of_ordinals() -> str:
    """A pattern of what may stand behind the number of a day: 1st, 12-го, 12-ші."""
    return rf"(?:{_either(_data()['words']['ordinals'])})"


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


@cache
def zone_hours() -> dict[str, int]:
    """Hours ahead of UTC for the zone names that news sites print, folded."""
    return {fold_date(name): hours for name, hours in _data()["zones"].items()}
