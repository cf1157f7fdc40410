"""Of which time the front page tells: up to now, or up to the newest day with news. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from desk.moments import ALMATY
from desk.watchdays import begin_of

DAYS: Final = (1, 7, 30)
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From ``begin`` to ``end`` (aware, not included), ``days`` long.

    ``is_now``: it ends now. Else nothing was published in the last days, and it ends with the
    last day of Almaty on which something was.
    """

    begin: datetime
    end: datetime
    days: int
    is_now: bool

    @property
    def first(self) -> date:
        """The day of Almaty on which it begins."""
        return self.begin.astimezone(ALMATY).date()

    @property
    def last(self) -> date:
        """The day of Almaty that it ends on; one that ends at midnight ends with the day."""
        return (self.end - timedelta(microseconds=1)).astimezone(ALMATY).date()


def chosen(words: str) -> int:
    """How many days a reader asked for: 1, 7 or 30; 1 where it is none of these."""
    return int(words) if words in {str(one) for one in DAYS} else DAYS[0]


def span_of(newest: datetime | None, now: datetime, days: int) -> TimeSpan:
    """The last ``days`` days where they hold the newest article, else the days up to its own."""
    length = days * _A_DAY
    if newest is None or newest >= now - length:
        # what was stored this very moment is of this time as well
        end = now + timedelta(seconds=1)
        return TimeSpan(end - length, end, days, is_now=True)
    end = begin_of(newest.astimezone(ALMATY).date() + _A_DAY)
    return TimeSpan(end - length, end, days, is_now=False)


def up_to(span: TimeSpan, days: int) -> TimeSpan:
    """Whole days of Almaty that end with the last one of a span."""
    end = begin_of(span.last + _A_DAY)
    return TimeSpan(end - days * _A_DAY, end, days, span.is_now)
