"""One sum told in two currencies, and prices of money, which are no sums."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import exchange_units, exchange_words, figure_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_FARTHEST: Final = 60
_MARKS: Final = frozenset(" ,()-/:=≈~[].")
_STRONG_MARKS: Final = frozenset("(/-=≈~[")
_NAMED: Final = 5  # words for what the money is, between both sums
_DEAREST: Final = 20_000.0  # no currency of the region costs more than so many of another
_EXCHANGE_WINDOW: Final = 7


def find_twins(reading: Reading, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Indices of sums with those of the next ones, where both tell the same money."""
    twins: dict[int, int] = {}
    for index, (first, second) in enumerate(pairwise(quantities)):
        is_money = first.kind == second.kind == "money"
        if is_money and index - 1 not in twins and _is_twin(reading, first, second):
            twins[index] = index + 1
    return twins


def _is_twin(reading: Reading, first: Quantity, second: Quantity) -> bool:
    if first.unit == second.unit:
        return False
    gap = reading.folded[first.end : second.start]
    if 1 in {first.value, second.value}:
        return False
    if len(gap) > _FARTHEST or "\n" in gap or not _is_likely(first, second):
        return False
    words = figure_words().pair
    start = second.first
    while start > first.after and reading.texts[start - 1] in words.words:
        start -= 1
    joint = reading.folded[reading.ends[start - 1] : second.start]
    if not set(reading.gaps[second.first]) <= _MARKS:
        return False
    named = set(reading.texts[start : second.first]) & words.strong
    if start == first.after:
        return bool(reading.texts[start : second.first]) or bool(set(joint) & _STRONG_MARKS)
    return start - first.after <= _NAMED and (bool(named) or "(" in joint)


def _is_likely(first: Quantity, second: Quantity) -> bool:
    """Whether the ratio of both values can be a rate of exchange."""
    if not first.value or not second.value:
        return False
    ratios = figure_words().pair.ratio
    for one, two in ((first, second), (second, first)):
        limits = ratios.get(f"{one.unit} {two.unit}")
        if limits:
            return limits[0] <= one.value / two.value <= limits[1]
    return True


def find_rates(reading: Reading, quantities: Sequence[Quantity]) -> set[int]:
    """Indices of sums that tell the price of money: «курс 447 тенге», "a dollar bought 450"."""
    small = {
        index: quantity
        for index, quantity in enumerate(quantities)
        if quantity.kind == "money" and _may_be_rate(quantity)
    }
    rates = {index for index, quantity in small.items() if _is_rate(reading, quantity)}
    for index, quantity in small.items():
        for other in (index - 1, index + 1):
            if quantity.value == 1 and other in small and small[other].unit != quantity.unit:
                rates |= {index, other}
    return rates


def _may_be_rate(quantity: Quantity) -> bool:
    return quantity.value <= _DEAREST and quantity.numeral.scale <= 1


def _is_rate(reading: Reading, quantity: Quantity) -> bool:
    texts = reading.texts
    if reading.gaps[quantity.after] == " " and exchange_units().at(texts, quantity.after):
        return True
    low, _ = reading.sentence(quantity.start, quantity.end)
    near = range(max(low, quantity.first - _EXCHANGE_WINDOW), quantity.first)
    return any(
        exchange_words().at(texts, index)
        or (exchange_units().at(texts, index) and not reading.is_figure(index - 1))
        for index in near
    )
