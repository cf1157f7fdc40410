"""Of which day or week a digest tells, by the clock of Almaty. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, get_args

from desk.config.model import Weekday
from desk.digest.contents import Period
from desk.moments import ALMATY

if TYPE_CHECKING:
    from datetime import date, time

    from desk.config.model import Digest

_DAYS: Final[tuple[str, ...]] = get_args(Weekday)
_SPANS: Final = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


def period_of(digest: Digest, now: datetime) -> Period:
    """The last whole day or week of a digest that is over, by the clock of Almaty.

    However late it is asked for, and however far the clock was put back or forth, there is one:
    what was missed before it is not made up for.
    """
    today = now.astimezone(ALMATY).date()
    back = (today.weekday() - _DAYS.index(digest.on)) % 7 if digest.every == "week" else 0
    day = today - timedelta(days=back)
    if _moment(day, digest.at) > now:
        day -= _SPANS[digest.every]
    begin = _moment(day - _SPANS[digest.every], digest.at)
    return Period(begin=begin, end=_moment(day, digest.at), every=digest.every)


def up_to(until: datetime, every: str) -> Period:
    """The day or week that ends at a moment."""
    there = until.astimezone(ALMATY)
    begin = datetime.combine((there - _SPANS[every]).date(), there.time(), ALMATY)
    end = until.astimezone(UTC)
    return Period(begin=begin.astimezone(UTC), end=end, every=every)


def key_of(name: str, period: Period, sink: str) -> str:
    """What makes a digest one message: a new hour or rhythm begins a row of its own."""
    end = period.end.astimezone(ALMATY)
    return f"digest:{name}:{period.every}-{end:%Y-%m-%dT%H:%M}:{sink}"


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ALMATY).astimezone(UTC)
