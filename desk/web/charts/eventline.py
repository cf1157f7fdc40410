"""Events on a line of time, in lanes so that no mark covers another. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH: Final = 640.0
_EDGE: Final = 14.0
_MARK: Final = 14.0
_LANE: Final = 17.0
_LANES: Final = 6
_FOOT: Final = 30.0
# a year on the axis needs so much room; where there are more, every second one is minor
_CROWDED: Final = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """An event: its day, ``key`` the class of its colour, ``told`` what it was."""

    day: date
    key: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class MomentMark:
    """An event as drawn: the middle of its mark."""

    moment: Moment
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class YearMark:
    """The begin of a year on the axis."""

    year: int
    x: float
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """The line whole, in units; ``base`` is the height of the axis."""

    width: float
    height: float
    base: float
    marks: tuple[MomentMark, ...]
    years: tuple[YearMark, ...]


def event_line(moments: Iterable[Moment], first: date, last: date) -> EventLine:
    """Events between two days; those of other days are drawn at the ends.

    Marks that would touch stand above each other; beyond six lanes they share the uppermost.
    """
    span = max((last - first).days, 1)
    marks = [*_marks(sorted(moments, key=lambda one: (one.day, one.key)), first, span)]
    lanes = max((lane for _, _, lane in marks), default=0) + 1
    base = lanes * _LANE + 6
    return EventLine(
        width=WIDTH,
        height=base + _FOOT,
        base=base,
        marks=tuple(
            MomentMark(one, x, round(base - _LANE * (lane + 0.5) - 2, 1)) for one, x, lane in marks
        ),
        years=tuple(_years(first, last, span)),
    )


def _at(day: date, first: date, span: int) -> float:
    share = min(max((day - first).days / span, 0.0), 1.0)
    return round(_EDGE + (WIDTH - 2 * _EDGE) * share, 1)


def _marks(
    moments: Iterable[Moment], first: date, span: int
) -> Iterator[tuple[Moment, float, int]]:
    ends: list[float] = []
    for one in moments:
        x = _at(one.day, first, span)
        lane = next((lane for lane, end in enumerate(ends) if end <= x), len(ends))
        lane = min(lane, _LANES - 1)
        ends[lane : lane + 1] = [x + _MARK]
        yield one, x, lane


def _years(first: date, last: date, span: int) -> Iterator[YearMark]:
    begins = [year for year in range(first.year, last.year + 1) if date(year, 1, 1) >= first]
    crowded = len(begins) > _CROWDED
    for back, year in enumerate(reversed(begins)):
        yield YearMark(year, _at(date(year, 1, 1), first, span), crowded and back % 2 == 1)
