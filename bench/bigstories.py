"""What happens in a large archive: stories of one to twelve reports with places and figures.

Towns, companies, mines and people are those of the gazetteer, drawn by Zipf's law: a few are
in the news each day, many are hardly named, and the last two towns never are.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from pipelines.gazetteer.gazetteer import entities

UNNAMED: Final = 2
FIRST: Final = ("temirtau", "ridder", "zhezkazgan", "ekibastuz", "balkhash", "rudny")
# of a hundred stories
EVENTS: Final = {
    "": 45.0,
    "accident": 11.0,
    "investment": 11.0,
    "outage": 8.0,
    "licence": 6.0,
    "pollution": 5.0,
    "strike": 3.0,
    "layoff": 3.0,
    "discovery": 2.0,
    "policy": 3.0,
    "ownership": 1.0,
    "crime": 2.0,
}
_SIZES: Final = {1: 55, 2: 20, 3: 10, 4: 5, 5: 3, 6: 2, 8: 2, 10: 2, 12: 1}
# role of the people that an event is about: the most there are
_PEOPLE: Final = {"strike": ("on strike", 900), "layoff": ("laid off", 600)}
_CASUALTIES: Final = ("dead", "injured", "missing", "evacuated")
_DISPUTED: Final = 0.15


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a story."""

    kind: str
    role: str
    value: float
    unit: str


@dataclass(slots=True)
class Story:
    """What a story reports; ``id`` is set when its first report is written."""

    event: str
    town: str | None
    company: str | None
    asset: str | None
    commodity: str
    person: str
    figures: tuple[Figure, ...]
    left: int
    id: int = 0

    def told(self, draw: random.Random) -> tuple[Figure, ...]:
        """The figures as a report gives them: some reports have another one."""
        return tuple(_told(figure, draw) for figure in self.figures)


def _told(figure: Figure, draw: random.Random) -> Figure:
    if draw.random() >= _DISPUTED:
        return figure
    return Figure(figure.kind, figure.role, figure.value + draw.randint(1, 3), figure.unit)


@cache
def names() -> dict[str, tuple[str, str, str, str]]:
    """Kind and names of each entity, in Kazakh, Russian and English."""
    return {one.id: (one.kind, one.name_kk, one.name_ru, one.name_en) for one in entities()}


@cache
def drawn(kind: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The entities of a kind with the sums of their frequencies, the most frequent first."""
    held = sorted(one.id for one in entities() if one.kind == kind)
    random.Random(f"big {kind}").shuffle(held)
    if kind == "town":
        held = [*FIRST, *(one for one in held if one not in FIRST)][:-UNNAMED]
    return tuple(held), tuple(accumulate(1 / (rank + 2.0) for rank in range(len(held))))


def one_of(kind: str, draw: random.Random) -> str:
    """An entity of a kind."""
    held, weights = drawn(kind)
    return draw.choices(held, cum_weights=weights)[0]


def story(draw: random.Random) -> Story:
    """A new story."""
    [event] = draw.choices(tuple(EVENTS), weights=tuple(EVENTS.values()))
    return Story(
        event,
        one_of("town", draw) if draw.random() < 0.6 else None,
        one_of("company", draw) if draw.random() < 0.6 else None,
        one_of("asset", draw) if draw.random() < 0.4 else None,
        one_of("commodity", draw),
        one_of("person", draw),
        tuple(_figures(event, draw)),
        draw.choices(tuple(_SIZES), weights=tuple(_SIZES.values()))[0],
    )


def _figures(event: str, draw: random.Random) -> list[Figure]:
    found = []
    if event == "accident":
        found = [
            Figure("people", role, float(draw.randint(1, 9)), "people")
            for role in _CASUALTIES
            if draw.random() < 0.5
        ]
    if event in _PEOPLE:
        role, most = _PEOPLE[event]
        found.append(Figure("people", role, float(draw.randint(10, most)), "people"))
    if event == "investment" or draw.random() < 0.3:
        unit = "USD" if draw.random() < 0.3 else "KZT"
        scale = 1e6 if unit == "USD" else 1e9
        found.append(Figure("money", "", round(draw.lognormvariate(3, 1.2), 1) * scale, unit))
    if draw.random() < 0.5:
        found.append(Figure("tonnage", "", float(draw.randint(1, 900) * 1000), "t"))
    found.append(Figure("change", "", float(draw.randint(-40, 60)), "%"))
    return found
