"""Percentages that are the grade of an ore: «с содержанием меди 0,4 %», "at 0.4% Cu"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import grade_words

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_WINDOW: Final = 8
_METALS_BEHIND: Final = 2
_AT: Final = frozenset({"at", "of", "grading", "averaging"})
_SYMBOL: Final = 2


def is_grade(reading: Reading, share: Quantity) -> bool:
    """Whether a percentage is the content of a metal in ore or a product."""
    low, high = reading.sentence(share.start, share.end)
    before = range(max(low, share.first - _WINDOW), share.first)
    behind = range(share.after, min(high, share.after + _METALS_BEHIND))
    told = [grade_words().at(reading.texts, index) for index in (*before, *behind)]
    if "metal" not in told:
        return False
    return "content" in told or _is_symbol(reading, share) or _opens_with_at(reading, share)


def _is_symbol(reading: Reading, share: Quantity) -> bool:
    """Whether the symbol of an element follows, in capitals as it is written: Cu."""
    word = reading.texts[share.after]
    if len(word) != _SYMBOL or grade_words().find(word) != "metal":
        return False
    return reading.original[reading.starts[share.after]].isupper()


def _opens_with_at(reading: Reading, share: Quantity) -> bool:
    is_metal = grade_words().find(reading.texts[share.after]) == "metal"
    return is_metal and reading.texts[share.first - 1] in _AT
