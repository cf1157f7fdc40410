"""Figures of days as bars of a chart: places and heights for an SVG picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HEIGHT: Final = 120
STEP: Final = 20
_BAR: Final = 14
# a bar that stands for something is seen
_LEAST: Final = 2.0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a day brought, and whether it was watched without a gap."""

    day: date
    listed: int
    stored: int
    is_watched: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A day: the whole of its bar and the part that was kept, both with their top and height."""

    day: date
    listed: int
    stored: int
    x: int
    y: float
    height: float
    kept_y: float
    kept_height: float
    is_watched: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of days: ``width`` by ``height`` units, the highest figure is ``top``."""

    bars: tuple[Bar, ...]
    top: int
    width: int
    height: int = HEIGHT
    bar: int = _BAR


def chart(days: Sequence[DayFigures]) -> Chart:
    """The chart of days, from old to new."""
    top = max((max(one.listed, one.stored) for one in days), default=0)
    bars = tuple(_bar(place, one, top) for place, one in enumerate(days))
    return Chart(bars, top, max(1, len(days)) * STEP)


def _bar(place: int, given: DayFigures, top: int) -> Bar:
    whole, kept = _height(max(given.listed, given.stored), top), _height(given.stored, top)
    return Bar(
        day=given.day,
        listed=given.listed,
        stored=given.stored,
        x=place * STEP + (STEP - _BAR) // 2,
        y=HEIGHT - whole,
        height=whole,
        kept_y=HEIGHT - kept,
        kept_height=kept,
        is_watched=given.is_watched,
    )


def _height(count: int, top: int) -> float:
    return round(max(_LEAST, HEIGHT * count / top), 1) if count else 0.0
