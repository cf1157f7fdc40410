"""Figures that moved: "from 92,300 to 100,200", «выросли на 6,1 %», «6,1 пайызға өсті»."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words, pattern
from pipelines.judgement import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_FROM: Final = re.compile(
    r"\b(?:from|с|со)(?: (?:about|around|nearly|almost|почти|примерно|около))? $"
)
_OPEN: Final = re.compile(r"\b(?:between|от)(?: (?:about|около))? $")
_TO: Final = re.compile(
    r"\b(?:to|до|and)(?: (?:about|around|nearly|almost|over|почти|примерно|около))? $"
)
_ABLATIVE: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_DATIVE: Final = ("ға", "ге", "қа", "ке", "на", "не")
_FARTHEST_TO: Final = 60
_NEAR: Final = 70
# «с 500 до 2 тысяч»: figures of one thing seldom lie further apart than this
_FARTHEST_APART: Final = 20
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_BREAK: Final = re.compile(r"[!?;\n]|\.\s+(?=[^\W\da-zа-яёәғқңөұүһі_])")
# "rose to 40%", «не ниже 95 %» give a level, not a step
_LEVEL: Final = re.compile(r"\b(?:to|than|at|until|до|выше|ниже|больше|меньше) $")
_BY: Final = re.compile(r"\b(?:на|by)(?: \w+){0,2} $")


def find_pairs(reading: Reading, quantities: Sequence[Quantity]) -> tuple[list[Fact], set[int]]:
    """Changes and ranges, with the indices of the quantities that they use up.

    A change from one figure to another has kind "change"; a range («5–7 млн тенге») keeps the
    kind of its unit. Both carry the second figure as ``value_to``.
    """
    facts: list[Fact] = []
    used: set[int] = set()
    for index in range(len(quantities) - 1):
        for other in range(index + 1, min(index + 3, len(quantities))):
            fact = _pair(reading, quantities[index], quantities[other])
            if fact and not used & {index, other}:
                facts.append(fact)
                used |= set(range(index, other + 1))
    return facts, used


def _pair(reading: Reading, first: Quantity, second: Quantity) -> Fact | None:
    gap = reading.folded[first.end : second.start]
    if len(gap) > _FARTHEST_TO or _BREAK.search(reading.original, first.end, second.start):
        return None
    before = reading.folded[max(0, first.start - 16) : first.start]
    if first.start < first.numeral.start and not second.unit:
        # the sign in front serves both: "$5-7 billion"
        second = replace(second, kind=first.kind, unit=first.unit)
    if gap.strip() == "-":
        return _range(reading, first, second, first.start) if second.unit else None
    if _TO.search(gap):
        opening = _FROM.search(before)
        if opening and "and" not in gap[-5:]:
            return _change(reading, first, second, first.start - len(before) + opening.start())
        opening = _OPEN.search(before)
        return _range(reading, first, second, first.start) if opening and second.unit else None
    if first.last.endswith(_ABLATIVE) and second.last.endswith(_DATIVE) and gap == " ":
        return _change(reading, first, second, first.start)
    return None


def _change(reading: Reading, first: Quantity, second: Quantity, start: int) -> Fact | None:
    unit = second.unit or first.unit
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if not unit:
        if not (
            _is_counted(first) and _is_counted(second) and _direction(reading, start, second.end)
        ):
            return None
        unit = _subject(reading, start)
    return _fact(reading, ("change", unit), _scaled(first, second), (start, second.end))


def _range(reading: Reading, first: Quantity, second: Quantity, start: int) -> Fact | None:
    low, high = _scaled(first, second)
    if not low < high or (first.unit and first.unit != second.unit):
        return None
    return _fact(reading, (second.kind, second.unit), (low, high), (start, second.end))


def _fact(
    reading: Reading, measure: tuple[str, str], values: tuple[float, float], span: tuple[int, int]
) -> Fact:
    kind, unit = measure
    quote = reading.original[slice(*span)]
    return Fact(kind=kind, value=values[0], value_to=values[1], unit=unit, quote=quote, span=span)


def _scaled(first: Quantity, second: Quantity) -> tuple[float, float]:
    """Both values; in «с 5 до 7 млн» and "$5-7 billion" the multiplier serves both."""
    low, high = first.value, second.value
    if first.unit and first.start == first.numeral.start:
        return low, high
    if not first.unit:
        low *= second.value / (second.numeral.value or 1.0)
    shared = low * second.numeral.scale
    if first.numeral.scale == 1 and shared <= _FARTHEST_APART * high:
        low = float(f"{shared:.12g}")
    return low, high


def _is_counted(quantity: Quantity) -> bool:
    """Whether a bare number is written as a count, not as a year, a time or a day."""
    numeral = quantity.numeral
    year = numeral.plain and _FIRST_YEAR <= numeral.value < _LAST_YEAR
    return not quantity.unit and not year and numeral.value.is_integer()


def _direction(reading: Reading, start: int, end: int) -> int:
    low, high = _sentence(reading, start, end)
    return _first_way(reading.folded[low:start]) or _first_way(reading.folded[end:high])


def _sentence(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """What is near in the same sentence, as offsets."""
    left = reading.original[max(0, start - 2 * _NEAR) : start]
    breaks = list(_BREAK.finditer(left))
    right = reading.original[end : end + _NEAR]
    stop = _BREAK.search(right)
    low = start - len(left) + (breaks[-1].end() if breaks else 0)
    return low, end + (stop.start() if stop else len(right))


def _first_way(words: str) -> int:
    found = list(_ways().finditer(words))
    if not found:
        return 0
    return 1 if found[-1].lastgroup == "up" else -1


@cache
def _ways() -> re.Pattern[str]:
    growth = fact_words().growth
    up, down = ("|".join(map(pattern, stems)) for stems in (growth.up, growth.down))
    return re.compile(rf"\b(?:(?P<up>{up})|(?P<down>{down}))\b")


@cache
def _subjects() -> list[tuple[str, re.Pattern[str]]]:
    return [(unit, re.compile("|".join(forms))) for unit, forms in fact_words().subject.items()]


def _subject(reading: Reading, start: int) -> str:
    low, _ = _sentence(reading, start, start)
    words = reading.folded[low:start]
    return next((unit for unit, named in _subjects() if named.search(words)), "count")


def growth(reading: Reading, share: Quantity) -> Fact:
    """A percentage as a fact: a change, negative where it fell, if the words say so; or a share."""
    way = _way_of(reading, share)
    return Fact(
        kind="change" if way else "share",
        value=-share.value if way < 0 else share.value,
        unit="%",
        quote=reading.original[share.start : share.end],
        span=(share.start, share.end),
    )


def _way_of(reading: Reading, share: Quantity) -> int:
    low, high = _sentence(reading, share.start, share.end)
    before, after = reading.folded[low : share.start], reading.folded[share.end : high]
    if _BY.search(before):
        return _first_way(before[-_NEAR:]) or _first_way(_words(after, 4))
    if reading.kazakh:
        moved = share.last.endswith((*_DATIVE, "дық")) or share.last == "%"
        return _first_way(_words(after, 3)) if moved else 0
    if _LEVEL.search(before):
        return 0
    return _first_way(_words(after, 2)) or _first_way(_words(before, -2))


def _words(text: str, count: int) -> str:
    """The first words of a text, or with a negative count the last ones; none past a comma."""
    near = re.split(r"[,:()\"]", text)[0 if count > 0 else -1].split()
    return " ".join(near[:count] if count > 0 else near[count:])
