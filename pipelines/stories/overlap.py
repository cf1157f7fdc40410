"""How much of what two reports tell in words, names, numbers and times is the same.

All functions are symmetric, and 0 where nothing is shared.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelines.stories.report import Report

_NUMERAL: Final = (
    0.0,
    0.2,
    0.6,
    1.0,
    1.4,
)  # what a number tells that is written alike, by its digits
_MOST_NUMERALS: Final = 3.0
_NAME: Final = (0.0, 0.0, 0.0, 0.6, 0.9, 1.1)  # what a shared name tells, by its consonants
_MOST_NAMES: Final = 4.0
# how likely two names, or two numbers, of unrelated news are the same by chance
_CHANCE_NAME: Final = 0.005
_CHANCE_NUMERAL: Final = 0.01
_UNHEARD: Final = 0.8  # how rare a concept is that no fitted report told
_MOST_RARE: Final = 4.0
_MOST_MOMENTS: Final = 2.0
_YEAR: Final = 4  # letters of a year in ISO 8601
_ISO_DAY: Final = 10
_DAY_TOLD: Final = 1.0
_MONTH_TOLD: Final = 0.4
_YEAR_TOLD: Final = 0.6
_AROUND: Final = 1  # years from the news that are told everywhere


as_set = lru_cache(maxsize=1 << 13)(frozenset[str])


def names(a: Report, b: Report) -> float:
    """What the names tell that both reports hold, beyond those that long ones share by chance."""
    return min(_beyond(a.names, b.names, _NAME, _CHANCE_NAME), _MOST_NAMES)


def lead_names(a: Report, b: Report) -> float:
    """The same of the names that both hold in title or first sentences."""
    return min(_beyond(a.lead_names, b.lead_names, _NAME, _CHANCE_NAME), _MOST_NAMES)


def numerals(a: Report, b: Report) -> float:
    """What the numbers tell that both reports write alike, whatever they count."""
    shared = as_set(a.numerals) & as_set(b.numerals)
    if not shared:
        return 0.0
    told = sum(_NUMERAL[min(len(one.strip("0").replace(".", "")), 4)] for one in shared)
    beyond = len(shared) - _CHANCE_NUMERAL * len(a.numerals) * len(b.numerals)
    return min(told * max(beyond, 0.0) / len(shared), _MOST_NUMERALS)


def _beyond(
    a: tuple[str, ...], b: tuple[str, ...], telling: tuple[float, ...], chance: float
) -> float:
    shared = as_set(a) & as_set(b)
    told = sum(telling[min(len(one), len(telling) - 1)] for one in shared)
    return max(told - chance * len(a) * len(b), 0.0) if shared else 0.0


def moments(a: Report, b: Report) -> float:
    """What the times tell that both reports speak of, other than those of the news itself."""
    shared = as_set(a.moments) & as_set(b.moments)
    if not shared:
        return 0.0
    news = {str(one.at.date()) for one in (a, b) if one.at}
    years = {one.at.year for one in (a, b) if one.at}
    return min(sum(_told(one, years) for one in shared - news), _MOST_MOMENTS)


def _told(moment: str, years: Collection[int]) -> float:
    if len(moment) == _ISO_DAY:
        return _DAY_TOLD
    if len(moment) > _YEAR:
        return _MONTH_TOLD
    is_near = any(abs(int(moment) - year) <= _AROUND for year in years)
    return 0.0 if is_near else _YEAR_TOLD


def led(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """The share of what each report leads with that the other one speaks of at all."""
    return (_share(a, b, rarity) + _share(b, a, rarity)) / 2


def _share(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    whole = sum(rarity.get(name, _UNHEARD) for name in a.topics)
    held = as_set(b.concepts)
    return sum(rarity.get(name, _UNHEARD) for name in a.topics if name in held) / (whole or 1.0)


def rare(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """How rare the things are that one leads with and the other speaks of."""
    shared = (as_set(a.topics) & as_set(b.concepts)) | (as_set(b.topics) & as_set(a.concepts))
    return min(sum(rarity.get(name, _UNHEARD) ** 2 for name in shared), _MOST_RARE)


def heads(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """How rare the things are that stand in title or first sentence of both."""
    shared = as_set(a.heads) & as_set(b.heads)
    return min(sum(rarity.get(name, _UNHEARD) ** 2 for name in shared), _MOST_RARE)


def held(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """The share of what stands in title or first sentence of each that the other speaks of."""
    return (_held(a, b, rarity) + _held(b, a, rarity)) / 2


def _held(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    shared = as_set(a.heads) & as_set(b.concepts)
    return _norm(shared, rarity) / (_norm(a.heads, rarity) or 1.0)


def cosine(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """The cosine of all that both speak of, each thing by its rarity."""
    shared = as_set(a.concepts) & as_set(b.concepts)
    if not shared:
        return 0.0
    norm = sqrt(_norm(a.concepts, rarity) * _norm(b.concepts, rarity))
    return sum(rarity.get(name, _UNHEARD) ** 2 for name in shared) / norm


def _norm(told: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(name, _UNHEARD) ** 2 for name in told)


def contained(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of the fewer words that the others hold; 0 where there are next to none."""
    one, two = as_set(a), as_set(b)
    fewer = min(len(one), len(two))
    return len(one & two) / fewer if fewer > 1 else 0.0
