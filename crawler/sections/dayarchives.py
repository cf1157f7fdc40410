"""Archives by day: the address of the day before the one that an address names. Pure.

Only one step back from the page's own day is ever made, so that no calendar is walked for its
own sake: how far a crawl goes back is the crawl's to limit.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

_EARLIEST = date(1995, 1, 1)
_YEAR_FIRST = (
    r"(?P<y>(?:19|20)\d\d)(?P<s>[-/._]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
)
_DAY_FIRST = (
    r"(?P<d>0?[1-9]|[12]\d|3[01])(?P<s>[-/._])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>(?:19|20)\d\d)"
)
_IN_PATH = tuple(
    re.compile(rf"(?<=/){form}(?=/?$|/?\?|\.html?$|\.html?\?)")
    for form in (_YEAR_FIRST, _DAY_FIRST)
)
_IN_QUERY = tuple(
    re.compile(rf"(?<=[?&])(?P<name>date|day|d|from|to|archive|dt|data|calendar)=(?:{form})(?=&|$)")
    for form in (_YEAR_FIRST, _DAY_FIRST)
)


def day_before(url: str) -> str | None:
    """The same address for the day before the one it names; None for one that names no day.

    A day is written year first (20261121, 2026-11-21, 2026/11/21) or day first (21.11.2026), at
    the end of the path or as the value of a parameter such as ``date``.
    """
    path_only = not urlsplit(url).query
    for pattern in _IN_PATH if path_only else (*_IN_QUERY, *_IN_PATH):
        found = pattern.search(url)
        day = _day(found) if found else None
        if found and day and day > _EARLIEST:
            start = found.start("y" if found.start("y") < found.start("d") else "d")
            return url[:start] + _written(found, day - timedelta(days=1)) + url[found.end() :]
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _written(found: re.Match[str], day: date) -> str:
    """The day in the order, the separator and the number widths of the one that was found."""
    padded = len(found["d"]) + len(found["m"]) > 2  # noqa: PLR2004 - two single digits are not padded
    width = 2 if padded else 1
    parts = [f"{day.year}", f"{day.month:0{width}}", f"{day.day:0{width}}"]
    year_first = found.start("y") < found.start("d")
    return found["s"].join(parts if year_first else reversed(parts))
