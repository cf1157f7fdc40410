"""Three clocks of one machine, and what it means when they part. Pure but for ``read``."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

# what a time server corrects bit by bit is no leap
_SLIGHT: Final = 5.0
_UNITS: Final = (("day", 86_400.0), ("hour", 3_600.0), ("minute", 60.0), ("second", 1.0))
# dates that Python has
_FIRST, _LAST = -62_135_596_800.0, 253_402_300_799.0


@dataclass(frozen=True, slots=True)
class Reading:
    """All clocks at one moment, in seconds.

    ``wall``: since 1970, and set to and fro by people; ``running``: never set, and stands still
    while the machine sleeps; ``since_boot``: never set, and goes on while it sleeps.
    """

    wall: float
    running: float
    since_boot: float

    @property
    def moment(self) -> datetime:
        """The wall clock as an aware moment in UTC."""
        return datetime.fromtimestamp(min(max(self.wall, _FIRST), _LAST), UTC)


Clock = Callable[[], Reading]


@dataclass(frozen=True, slots=True)
class Leap:
    """What happened between two readings: seconds ``slept``, and ``jumped`` by the wall clock."""

    slept: float = 0.0
    jumped: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.slept or self.jumped)

    def __str__(self) -> str:
        said = [f"the machine slept for {span(self.slept)}"] if self.slept else []
        if self.jumped:
            way = "ahead" if self.jumped > 0 else "back"
            said.append(f"the clock was set {way} by {span(abs(self.jumped))}")
        return "; ".join(said)


def read() -> Reading:
    """The clocks now."""
    running = time.monotonic()
    booted = getattr(time, "CLOCK_BOOTTIME", None)
    since_boot = running if booted is None else time.clock_gettime(booted)
    return Reading(time.time(), running, since_boot)


def leap(before: Reading, after: Reading) -> Leap:
    """Whether the machine slept, or its clock was set, between two readings."""
    passed = after.since_boot - before.since_boot
    slept = passed - (after.running - before.running)
    jumped = after.wall - before.wall - passed
    return Leap(
        slept if slept > _SLIGHT else 0.0,
        jumped if abs(jumped) > _SLIGHT else 0.0,
    )


def span(seconds: float) -> str:
    """A span in its largest unit: "3 days", "1 hour", "0 seconds"."""
    unit, size = next(((u, s) for u, s in _UNITS if seconds >= s), _UNITS[-1])
    count = int(seconds / size)
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
