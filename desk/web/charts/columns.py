"""Stacked columns over time, as numbers for an SVG. Pure.

A chart is drawn in units: ``width`` and ``height`` are its view box, which a browser scales to
the room that it has. The bottom strip of ``FOOT`` units is for the names of the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.web.charts.ticks import ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOOT: Final = 30.0
_HEAD: Final = 24.0
# of the room of a column, what stays empty
_GAP: Final = 0.22
_WIDEST: Final = 48.0


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of the columns; ``key`` is the class of its colour (see charts.css)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day, week or month: ``name`` in full, ``short`` below the axis ("" for none).

    ``values`` are counts, one a series. ``href`` leads from the table to what is counted.
    """

    name: str
    values: tuple[int, ...]
    short: str = ""
    href: str = ""

    @property
    def total(self) -> int:
        """All series together."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of a column, in units from the top left."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the axis or a name below it; ``is_minor``: left out where there is little room."""

    at: float
    label: str
    value: int = 0
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """A chart whole: ``rects`` to draw, ``lines`` across, ``names`` below, the data for a table."""

    width: float
    height: float
    base: float
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    rects: tuple[Rect, ...]
    lines: tuple[Mark, ...]
    names: tuple[Mark, ...]

    @property
    def total(self) -> int:
        """The sum of all columns."""
        return sum(one.total for one in self.columns)

    @property
    def highest(self) -> Column | None:
        """The first of the highest columns; None where nothing is counted."""
        return max(self.columns, key=lambda one: one.total) if self.total else None


def column_chart(
    columns: Sequence[Column],
    series: Sequence[Series],
    *,
    width: float = 640.0,
    height: float = 200.0,
) -> ColumnChart:
    """Columns in their order, the first series at the bottom."""
    values = ticks(max((one.total for one in columns), default=0))
    base, unit = height - FOOT, (height - FOOT - _HEAD) / values[-1]
    room = width / max(len(columns), 1)
    return ColumnChart(
        width=width,
        height=height,
        base=base,
        series=tuple(series),
        columns=tuple(columns),
        rects=tuple(_rects(columns, series, base, unit, room)),
        lines=tuple(Mark(_round(base - value * unit), "", value) for value in values[1:]),
        names=tuple(_names(columns, room)),
    )


def _rects(
    columns: Sequence[Column], series: Sequence[Series], base: float, unit: float, room: float
) -> Iterator[Rect]:
    broad = min(room * (1 - _GAP), _WIDEST)
    for place, column in enumerate(columns):
        x, bottom = place * room + (room - broad) / 2, base
        for one, value in zip(series, column.values, strict=True):
            if value:
                bottom -= value * unit
                yield Rect(one.key, *map(_round, (x, bottom, broad, value * unit)))


def _names(columns: Sequence[Column], room: float) -> Iterator[Mark]:
    """Every second name is minor, counted from the last, which is the newest."""
    named = [(place, one.short) for place, one in enumerate(columns) if one.short]
    for back, (place, short) in enumerate(reversed(named)):
        yield Mark(_round((place + 0.5) * room), short, is_minor=back % 2 == 1)


def _round(value: float) -> float:
    return round(value, 2)
