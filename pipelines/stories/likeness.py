"""How alike two reports are, told in features that do not depend on their languages.

Every feature is symmetric and 0 where it says nothing. Entities count by how strongly both
reports name them, figures by how many digits they are told with: round ones are everywhere.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from pipelines.stories.report import EARLY, HEAD, Number, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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
    "kind",
    "kind_apart",
    "day",
    "day_apart",
    "figures",
    "figures_apart",
    "numerals",
    "roles",
    "names",
    "topics",
    "rare",
    "concepts",
    "title",
    "opening",
    "gap",
)
_KINDS: Final = {"town": "town", "place": "town"}  # of which sort an entity's kind is
_DIGITS: Final = (0.0, 0.25, 0.9, 1.6, 2.2)  # what a shared figure tells, by its digits
_MOST_FIGURES: Final = 4.0
_NUMERAL: Final = (0.0, 0.2, 0.6, 1.0, 1.4)  # the same of a number that is only written alike
_MOST_NUMERALS: Final = 3.0
_MOST_NAMES: Final = 4.0
# how likely two names, or two numbers, of unrelated news are the same by chance
_CHANCE_NAME: Final = 0.005
_CHANCE_NUMERAL: Final = 0.01
_MOST_ROLES: Final = 2
_FEW: Final = 30  # people: a count that tells only with its role
_TELLING: Final = 2  # digits from which on a figure tells
_UNHEARD: Final = 0.8  # how rare a concept is that no fitted report told
_MOST_RARE: Final = 4.0
_DAY: Final = 86400
_ISO_DAY: Final = 10  # letters of a day in ISO 8601
_UNKNOWN_GAP: Final = 1.0
_LONGEST_GAP: Final = 4.0


def features(a: Report, b: Report, rarity: Mapping[str, float]) -> dict[str, float]:
    """The features of a pair; ``rarity`` is the weight of each concept (1 where not listed)."""
    found = _entities(a, b) | _events(a, b) | _numbers(a, b)
    found["numerals"] = _written(a, b)
    found["names"] = min(_beyond_chance(a.names, b.names, _CHANCE_NAME), _MOST_NAMES)
    found["topics"] = _led(a, b, rarity)
    found["rare"] = _rare(a, b, rarity)
    found["concepts"] = _cosine(a.concepts, b.concepts, rarity)
    same = a.language == b.language
    found["title"] = _contained(a.title_stems, b.title_stems) if same else 0.0
    found["opening"] = _contained(a.opening_stems, b.opening_stems) if same else 0.0
    found["gap"] = min(gap(a, b), _LONGEST_GAP) if a.at and b.at else _UNKNOWN_GAP
    return found


def gap(a: Report, b: Report) -> float:
    """Days between two reports; 0 where one has no time."""
    return abs((a.at - b.at).total_seconds()) / _DAY if a.at and b.at else 0.0


def _by_sort(report: Report) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in report.entities:
        found.setdefault(_KINDS.get(one.kind, one.kind), {})[one.entity_id] = one.strength
    return found


def _entities(a: Report, b: Report) -> dict[str, float]:
    first, second = _by_sort(a), _by_sort(b)
    found: dict[str, float] = {}
    for sort in ("asset", "company", "town", "region", "commodity", "person"):
        one, two = first.get(sort, {}), second.get(sort, {})
        shared = (one[name] * two[name] / (HEAD * HEAD) for name in one.keys() & two.keys())
        found[sort] = max(shared, default=0.0)
    for sort in ("asset", "company", "town"):
        one, two = first.get(sort, {}), second.get(sort, {})
        is_told = _strong(one) and _strong(two)
        is_met = not _strong(one).isdisjoint(two) or not _strong(two).isdisjoint(one)
        found[f"other_{sort}"] = float(bool(is_told) and not is_met)
    return found


def _strong(strengths: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, strength in strengths.items() if strength >= EARLY)


def _events(a: Report, b: Report) -> dict[str, float]:
    first, second = {one.kind for one in a.events}, {one.kind for one in b.events}
    shared = first & second
    days = [_days(report, shared) for report in (a, b)]
    is_dated = all(days)
    is_one_day = not days[0].isdisjoint(days[1])
    return {
        "kind": float(bool(shared)),
        "kind_apart": float(bool(first and second) and not shared),
        "day": float(is_one_day),
        "day_apart": float(is_dated and not is_one_day),
    }


def _days(report: Report, kinds: Iterable[str]) -> frozenset[str]:
    told = (one.moment for one in report.events if one.kind in kinds)
    return frozenset(moment for moment in told if len(moment) == _ISO_DAY)


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


def _beyond_chance(a: Collection[str], b: Collection[str], chance: float) -> float:
    """How many two reports have in common, without those that long ones share anyway."""
    return max(len(set(a) & set(b)) - chance * len(a) * len(b), 0.0)


def _written(a: Report, b: Report) -> float:
    """What the numbers tell that both reports write alike, whatever they count."""
    shared = set(a.numerals) & set(b.numerals)
    told = sum(_NUMERAL[min(len(one.strip("0").replace(".", "")), 4)] for one in shared)
    beyond = _beyond_chance(a.numerals, b.numerals, _CHANCE_NUMERAL)
    return min(told * beyond / len(shared), _MOST_NUMERALS) if shared else 0.0


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


def digits(value: float) -> int:
    """The significant digits of a figure, up to six: 2 of 1500, 3 of 0.125."""
    plain = f"{abs(value):.6g}".partition("e")[0].replace(".", "").strip("0")
    return len(plain)


def is_same_value(one: float, two: float) -> bool:
    """Whether two figures are one: equal, or one the other rounded to its two digits or more."""
    if one == two:
        return True
    fewer = min(digits(one), digits(two))
    return fewer >= _TELLING and float(f"{one:.{fewer}g}") == float(f"{two:.{fewer}g}")


def _led(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """The share of what each report leads with that the other one speaks of at all."""
    shares: list[float] = []
    for one, other in ((a, b), (b, a)):
        whole = sum(rarity.get(name, _UNHEARD) for name in one.topics)
        held = sum(rarity.get(name, _UNHEARD) for name in one.topics if name in other.concepts)
        shares.append(held / whole if whole else 0.0)
    return sum(shares) / 2


def _rare(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """How rare the things are that one leads with and the other speaks of."""
    led = set(a.topics) & set(b.concepts) | set(b.topics) & set(a.concepts)
    total = sum(rarity.get(name, _UNHEARD) ** 2 for name in led)
    return min(total, _MOST_RARE)


def _cosine(a: Iterable[str], b: Iterable[str], rarity: Mapping[str, float]) -> float:
    one = {name: rarity.get(name, _UNHEARD) for name in a}
    two = {name: rarity.get(name, _UNHEARD) for name in b}
    shared = sum(one[name] ** 2 for name in one.keys() & two.keys())
    norm = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in two.values()))
    return shared / norm if norm else 0.0


def _contained(a: Iterable[str], b: Iterable[str]) -> float:
    """The share of the fewer words that the others hold; 0 where there are next to none."""
    one, two = frozenset(a), frozenset(b)
    fewer = min(len(one), len(two))
    return len(one & two) / fewer if fewer > 1 else 0.0
