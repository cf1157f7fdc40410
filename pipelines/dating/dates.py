"""Dates of articles: from the words on a page to a moment in UTC, or to nothing at all.

A date is never guessed silently: a year alone, an impossible date, one in the future or
before 1995 gives None.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Final

from pipelines.dating.dateforms import Ago, Clock, Stated, find_calendar, find_clock, find_relative
from pipelines.dating.datewords import fold_date, month_number, month_pattern
from pipelines.model import Dated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from pipelines.model import DateOrigin, Precision

_FIRST_YEAR: Final = 1995
_LAST_YEAR: Final = 2100
_LONGEST: Final = 200  # letters; what is longer is prose, not a date
_LONGEST_URL: Final = 2000
_DAY: Final = timedelta(days=1)
_LEAP_CYCLE: Final = 8
_STAMP: Final = re.compile(r"1\d{9}(?:\d{3})?")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(z|[+-]\d{4})?")
_FINENESS: Final[dict[Precision, int]] = {"month": 0, "day": 1, "minute": 2, "second": 3}


def parse_date(raw: str, *, zone: tzinfo, now: datetime) -> tuple[datetime, Precision] | None:
    """Read a date in Kazakh (three scripts), Russian, English or machine form.

    Args:
        raw: The words as found; more than 200 letters are taken for prose.
        zone: The zone of a date that states none.
        now: The aware moment that "2 hours ago" and a date without a year count from.

    Returns:
        The moment in UTC and how exact it is, or None. Day and month precision mean midnight
        at the start in ``zone``. Figures are read day first ("04/02/2024" is 4 February).
        Hours counted back ("2 hours ago") are given to the minute, as sites round them down.
    """
    text = fold_date(raw[: 2 * _LONGEST])
    if not text or len(text) > _LONGEST:
        return None
    found = _parse(text, zone, now)
    if found is None or found[0].year < _FIRST_YEAR or found[0] > now + _DAY:
        return None
    return found


def _parse(text: str, zone: tzinfo, now: datetime) -> tuple[datetime, Precision] | None:
    if _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC), "second"
    compact = _COMPACT.fullmatch(text)
    if compact:
        text = _spaced(compact)
    ago = find_relative(text)
    if ago:
        return _counted_back(ago, find_clock(text), zone, now)
    stated = find_calendar(text)
    day = _day(stated, now.astimezone(zone)) if stated else None
    if stated is None or day is None:
        return None
    if stated.day is None:
        return _moment(day, None, zone)[0], "month"
    return _moment(day, find_clock(text), zone)


def _spaced(compact: re.Match[str]) -> str:
    year, month, day, hour, minute, second, offset = compact.groups()
    clock = f" {hour}:{minute}:{second or '00'}{offset or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def _moment(day: date, clock: Clock | None, zone: tzinfo) -> tuple[datetime, Precision]:
    if clock is None:
        return datetime.combine(day, time(), zone).astimezone(UTC), "day"
    stated = zone if clock.offset is None else timezone(clock.offset)
    at = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0), stated)
    return at.astimezone(UTC), "minute" if clock.second is None else "second"


def _day(stated: Stated, today: datetime) -> date | None:
    """The stated day; without a year the latest one that is not in the future."""
    if stated.year is not None:
        known = _FIRST_YEAR <= stated.year <= today.year + 1
        return _real(stated.year, stated.month, stated.day or 1) if known else None
    latest = (today + _DAY).date()
    for year in range(latest.year, latest.year - _LEAP_CYCLE, -1):
        day = _real(year, stated.month, stated.day or 1)
        if day and day <= latest:
            return day
    return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _counted_back(
    ago: Ago, clock: Clock | None, zone: tzinfo, now: datetime
) -> tuple[datetime, Precision] | None:
    if ago.unit in {"seconds", "minutes", "hours"}:
        at = now - timedelta(**{ago.unit: ago.count})
        return at.astimezone(UTC).replace(second=0, microsecond=0), "minute"
    today = now.astimezone(zone).date()
    if ago.unit == "months":
        months = today.year * 12 + today.month - 1 - ago.count
        first = date(max(months, 12) // 12, months % 12 + 1, 1)
        return _moment(first, None, zone)[0], "month"
    days = ago.count * (7 if ago.unit == "weeks" else 1)
    return _moment(today - timedelta(days=days), clock, zone)


def choose_date(
    found: Sequence[tuple[DateOrigin, str]], *, zone: tzinfo, now: datetime
) -> Dated | None:
    """The best of the raw dates of one page, which come in order of trust.

    The first that can be read wins, but a later one that falls into its day (or month) and
    is more exact takes its place; a time of exactly midnight counts as no time. Dates whose
    year had to be inferred come last.
    """
    read = _read(found, zone, now)
    if not read:
        return None
    best = read[0]
    for other in read[1:]:
        if _refines(other, best, zone):
            best = other
    return best


def _read(found: Sequence[tuple[DateOrigin, str]], zone: tzinfo, now: datetime) -> list[Dated]:
    read = []
    for origin, raw in found:
        moment = parse_date(raw, zone=zone, now=now)
        if moment:
            read.append(Dated(moment[0], moment[1], origin, raw))
    return sorted(read, key=lambda dated: _lacks_year(dated.raw))


def _lacks_year(raw: str) -> bool:
    text = fold_date(raw)
    stated = find_calendar(text)
    return stated is not None and stated.year is None and find_relative(text) is None


def _fineness(dated: Dated, zone: tzinfo) -> int:
    midnight = time() in {dated.at.time(), dated.at.astimezone(zone).time()}
    return (
        _FINENESS["day"] if midnight and dated.precision != "month" else _FINENESS[dated.precision]
    )


def _refines(other: Dated, best: Dated, zone: tzinfo) -> bool:
    coarse = _fineness(best, zone)
    if coarse > _FINENESS["day"] or _fineness(other, zone) <= coarse:
        return False
    size = 3 if best.precision != "month" else 2
    one, two = (dated.at.astimezone(zone).timetuple()[:size] for dated in (best, other))
    return one == two


def disagreements(
    found: Sequence[tuple[DateOrigin, str]], *, zone: tzinfo, now: datetime
) -> tuple[DateOrigin, ...]:
    """The origins whose date lies more than a day from the one that `choose_date` takes."""
    best = choose_date(found, zone=zone, now=now)
    if best is None:
        return ()
    off = (d.origin for d in _read(found, zone, now) if not _agrees(d, best, zone))
    return tuple(dict.fromkeys(off))


def _agrees(dated: Dated, best: Dated, zone: tzinfo) -> bool:
    if "month" in {dated.precision, best.precision}:
        one, two = (d.at.astimezone(zone).timetuple()[:2] for d in (dated, best))
        return one == two
    return abs(dated.at - best.at) <= _DAY


_PATH: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*(/[^?#]*)", re.IGNORECASE)
_IN_PATH: Final = tuple(
    re.compile(form)
    for form in (
        r"/(?P<y>\d{4})/(?P<m>\d{1,2}|[a-z]{3,9})/(?P<d>\d{1,2})(?=[/_-]|$)",
        r"(?<![\w.])(?P<y>\d{4})([-_.])(?P<m>\d\d)\2(?P<d>\d\d)(?![\w.])",
        r"/(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|$)",
        r"/(?P<d>\d\d)([-_.])(?P<m>\d\d)\2(?P<y>\d{4})(?=/|$)",
        r"/(?P<y>\d{4})[-/](?P<m>\d\d)(?=/)",
    )
)
_SLUG_STAMP: Final = re.compile(r"(?<=[^/\d])(1\d{9})/?$")


def date_in_url(url: str) -> str | None:
    """The date that an address states, as "2026-11-20", "2026-11" or a Unix stamp, or None.

    Read are parts of the path (/2026/11/20/, /2026-11-20-slug, /20261120/, /2026/nov/20/)
    and ten figures at the end of a slug that are a stamp of 2001 to 2033.
    """
    found = _PATH.match(url[:_LONGEST_URL])
    path = re.sub(r"\.[a-z]{2,5}$", "", found[1].lower()) if found else ""
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
    real = _real(int(parts["y"]), month, int(day or 1))
    if real is None or not _FIRST_YEAR <= real.year < _LAST_YEAR:
        return None
    return real.isoformat() if day else f"{real:%Y-%m}"
