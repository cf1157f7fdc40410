"""Phrases of a data file in one language, with the plural forms of that language.

A file of this folder holds a table a phrase, with a text for each language; where it depends on
a count, a table of the plural forms that the Unicode CLDR knows for the language::

    [new_stories]
    en = { one = "{count} new story", other = "{count} new stories" }
    ru = { one = "{count} новый сюжет", few = "{count} новых сюжета", many = "…", other = "…" }
    kk = { one = "{count} жаңа оқиға", other = "{count} жаңа оқиға" }
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

LANGUAGES: Final = ("kk", "ru", "en")


@cache
def _table(name: str) -> Mapping[str, Any]:
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Phrases:
    """The phrases of a file (its name without ``.toml``) in one language: kk, ru or en."""

    def __init__(self, name: str, language: str) -> None:
        self.language = language
        self._table = _table(name)
        # days before months, as in this part of the world
        self._locale = Locale.parse("en_GB" if language == "en" else language)

    def __call__(self, key: str, count: int | None = None, **values: object) -> str:
        """The phrase filled in; raises KeyError for one that the file does not hold."""
        found = self._table[key][self.language]
        if isinstance(found, dict):
            found = found[self._locale.plural_form(count or 0)]
        shown = {"count": self.number(count)} if count is not None else {}
        return str(found.format(**shown, **values))

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return str(format_decimal(value, locale=self._locale))

    def day(self, day: date) -> str:
        """A day in words: 23 November 2026, 23 ноября 2026 г., 2026 ж. 23 қараша."""
        return str(format_date(day, "long", locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """A day and time of Almaty, short."""
        return str(format_datetime(moment, "d MMM, HH:mm", tzinfo=ALMATY, locale=self._locale))
