"""The date that an address states in its path."""

from __future__ import annotations

import re
from typing import Final

from pipelines.dating.datestrings import FIRST_YEAR, real_day
from pipelines.dating.datewords import month_number, month_pattern

_LAST_YEAR: Final = 2100
_LONGEST_URL: Final = 2000
_PATH: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*(/[^?#]*)", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.[a-z]{2,5}$")
_IN_PATH: Final = tuple(
    re.compile(form)
    for form in (
        r"/(?P<y>\d{4})/(?P<m>\d{1,2}|[a-z]{3,9})/(?P<d>\d{1,2})(?=[/_-]|$)",
        r"/(?P<y>\d{4})[-/](?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|$)",
        r"(?<![\w.])(?P<y>\d{4})([-_.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d|\.\d)",
        r"[/_-](?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|t\d{4}|$)",
        r"(?<![\w.])(?P<d>\d\d)([-_.])(?P<m>\d\d)\2(?P<y>\d{4})(?!\d|\.\d)",
        r"/(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})(?=/)",
        r"/(?P<y>\d{4})[-/](?P<m>\d\d|[a-z]{3,9})(?=/)",
    )
)
_SLUG_STAMP: Final = re.compile(r"(?<=[^/\d])(1[0-9]\d{8})/?$")


def date_in_url(url: str) -> str | None:
    """The date that an address states, as "2026-11-20", "2026-11" or a Unix stamp, or None.

    Read are parts of the path (/2026/11/20/, /2026-11-20-slug, /20261120/, /2026/nov/20/,
    /slug-20-11-2026) and ten figures at the end of a slug that are a stamp of 2001 to 2033.
    Eight figures in a row count only where they are a day from 1995 to 2099 and stand alone
    between separators: most numbers of articles are longer, shorter or no day.
    """
    found = _PATH.match(url[:_LONGEST_URL])
    path = _ENDING.sub("", found[1].lower()) if found else ""
    for form in _IN_PATH:
        for parts in form.finditer(path):
            raw = _raw_date(parts.groupdict())
            if raw:
                return raw
    stamp = _SLUG_STAMP.search(path)
    return stamp[1] if stamp else None


def _raw_date(parts: dict[str, str]) -> str | None:
    name, day = parts["m"], parts.get("d")
    if name.isdigit():
        month = int(name)
    else:
        month = month_number(name) if re.fullmatch(month_pattern(), name) else 0
    real = real_day(int(parts["y"]), month, int(day or 1))
    if real is None or not FIRST_YEAR <= real.year < _LAST_YEAR:
        return None
    return real.isoformat() if day else f"{real:%Y-%m}"
