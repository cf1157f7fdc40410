"""One date string → a moment in UTC and how exact it is, or nothing at all.

A date is never guessed silently: a year alone, an impossible date, one in the future or
before 1995 gives None.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dating.clocktimes import Clock, find_clock
from pipelines.dating.dateforms import Stated, find_calendar
from pipelines.dating.datewords import fold_date
from pipelines.dating.relative import Ago, find_relative

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipelines.model import Precision

FIRST_YEAR: Final = 1995
DAY: Final = timedelta(days=1)

_LONGEST: Final = 200  # letters; what is longer is prose, not a date
_LEAP_CYCLE: Final = 8
_WEEKDAY_CYCLE: Final = 12  # within so many years every date falls on every day of the week
_STAMP: Final = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d{1,6})?")
_COMPACT: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(?:(\d\d)(?:[.,]\d+)?)?)?(z|[+-]\d\d(?::?\d\d)?)?"
)
_ZERO_OFFSET: Final = re.compile(
    r"\d\s?(?:z|[+-]00(?::?00)?|gmt|utc|\(?utc\s?[+-]\s?0(?:0?:?00)?\)?)$"
)


def parse_date(raw: str, *, zone: tzinfo, now: datetime) -> tuple[datetime, Precision] | None:
    """Read a date in Kazakh (three scripts), Russian, English or machine form.

    Months are read in the neighbours' languages too. Figures are read day first ("04/02/2024"
    is 4 February); "12/25/2025" cannot be and is month first.

    Args:
        raw: The words as found; more than 200 letters are taken for prose.
        zone: The zone of a date that states none.
        now: The aware moment that "2 hours ago" and a date without a year count from.

    Returns:
        The moment in UTC and how exact it is, or None. Day and month precision mean midnight
        at the start in ``zone``. A time of exactly midnight, as written or in ``zone``, is how
        programs write a day, and is taken for one. Hours counted back ("2 hours ago") are
        given to the minute, as sites round them down.
    """
    text = _folded(raw)
    if not text or len(text) > _LONGEST:
        return None
    found = _parse(text, zone, now)
    if found is None or found[0].year < FIRST_YEAR or found[0] > now + DAY:
        return None
    return found


def lacks_year(raw: str) -> bool:
    """Whether a string states a day of some year without saying which."""
    text = _folded(raw)
    stated = find_calendar(text)
    return stated is not None and stated.year is None and find_relative(text) is None


def local_reading(raw: str, *, zone: tzinfo, now: datetime) -> datetime | None:
    """The moment of a string that ends in "Z" or "+00:00", if its clock is really the zone's.

    None for a string that states another offset, or none, or no time of day.
    """
    text = _folded(raw)
    bare, zeros = _ZERO_OFFSET.subn(lambda found: found[0][0], text)
    found = parse_date(bare, zone=zone, now=now) if zeros else None
    return found[0] if found and found[1] in {"second", "minute"} else None


def _folded(raw: str) -> str:
    return fold_date(raw[: 2 * _LONGEST])


def _parse(text: str, zone: tzinfo, now: datetime) -> tuple[datetime, Precision] | None:
    stamp = _STAMP.fullmatch(text)
    if stamp:
        return datetime.fromtimestamp(int(stamp[1]), UTC), "second"
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
    if clock is None or not (clock.hour or clock.minute or clock.second):
        return datetime.combine(day, time(), zone).astimezone(UTC), "day"
    written = time(clock.hour, clock.minute, clock.second or 0)
    at = datetime.combine(day, written, clock.zone or zone)
    if at.astimezone(zone).time() == time():
        return at.astimezone(UTC), "day"
    return at.astimezone(UTC), "minute" if clock.second is None else "second"


def _day(stated: Stated, today: datetime) -> date | None:
    """The stated day; without a year the latest one that is not in the future.

    A day of the week decides between the years; a wrong one (no such year) does not count.
    """
    if stated.year is not None:
        known = FIRST_YEAR <= stated.year <= today.year + 1
        return real_day(stated.year, stated.month, stated.day or 1) if known else None
    latest = (today + DAY).date()
    years = range(latest.year, latest.year - max(_LEAP_CYCLE, _WEEKDAY_CYCLE), -1)
    days = [day for year in years if (day := real_day(year, stated.month, stated.day or 1))]
    past = [day for day in days if day <= latest]
    on_weekday = (day for day in past if day.weekday() == stated.weekday)
    return next(on_weekday, past[0] if past else None)


def real_day(year: int, month: int, day: int) -> date | None:
    """The day of the calendar, None where there is no such day."""
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
