"""Since when and until when something holds, as a page tells it. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date

from desk.alerts import figurewords
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")


def told(record: Mapping[str, Any], language: str, say: Callable[..., str]) -> str:
    """The words for ``since`` and ``until`` of a record: 2007, 2023-12, 2023-12-08 or "".

    ``say`` holds the phrases times_since, times_until and times_both.
    """
    since, until = (_moment(record[name], language) for name in ("since", "until"))
    if since and until:
        return say("times_both", since=since, until=until)
    if since:
        return say("times_since", since=since)
    return say("times_until", until=until) if until else ""


def _moment(stored: str, language: str) -> str:
    found = _MONTH.fullmatch(stored)
    if found and language == "ru" and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months of a year
        # after «с» and «до» a Russian month is in the genitive
        day = date(int(found[1]), int(found[2]), 1)
        return str(format_date(day, "MMMM y 'г'.", locale="ru"))
    return figurewords.moment(stored, Phrases("alerts", language))


def published(stored: str | None, precision: str | None, seen: str, language: str) -> str:
    """When an article was published, no finer than known; else when it was first seen."""
    say = Phrases("alerts", language)
    if stored is None:
        return figurewords.moment(seen, say, "second")
    return figurewords.moment(stored, say, precision or "second")


def day(stored: str, language: str) -> str:
    """A day of the archive (2026-11-18) in words."""
    return figurewords.moment(stored, Phrases("alerts", language))
