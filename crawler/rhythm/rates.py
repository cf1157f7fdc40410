"""Entries an hour that a hub is to be expected to bring, hour by hour of its week. Pure.

Counts are read as a Poisson process whose rate is constant within a local hour. Each layer is
a gamma-Poisson estimate that is drawn to the layer above it by a few imagined entries: the
hub's mean to the prior guess, the hour of the day to the usual newsroom's day, the hour of a
workday or a weekend to the hour of any day, the weekday and the last days to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from crawler.rhythm.record import BINS, DAYS, HOURS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from crawler.rhythm.record import Rhythm

WORKDAYS: Final = 5

# imagined entries behind each layer: the more, the slower it follows what came
PRIOR_WEIGHT: Final = 1.5
HOUR_WEIGHT: Final = 2.0
CELL_WEIGHT: Final = 1.5
DAY_WEIGHT: Final = 4.0
RECENT_WEIGHT: Final = 6.0
CLUMP_WEIGHT: Final = 4.0

MOST_CLUMPED: Final = 10.0
RECENT_RANGE: Final = (0.1, 4.0)
NEIGHBOUR: Final = 0.5

_WEEKEND: Final = 0.5
# the usual newsroom: little by night, a steep morning, an evening that thins out
_DAY: Final = (
    *(0.3, 0.2, 0.15, 0.15, 0.15, 0.2, 0.4, 0.8, 1.4, 2.0, 2.1, 2.1),
    *(1.9, 1.8, 1.9, 1.9, 1.8, 1.6, 1.2, 0.9, 0.7, 0.6, 0.5, 0.4),
)
_MEAN: Final = sum(_DAY) * (WORKDAYS + (DAYS - WORKDAYS) * _WEEKEND) / (HOURS * DAYS)
USUAL: Final = tuple(part * share / _MEAN for share in (1.0, _WEEKEND) for part in _DAY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one local hour: when it begins, its hours' length, and its place in the week."""

    begin: datetime
    hours: float
    weekday: int
    hour: int

    @property
    def cell(self) -> int:
        """The index of the hour among the 48 of workdays and weekends."""
        return self.hour + (HOURS if self.weekday >= WORKDAYS else 0)


@dataclass(frozen=True, slots=True)
class Rates:
    """Entries an hour by cell, the factors of the weekdays, and that of the last days."""

    cells: tuple[float, ...]
    days: tuple[float, ...]
    recent: float

    def at(self, stretch: Stretch) -> float:
        """Entries an hour to be expected now in that part of the week."""
        return self.usual(stretch) * self.recent

    def usual(self, stretch: Stretch) -> float:
        """The same without regard to the last days."""
        return self.cells[stretch.cell] * self.days[stretch.weekday]

    @property
    def week(self) -> tuple[float, ...]:
        """Entries an hour of the 168 from Monday 00:00, without regard to the last days."""
        return tuple(
            self.cells[hour + (HOURS if weekday >= WORKDAYS else 0)] * self.days[weekday]
            for weekday in range(DAYS)
            for hour in range(HOURS)
        )


def stretches(begin: datetime, end: datetime, zone: tzinfo) -> Iterator[Stretch]:
    """The time from ``begin`` to ``end`` (aware), cut where an hour of the zone begins."""
    moment, end = begin.astimezone(UTC), end.astimezone(UTC)
    while moment < end:
        local = moment.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        following = min(end, moment + timedelta(hours=1) - past)
        hours = (following - moment) / timedelta(hours=1)
        yield Stretch(moment, hours, local.weekday(), local.hour)
        moment = following


def clumping(rhythm: Rhythm) -> float:
    """How many entries come as one: variance over mean of what an answer brings, 1 to 10.

    For a compound Poisson process this is E[m²]/E[m] of the sizes m of its clumps.
    """
    ratio = (rhythm.squares + CLUMP_WEIGHT) / (rhythm.expected + CLUMP_WEIGHT)
    return min(max(ratio, 1.0), MOST_CLUMPED)


def rates(rhythm: Rhythm) -> Rates:
    """The estimate from all that was learnt; every rate is above 0."""
    clump = clumping(rhythm)
    return Rates(
        cells=_cells(rhythm, clump),
        days=tuple(
            _factor(came, expected, DAY_WEIGHT * clump)
            for came, expected in zip(rhythm.day_came, rhythm.day_expected, strict=True)
        ),
        recent=_recent(rhythm, clump),
    )


def _cells(rhythm: Rhythm, clump: float) -> tuple[float, ...]:
    came, watched = rhythm.came, rhythm.watched
    seen = sum(hours * usual for hours, usual in zip(watched, USUAL, strict=True))
    mean = (PRIOR_WEIGHT + sum(came)) / (PRIOR_WEIGHT / rhythm.prior + seen)
    foretold = tuple(mean * usual for usual in USUAL)
    expected = tuple(hours * rate for hours, rate in zip(watched, foretold, strict=True))
    shape = tuple(
        _factor(_around(came, hour), _around(expected, hour), HOUR_WEIGHT * clump)
        for hour in range(HOURS)
    )
    weight = CELL_WEIGHT * clump
    return tuple(
        (came[cell] + weight) / (watched[cell] + weight / (foretold[cell] * shape[cell % HOURS]))
        for cell in range(BINS)
    )


def _around(cells: tuple[float, ...], hour: int) -> float:
    """An hour of all days with half of the hours beside it: what is rare is seen there first."""
    before, after = (hour - 1) % HOURS, (hour + 1) % HOURS
    return sum(
        cells[first + hour] + NEIGHBOUR * (cells[first + before] + cells[first + after])
        for first in (0, HOURS)
    )


def _recent(rhythm: Rhythm, clump: float) -> float:
    factor = _factor(rhythm.recent_came, rhythm.recent_expected, RECENT_WEIGHT * clump)
    return min(max(factor, RECENT_RANGE[0]), RECENT_RANGE[1])


def _factor(came: float, expected: float, weight: float) -> float:
    return (came + weight) / (expected + weight)
