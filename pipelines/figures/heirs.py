"""Bare figures that carry on a count of people: "seven were hurt, two were sent home"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words
from pipelines.figures.groups import first_of
from pipelines.figures.peoplewords import collectives, people_words

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_BEFORE: Final = 3
# of a Kazakh figure, "of them": «900-і»
_PART: Final = frozenset(
    {"ы", "і", "сы", "сі", "ын", "ін", "сын", "сін", "ына", "іне", "сына", "сіне"}
)


def carries_on(reading: Reading, quantity: Quantity, before: Quantity) -> bool:
    """Whether a verb makes a bare number some of the people of the figure right before it."""
    if not _may_be_some(reading, quantity, before):
        return False
    is_one = reading.texts[quantity.first] in people_words().bare.one
    if is_one and (reading.kazakh or reading.is_broken(before.end, quantity.start)):
        return False
    collective = reading.kazakh and not is_one and _is_collective(reading, quantity)
    return collective or is_verb_behind(reading, quantity.after)


def _is_collective(reading: Reading, quantity: Quantity) -> bool:
    return collectives().find(reading.texts[quantity.after - 1]) is not None


def is_compared(reading: Reading, quantity: Quantity, before: Quantity) -> bool:
    """Whether a bare number compares with a count of people told in its sentence before."""
    if quantity.numeral.is_yearlike or not quantity.numeral.value.is_integer():
        return False
    if reading.is_broken(before.end, quantity.start):
        return False
    bare, index = people_words().bare, first_of(reading, quantity) - 1
    word = reading.texts[index]
    compares = word in bare.compared or f"{reading.texts[index - 1]} {word}" in bare.compared
    follows = reading.texts[quantity.after]
    return compares and (reading.gaps[quantity.after] != " " or follows in bare.function)


def is_some_of(reading: Reading, quantity: Quantity, people: Quantity) -> bool:
    """Whether a bare number is some "of them", the people last told of."""
    return _may_be_some(reading, quantity, people) and _of_them(reading, quantity)


def _may_be_some(reading: Reading, quantity: Quantity, before: Quantity) -> bool:
    numeral, more = quantity.numeral, people_words().bare.more
    if numeral.is_yearlike or numeral.value < 1 or not numeral.value.is_integer():
        return False
    added = reading.texts[quantity.first - 1] in more or reading.texts[quantity.after] in more
    return (added or numeral.value <= before.value) and _is_near(reading, quantity, before)


def _is_near(reading: Reading, quantity: Quantity, before: Quantity) -> bool:
    """Whether the figure stands in the sentence of the one before it, or in the next one."""
    low, _ = reading.sentence(quantity.start, quantity.end)
    return low <= reading.sentence(before.start, before.end)[1]


def _of_them(reading: Reading, quantity: Quantity) -> bool:
    """«Двое из них», "five of whom", «олардың екеуі», «оның үшеуі»."""
    bare = people_words().bare
    if reading.texts[quantity.after] in fact_words().words.out_of:
        return reading.texts[quantity.after + 1] in bare.of_them
    if not reading.kazakh or not (
        quantity.numeral.ending in _PART or _is_collective(reading, quantity)
    ):
        return False
    near = range(quantity.first - 1, quantity.first - 1 - _BEFORE, -1)
    return any(reading.texts[index] in bare.of_them_before for index in near)


def is_verb_behind(reading: Reading, index: int) -> bool:
    """Whether an English or Russian verb follows a figure at once."""
    bare, word = people_words().bare, reading.texts[index]
    if reading.gaps[index] != " " or word in bare.carried_on_not:
        return False
    if word in bare.carried_on:
        return True
    if not word.endswith(bare.carried_on_ends):
        return False
    follows = reading.texts[index + 1]
    attribute = word.isascii() and reading.gaps[index + 1] == " " and not follows.endswith("ly")
    return not attribute or follows in people_words().between.stop | bare.function
