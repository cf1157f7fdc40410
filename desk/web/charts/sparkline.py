"""A line of counts without axes, for a cell of a table. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sparkline:
    """``points`` of an SVG polyline, ``last`` its end, in a box of ``width`` × ``height``."""

    width: float
    height: float
    points: str
    last: tuple[float, float]


def sparkline(values: Sequence[int], width: float = 96.0, height: float = 22.0) -> Sparkline | None:
    """The counts from the oldest to the newest; None where there is nothing to see."""
    if len(values) < 2 or not any(values):  # noqa: PLR2004 - a line has two ends
        return None
    edge, most = 2.0, max(values)
    step = (width - 2 * edge) / (len(values) - 1)
    places = [
        (
            round(edge + place * step, 1),
            round(height - edge - (height - 2 * edge) * value / most, 1),
        )
        for place, value in enumerate(values)
    ]
    return Sparkline(width, height, " ".join(f"{x:g},{y:g}" for x, y in places), places[-1])
