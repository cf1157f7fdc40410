"""How alike two reports are, told in features that do not depend on their languages.

Every feature is symmetric and 0 where it says nothing. Entities count by how strongly both
reports name them, figures by how many digits they are told with: round ones are everywhere.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.stories import overlap
from pipelines.stories.figures import digits
from pipelines.stories.report import EARLY, HEAD, Named, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.stories.figures import Number

FEATURES: Final = (
    "asset",
    "company",
    "town",
    "region",
    "commodity",
    "person",
    "other_asset",
    "other_company",
    "other_town",
    "scene_apart",
    "kind",
    "kind_apart",
    "day",
    "day_apart",
    "figures",
    "figures_apart",
    "numerals",
    "roles",
    "names",
    "lead_names",
    "moments",
    "topics",
    "rare",
    "heads",
    "held",
    "placed_heads",
    "placed",
    "placed_told",
    "concepts",
    "title",
    "opening",
    "gap",
)
_KINDS: Final = {"town": "town", "place": "town"}  # of which sort an entity's kind is
_IMPLIED: Final = {"commodity": ("asset", "company"), "town": ("asset",), "company": ("asset",)}
_MEANT: Final = 0.6
_NAMED: Final = (0.0, 0.35, 0.85, 1.0)  # what an entity tells by its strength
_DIGITS: Final = (0.0, 0.25, 0.9, 1.6, 2.2)  # what a shared figure tells, by its digits
_MOST_FIGURES: Final = 4.0
_MOST_ROLES: Final = 2
_FEW: Final = 30  # people: a count that tells only with its role
_TELLING: Final = 2  # digits from which on a figure tells
_DAY: Final = 86400
_FAR_APART: Final = 4  # days between the days of two events that tell them apart for sure
_ISO_DAY: Final = 10  # letters of a day in ISO 8601
_UNKNOWN_GAP: Final = 1.0
_LONGEST_GAP: Final = 4.0


def features(a: Report, b: Report, rarity: Mapping[str, float]) -> dict[str, float]:
    """The features of a pair; ``rarity`` is the weight of each concept (1 where not listed)."""
    found = _entities(a, b) | _events(a, b) | _numbers(a, b)
    found |= {
        "numerals": overlap.numerals(a, b),
        "names": overlap.names(a, b),
        "lead_names": overlap.lead_names(a, b),
        "moments": overlap.moments(a, b),
        "topics": overlap.led(a, b, rarity),
        "rare": overlap.rare(a, b, rarity),
        "heads": overlap.heads(a, b, rarity),
        "held": overlap.held(a, b, rarity),
        "concepts": overlap.cosine(a, b, rarity),
        "title": 0.0,
        "opening": 0.0,
    }
    if a.language == b.language:
        found["title"] = overlap.contained(a.title_stems, b.title_stems)
        found["opening"] = overlap.contained(a.opening_stems, b.opening_stems)
    if found["numerals"]:
        found["figures_apart"] = 0.0
    scene = max(found["asset"], found["company"], found["town"])
    found["placed_heads"] = scene * min(found["heads"], 1.5)
    found["placed"] = scene * found["topics"]
    found["placed_told"] = scene * min(found["figures"] + found["numerals"], 2.0)
    found["gap"] = min(gap(a, b), _LONGEST_GAP) if a.at and b.at else _UNKNOWN_GAP
    return found


def gap(a: Report, b: Report) -> float:
    """Days between two reports; 0 where one has no time."""
    return abs((a.at - b.at).total_seconds()) / _DAY if a.at and b.at else 0.0


# A report is compared with many others: what is made of it alone is made once.
@lru_cache(maxsize=1 << 13)
def _by_sort(entities: tuple[Named, ...]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in entities:
        found.setdefault(_KINDS.get(one.kind, one.kind), {})[one.entity_id] = one.strength
    return found


def _entities(a: Report, b: Report) -> dict[str, float]:
    first, second = _by_sort(a.entities), _by_sort(b.entities)
    found: dict[str, float] = {}
    for sort in ("asset", "company", "town", "region", "commodity", "person"):
        one, two = first.get(sort, {}), second.get(sort, {})
        shared = (_NAMED[one[name]] * _NAMED[two[name]] for name in one.keys() & two.keys())
        found[sort] = max(shared, default=0.0)
    # a mine says of itself where it lies, whose it is and what it digs
    for sort, by in _IMPLIED.items():
        found[sort] *= 1 - _MEANT * max(found[one] for one in by)
    for sort in ("asset", "company", "town"):
        strong = [_strong(report.entities, sort) for report in (a, b)]
        is_met = not (
            strong[0].isdisjoint(second.get(sort, ())) and strong[1].isdisjoint(first.get(sort, ()))
        )
        found[f"other_{sort}"] = float(all(strong) and not is_met)
    towns = [_scenes_of(report.entities) for report in (a, b)]
    found["scene_apart"] = float(all(towns) and towns[0].isdisjoint(towns[1]))
    return found


@lru_cache(maxsize=1 << 13)
def _scenes_of(entities: tuple[Named, ...]) -> frozenset[str]:
    """The towns that a title names, or that are the scene of an event."""
    return frozenset(
        one.entity_id for one in entities if one.kind == "town" and one.strength == HEAD
    )


@lru_cache(maxsize=1 << 13)
def _strong(entities: tuple[Named, ...], sort: str) -> frozenset[str]:
    told = _by_sort(entities).get(sort, {})
    return frozenset(name for name, strength in told.items() if strength >= EARLY)


def _events(a: Report, b: Report) -> dict[str, float]:
    first, second = {one.kind for one in a.events}, {one.kind for one in b.events}
    shared = first & second
    days = [_days(report, shared) for report in (a, b)]
    apart = min((abs(one - two) for one in days[0] for two in days[1]), default=0)
    return {
        "kind": float(bool(shared)),
        "kind_apart": float(bool(first and second) and not shared),
        "day": float(not days[0].isdisjoint(days[1])),
        "day_apart": min(apart / _FAR_APART, 1.0) if apart > 1 else 0.0,
    }


def _days(report: Report, kinds: Iterable[str]) -> frozenset[int]:
    """The days of these kinds of events, counted from the beginning of the calendar."""
    told = (one.moment for one in report.events if one.kind in kinds)
    return frozenset(_day(moment) for moment in told if len(moment) == _ISO_DAY)


@lru_cache(maxsize=1 << 10)
def _day(moment: str) -> int:
    return date.fromisoformat(moment).toordinal()


def _numbers(a: Report, b: Report) -> dict[str, float]:
    weights = sorted(shared_figures(a, b).values(), reverse=True)
    total = min(sum(weights), _MOST_FIGURES)
    is_told = all(sum(is_telling(one) for one in report.figures) > 1 for report in (a, b))
    roles = {(one.role, one.value) for one in a.figures if is_few(one)}
    roles &= {(one.role, one.value) for one in b.figures if is_few(one)}
    return {
        "figures": total,
        "figures_apart": float(is_told and not weights),
        "roles": float(min(len(roles), _MOST_ROLES)),
    }


def is_few(number: Number) -> bool:
    """Whether a figure is a small count of people in a role: two dead, five injured."""
    return bool(number.role) and number.unit == "people" and number.value <= _FEW


def is_telling(number: Number) -> bool:
    """Whether a figure is rare enough to be known again by itself."""
    return not is_few(number) and digits(number.value) >= _TELLING


def shared_figures(a: Report, b: Report) -> dict[tuple[float, str], float]:
    """Figures that both tell, with what each tells; a rounded one is the same.

    Small counts of people in a role are left out.
    """
    found: dict[tuple[float, str], float] = {}
    theirs = [one for one in b.figures if not is_few(one)]
    for one in a.figures:
        for other in theirs if not is_few(one) else ():
            if one.unit == other.unit and is_same_value(one.value, other.value):
                fewer = min(digits(one.value), digits(other.value), len(_DIGITS) - 1)
                key = (min(one.value, other.value), one.unit)
                found[key] = max(found.get(key, 0.0), _DIGITS[fewer])
    return found


def is_same_value(one: float, two: float) -> bool:
    """Whether two figures are one: equal, or one the other rounded to its two digits or more."""
    if one == two:
        return True
    fewer = min(digits(one), digits(two))
    return fewer >= _TELLING and float(f"{one:.{fewer}g}") == float(f"{two:.{fewer}g}")
