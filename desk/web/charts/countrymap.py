"""The map of Kazakhstan: regions, and towns as dots that grow with what is told of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from desk.web.charts.labels import Spot, placed
from desk.web.charts.outlines import frame, outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.web.charts.labels import Label
    from desk.web.charts.outlines import Outline

_SMALLEST: Final = 7.0
# a grave event is named before the most reported town
_GRADES: Final = {"high": 2e6, "medium": 1e6}
# so many articles at least make a dot of full size
_MUCH: Final = 12
_LARGEST: Final = 24.0
# size of the type, in units, and how many names: where the map is broad, and where it is narrow
_WIDE: Final = (19.0, 14)
_NARROW: Final = (34.0, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town for the map. ``grade`` is the class of its colour: high, medium, low or none.

    ``count``: what the size of its dot tells. ``told``: its text for a reader who points at it.
    """

    id: str
    name: str
    lat: float
    lon: float
    count: int = 0
    grade: str = "none"
    href: str = ""
    told: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A town as drawn, in units from the top left."""

    town: Town
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class CountryMap:
    """The map whole. ``wide`` and ``narrow`` are its names, for a broad and a small drawing."""

    width: float
    height: float
    outlines: tuple[Outline, ...]
    dots: tuple[Dot, ...]
    wide: tuple[Label, ...]
    narrow: tuple[Label, ...]
    region_id: str = ""


def country_map(towns: Iterable[Town], region_id: str = "") -> CountryMap:
    """The map with these towns; the small dots are drawn upon the large ones.

    ``region_id``: the region that is set off from the others, "" for none.
    """
    given = list(towns)
    most = max((one.count for one in given), default=0)
    dots = sorted((_dot(one, most) for one in given), key=lambda dot: (-dot.radius, dot.town.name))
    return CountryMap(
        width=frame().width,
        height=frame().height,
        outlines=outlines(),
        region_id=region_id,
        dots=tuple(dots),
        wide=_labels(dots, *_WIDE),
        narrow=_labels(dots, *_NARROW),
    )


def _dot(town: Town, most: int) -> Dot:
    """The area of a dot grows with its count."""
    share = sqrt(town.count / max(most, _MUCH))
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * share
    return Dot(town, *frame().place(town.lon, town.lat), round(radius, 1))


def _labels(dots: Sequence[Dot], size: float, most: int) -> tuple[Label, ...]:
    spots = [Spot(one.town.name, one.x, one.y, one.radius, _weight(one.town)) for one in dots]
    return placed(spots, size=size, width=frame().width, height=frame().height, most=most)


def _weight(town: Town) -> float:
    """What names a dot: that the page is about it, then how grave it is, then its count."""
    return float("inf") if town.is_marked else _GRADES.get(town.grade, 0.0) + town.count
