"""Figures that are part of something else: dates, times, phone numbers, versions, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words

if TYPE_CHECKING:
    from pipelines.figures.reading import Reading

# what parts figures from the token behind them
_APART: Final = frozenset({" ", "", ", ", ". "})


def is_glued(reading: Reading, index: int) -> bool:
    """Whether the figures at an index are no number of their own."""
    if reading.gaps[index] == " " and reading.gaps[index + 1] in _APART:
        return False  # as most
    folded, start, end = reading.folded, reading.starts[index], reading.ends[index]
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    if before[-1:].isalnum() or before[-1:] == "_":
        meaning = reading.meanings[index - 1]
        return (meaning is None or meaning.part != "money") and not opens_money(reading, index)
    if before[-1:] == "+" or (len(before) > 1 and before[-1] in ".,:/" and before[0].isdigit()):
        return True
    if before[-1:] == "-" and before[:1].isalpha():
        return True
    if len(after) > 1 and after[0] in ".,:/" and after[1].isdigit():
        return True
    return _is_chained(reading, index)


def opens_money(reading: Reading, index: int) -> str:
    """The currency of a capital letter glued to figures with a multiplier (T1.1tn), or ""."""
    sign = index - 1
    if sign < 0 or reading.gaps[index] or not reading.original[reading.starts[sign]].isupper():
        return ""
    words = fact_words()
    unit = next((u for u, letter in words.letter_sign.items() if letter == reading.texts[sign]), "")
    behind = reading.meanings[index + 1]
    multiplied = (behind and behind.part == "multiplier") or reading.texts[
        index + 1
    ] in words.letters
    return unit if multiplied and reading.gaps[index + 1] in {"", " "} else ""


def _is_chained(reading: Reading, index: int) -> bool:
    """Three numbers or more between hyphens are a phone number or a date, not a range."""
    low = index
    while low > index - 2 and reading.gaps[low] == "-" and reading.is_figure(low - 1):
        low -= 1
    high = index
    while high < low + 2 and reading.gaps[high + 1] == "-" and reading.is_figure(high + 1):
        high += 1
    return high - low > 1
