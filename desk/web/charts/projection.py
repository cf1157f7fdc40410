"""Kazakhstan on a plane: Albers' equal-area conic projection (Snyder 1987, chapter 14). Pure.

Two parallels through the country keep its shape; areas are true everywhere, so that no region
looks larger than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]
_PARALLELS: Final = (radians(44.0), radians(52.0))
_MERIDIAN: Final = 67.0
_N: Final = (sin(_PARALLELS[0]) + sin(_PARALLELS[1])) / 2
_C: Final = cos(_PARALLELS[0]) ** 2 + 2 * _N * sin(_PARALLELS[0])


def plane(lon: float, lat: float) -> Point:
    """Degrees (WGS 84) on the plane, x to the east and y to the south, in radii of the Earth."""
    rho = sqrt(_C - 2 * _N * sin(radians(lat))) / _N
    theta = _N * radians(lon - _MERIDIAN)
    return rho * sin(theta), rho * cos(theta)


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the plane a drawing shows: ``width`` units wide, as high as that needs."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Point:
        """Degrees as units of the drawing from its top left, to a tenth."""
        x, y = plane(lon, lat)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)


def framed(points: Iterable[Point], width: float, edge: float) -> Frame:
    """The frame that holds points (lon, lat), with an edge of so many units around."""
    found = [plane(lon, lat) for lon, lat in points]
    left, right = min(x for x, _ in found), max(x for x, _ in found)
    top, bottom = min(y for _, y in found), max(y for _, y in found)
    scale = (width - 2 * edge) / (right - left)
    return Frame(
        left=left - edge / scale,
        top=top - edge / scale,
        scale=scale,
        width=width,
        height=round((bottom - top) * scale + 2 * edge),
    )
