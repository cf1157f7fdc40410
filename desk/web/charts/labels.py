"""Names beside dots that do not lie upon each other: the most important first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# the mean width of a letter, of the size of the type; Cyrillic capitals are broad
_LETTER: Final = 0.66
_LINE: Final = 1.15
_AWAY: Final = 4.0

Anchor = Literal["start", "end", "middle"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot that would have a name: its middle, its radius, and how much it counts."""

    name: str
    x: float
    y: float
    radius: float
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: the point of its text, and which end of the text that is."""

    name: str
    x: float
    y: float
    anchor: Anchor


def placed(
    spots: Iterable[Spot], *, size: float, width: float, height: float, most: int
) -> tuple[Label, ...]:
    """Names of at most so many dots, by weight, in type of ``size`` units; none for weight 0.

    Each stands right of its dot, left, above or below: the first place where it covers no dot and
    no other name and stays within the drawing. One that has no such place has no label.
    """
    ordered = sorted(spots, key=lambda one: (-one.weight, one.name))
    taken = [_around(one) for one in ordered]
    found: list[Label] = []
    for spot in ordered:
        if len(found) == most or spot.weight <= 0:
            break
        for label, box in _places(spot, size):
            if _is_free(box, taken, _around(spot), width, height):
                found.append(label)
                taken.append(box)
                break
    return tuple(found)


def _around(spot: Spot) -> Box:
    reach = spot.radius
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def _places(spot: Spot, size: float) -> Iterator[tuple[Label, Box]]:
    long, high = len(spot.name) * size * _LETTER, size * _LINE
    away = spot.radius + _AWAY
    # the foot of the letters lies a third of the size below their middle
    middle = round(spot.y + size / 3, 1)
    right, left = round(spot.x + away, 1), round(spot.x - away, 1)
    top, bottom = spot.y - high / 2, spot.y + high / 2
    yield Label(spot.name, right, middle, "start"), (right, top, right + long, bottom)
    yield Label(spot.name, left, middle, "end"), (left - long, top, left, bottom)
    for foot in (spot.y - away, spot.y + away + size * 0.8):
        label = Label(spot.name, spot.x, round(foot, 1), "middle")
        yield label, (spot.x - long / 2, foot - size, spot.x + long / 2, foot + size * 0.25)


def _is_free(box: Box, taken: list[Box], own: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > width or bottom > height:
        return False
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
        if other != own
    )
