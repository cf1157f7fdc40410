"""Quiet hours: until when a message is held back. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.moments import ALMATY

if TYPE_CHECKING:
    from datetime import date, time

    from desk.config.model import Hours


def quiet_until(quiet: Hours | None, now: datetime) -> datetime | None:
    """When the quiet span ends that ``now`` lies in; None outside of one.

    ``now`` is aware. The span is of clock times in Almaty, over midnight where it begins later
    than it ends; one that begins when it ends is none. Its begin is quiet, its end is not.
    """
    if quiet is None or quiet.begin == quiet.end:
        return None
    today = now.astimezone(ALMATY)
    days = [today.date() + timedelta(days=shift) for shift in (-1, 0)]
    for day in days:
        begin = _at(day, quiet.begin)
        end = _at(day + timedelta(days=quiet.begin > quiet.end), quiet.end)
        if begin <= today < end:
            return end
    return None


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=ALMATY)
