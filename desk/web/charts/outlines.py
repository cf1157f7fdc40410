"""The outlines of Kazakhstan's regions, as shipped in ``desk/web/data/regions.json``. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.web.charts.projection import framed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.web.charts.projection import Frame

DATA: Final = Path(__file__).parent.parent / "data" / "regions.json"
WIDTH: Final = 1000.0
_EDGE: Final = 12.0

# of a region its rings, each a list of (lon, lat); a ring within another one is a hole
Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A region of table entity as the ``d`` of an SVG path."""

    region_id: str
    path: str


@cache
def rings() -> Mapping[str, Rings]:
    """The rings of each region in degrees, by the id of its entity."""
    found = json.loads(DATA.read_text("utf-8"))
    return {
        name: tuple(tuple((lon, lat) for lon, lat in ring) for ring in held)
        for name, held in found.items()
    }


@cache
def frame() -> Frame:
    """The frame that shows the whole country."""
    points = [point for held in rings().values() for ring in held for point in ring]
    return framed(points, WIDTH, _EDGE)


@cache
def outlines() -> tuple[Outline, ...]:
    """Every region, drawn in ``frame()``."""
    return tuple(
        Outline(name, "".join(_path(ring) for ring in held)) for name, held in rings().items()
    )


def _path(ring: tuple[tuple[float, float], ...]) -> str:
    places = [frame().place(lon, lat) for lon, lat in ring]
    return f"M{' '.join(f'{x:g},{y:g}' for x, y in places)}Z"
