"""A trigger that counts from now: never behind, whatever the clock did."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from apscheduler.triggers.base import BaseTrigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Every(BaseTrigger):  # type: ignore[misc]
    """Every so many seconds, and up to a tenth later, so that jobs do not march in step.

    The interval trigger of APScheduler lists every time that was missed, also where they are
    coalesced: a clock set ahead by ten years means millions of them, and minutes of standstill.
    """

    JITTER = 0.1

    def __init__(self, seconds: float, chance: Callable[[], float] = random.random) -> None:
        self.seconds = seconds
        self._chance = chance

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime | None:
        """The next time, seen from ``now``; None past the last date there is."""
        try:
            return now + timedelta(seconds=self.seconds * (1 + self.JITTER * self._chance()))
        except OverflowError:
            return None
