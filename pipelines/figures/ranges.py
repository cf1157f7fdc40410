"""Two figures of one thing: "from 92,300 to 100,200", «5–7 млн тенге», «5-тен 7-ге»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import bound_words, figure_words, way_words
from pipelines.figures.literals import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_FARTHEST: Final = 70
# «с 500 до 2 тысяч»: figures of one thing seldom lie further apart than this
_FARTHEST_APART: Final = 20
_WINDOW: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Two quantities told as one: of kind "change", or a range with the kind of its unit.

    ``first`` and ``last`` are their indices; ``start`` and ``end`` the offsets of the words.
    """

    kind: str
    unit: str
    value: float
    value_to: float
    first: int
    last: int
    start: int
    end: int


def find_spans(
    reading: Reading, quantities: Sequence[Quantity], taken: frozenset[int] = frozenset()
) -> list[Span]:
    """Changes and ranges in order; quantities whose index is ``taken`` are left alone."""
    spans: list[Span] = []
    used = set(taken)
    for index, other in _neighbours(quantities):
        if not used.isdisjoint(range(index, other + 1)):
            continue
        span = _joined(reading, quantities, (index, other))
        if span:
            spans.append(span)
            used.update(range(index, other + 1))
    return spans


def _neighbours(quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The indices of quantities that stand near each other: those side by side come first."""
    for step in (1, 2):
        for index, second in enumerate(quantities[step:]):
            if second.start - quantities[index].end <= _FARTHEST:
                yield index, index + step


def _joined(reading: Reading, quantities: Sequence[Quantity], pair: tuple[int, int]) -> Span | None:
    first, second = quantities[pair[0]], quantities[pair[1]]
    if reading.is_broken(first.end, second.start):
        return None
    if first.first < first.numeral.first and not second.unit:
        # the sign in front serves both: "$5-7 billion"
        second = second._replace(kind=first.kind, unit=first.unit)
    joint = _joint(reading, first, second)
    if joint == "change":
        return _change(reading, first, second, pair)
    if joint and second.unit and pair[1] == pair[0] + 1:
        return _range(first, second, pair)
    return None


def _joint(reading: Reading, first: Quantity, second: Quantity) -> str:
    """How the words join two figures: "change", "range" or ""."""
    moved = figure_words().moved
    gap = reading.folded[first.end : second.start]
    if gap.strip(" ") == "-":
        return "range"
    if first.last.endswith(moved.ablative) and second.last.endswith(moved.dative):
        return "change" if gap == " " else ""
    lead = _lead(reading, second)
    to = reading.texts[lead]
    if to not in moved.to or lead < first.after:
        return ""
    opening = reading.texts[_lead(reading, first)]
    if opening in moved.from_ and to != "and":
        return "change"
    near = first.after == lead
    if opening in moved.open and near:
        return "range"
    # "1,000 to 1,300 tenge": in English the first end needs no word
    return "range" if near and to == "to" and not first.unit and first.numeral.value > 1 else ""


def _lead(reading: Reading, quantity: Quantity) -> int:
    """The index of the word before a figure and the words that bound it."""
    index = quantity.first - 1
    find, texts = bound_words().find, reading.texts
    while reading.gaps[index + 1] == " ":
        bound = find(texts[index])
        if not bound or bound == "upto":
            break
        index -= 1
    return index


def _change(
    reading: Reading, first: Quantity, second: Quantity, pair: tuple[int, int]
) -> Span | None:
    if first.unit and second.unit and first.unit != second.unit:
        return None
    kazakh = first.last.endswith(figure_words().moved.ablative)
    lead = _lead(reading, first)
    opens = reading.texts[lead] in figure_words().moved.from_
    start = reading.starts[lead] if opens and not kazakh else first.start
    unit = second.unit or first.unit or _counted(reading, first, second)
    if not unit:
        return None
    low, high = _scaled(first, second)
    return Span("change", unit, low, high, *pair, start, second.end)


def _counted(reading: Reading, first: Quantity, second: Quantity) -> str:
    """What two bare counts are of, where the sentence says that they moved; else ""."""
    if not (_is_count(first) and _is_count(second)):
        return ""
    low, high = reading.sentence(first.start, second.end)
    near = (
        *range(max(low, first.first - _WINDOW), first.first),
        *range(second.after, min(high, second.after + _WINDOW)),
    )
    if not any(way_words().at(reading.texts, index) in {"up", "down"} for index in near):
        return ""
    words = reading.folded[reading.starts[low] : first.start]
    return next((unit for unit, named in _subjects() if named.search(words)), "count")


def _is_count(quantity: Quantity) -> bool:
    """Whether a bare number is written as a count, not as a year, a time or a day."""
    numeral = quantity.numeral
    return not numeral.is_yearlike and numeral.value.is_integer()


@cache
def _subjects() -> list[tuple[str, re.Pattern[str]]]:
    return [(unit, re.compile("|".join(forms))) for unit, forms in figure_words().subject.items()]


def _range(first: Quantity, second: Quantity, pair: tuple[int, int]) -> Span | None:
    low, high = _scaled(first, second)
    if not low < high or (first.unit and first.unit != second.unit):
        return None
    return Span(second.kind, second.unit, low, high, *pair, first.start, second.end)


def _scaled(first: Quantity, second: Quantity) -> tuple[float, float]:
    """Both values; in «с 5 до 7 млн» and "$5-7 billion" the multiplier serves both."""
    low, high = first.value, second.value
    if first.unit and first.start == first.numeral.start:
        return low, high
    if not first.unit:
        low *= second.value / (second.numeral.value or 1.0)
    shared = low * second.numeral.scale
    if first.numeral.scale == 1 and shared <= _FARTHEST_APART * high:
        low = rounded(shared)
    return low, high
