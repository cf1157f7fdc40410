"""A bare figure as the size of a group: "a crew of nine", «население — 45 тысяч», "235,000-strong"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import bound_words
from pipelines.figures.peoplewords import people_words, sized_groups

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_WORDS: Final = 3  # «население города и области —»
_COPULAS: Final = 5


def measures_group(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without a unit tells how many people a group has.

    The caller has made sure that no noun of another kind follows.
    """
    groups, index = people_words().groups, _led(reading, quantity)
    if reading.word(index) in groups.of and reading.word(index - 1) in groups.made_of:
        return True
    return _is_size(reading, quantity, index)


def is_hyphened(reading: Reading, quantity: Quantity) -> bool:
    """Whether a word such as "strong" hangs on the figure: "a 235,000-strong workforce"."""
    hyphened = people_words().groups.hyphened
    return reading.gap(quantity.after) == "-" and reading.word(quantity.after) in hyphened


def _led(reading: Reading, quantity: Quantity) -> int:
    """The index of the word before a figure and the words that bound it."""
    index, texts = quantity.first - 1, reading.texts
    while reading.gap(index + 1) == " " and bound_words().ending_at(texts, index):
        index -= 1
    return index


def _is_size(reading: Reading, quantity: Quantity, index: int) -> bool:
    """«Население города составляет», "the population is", «халық саны –» stand before."""
    copula = people_words().groups.copula
    dashed = reading.gap(index + 1).strip() in {"-", ":"}
    if not dashed and reading.gap(index + 1) != " ":
        return False
    start = index
    while start > index - _COPULAS and reading.word(start) in copula:
        start -= 1
        if reading.gap(start + 1) != " ":
            return False
    told = dashed or start < index
    return any(
        sized_groups().ending_at(reading.texts, at)
        for at in range(start, start - (_WORDS if told else 1), -1)
        if _is_near(reading, at, start)
    )


def _is_near(reading: Reading, first: int, last: int) -> bool:
    """Whether no mark stands between two words."""
    return first >= 0 and all(reading.gap(at) == " " for at in range(first + 1, last + 1))
