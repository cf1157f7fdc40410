"""Halves, and multipliers that stand without a figure: "half a million", «тысяча тенге»."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.figures.factwords import fact_words
from pipelines.figures.figurewords import bound_words

if TYPE_CHECKING:
    from pipelines.figures.reading import Reading


def bare_multiplier(reading: Reading, index: int) -> tuple[float, int] | None:
    """«Миллион тенге», "half a million", «более тысячи»: a multiplier without a figure.

    Gives what it multiplies and its own index; None where it stands for no number.
    """
    meaning = reading.meanings[index]
    if meaning is None or meaning.part != "multiplier":
        return None
    if half_before(reading, index) is not None:
        return 0.5, index
    return (1.0, index) if _stands_alone(reading, index) else None


def with_half(reading: Reading, value: float, after: int) -> tuple[float, int]:
    """«два с половиной», "two and a half": the value, and the index of the token behind."""
    if reading.texts[after] in openings_of_half():
        for length in (2, 3):
            words = " ".join(reading.texts[after : after + length])
            if words in fact_words().words.and_a_half:
                return value + 0.5, after + length
    return value, after


@cache
def openings_of_half() -> frozenset[str]:
    """The words that may begin «с половиной»."""
    return frozenset(phrase.split(" ")[0] for phrase in fact_words().words.and_a_half)


def half_before(reading: Reading, index: int) -> int | None:
    """Where «жарты» or "half a" stands before a multiplier that has no other figure."""
    turns, meaning = fact_words().words, reading.meanings[index]
    if meaning is None or meaning.part != "multiplier":
        return None
    before = index - 2 if reading.texts[index - 1] in turns.article else index - 1
    return before if reading.texts[before] in turns.half else None


def _stands_alone(reading: Reading, index: int) -> bool:
    turns = fact_words().words
    word, before = reading.texts[index], reading.texts[index - 1]
    if before in turns.article:
        return reading.texts[index - 2] not in turns.vague
    if word in turns.after_bound:
        return bound_words().ending_at(reading.texts, index - 1) is not None
    return word in turns.bare and before not in turns.vague
