"""The value of one number: in figures («92 300», "1.5"), or in words («екі жүз он»)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words

if TYPE_CHECKING:
    from pipelines.figures.reading import Reading

_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
# what no amount of money or people needs more of; float() never sees a longer one
_LONGEST_LITERAL: Final = 24
_EXACT: Final = 1e11  # whole numbers below have no made-up digits
_WORD_GAPS: Final = frozenset({" ", "-"})


def rounded(value: float) -> float:
    """A value without the last few of its digits, which multiplying has made up."""
    if value < _EXACT and value.is_integer():
        return value
    return float(f"{value:.12g}")


def read_words(reading: Reading, first: int) -> tuple[float, int] | None:
    """Number words in descending order: «сто двадцать пять», «екі жүз он», "two hundred".

    Gives the value and the index of the token behind, None where no number word stands.
    """
    total, index = 0.0, first
    while True:
        if total and total % 100 == 0 and reading.texts[index] == "and":
            index += 1
        word = reading.meanings[index]
        if word is None or (index > first and reading.gaps[index] not in _WORD_GAPS):
            break
        if word.part == "hundred" and (total or _may_open(reading, index)) and total < 10:  # noqa: PLR2004 - nine hundred is the most
            total = (total or 1.0) * 100
        elif word.part == "number" and _fits(total, word.value):
            total += word.value
        else:
            break
        index += 1
    index -= reading.texts[index - 1] == "and" and index > first
    return (total, index) if index > first else None


def _may_open(reading: Reading, index: int) -> bool:
    return reading.kazakh or reading.texts[index - 1] in fact_words().words.article


def _fits(total: float, value: float) -> bool:
    """Whether a number word may follow a sum: its places must be free."""
    if value < 1:
        return total >= 1 and total.is_integer()
    place = 10 if value < 10 else 100 if value < 100 else 1000  # noqa: PLR2004 - decimal places
    return total % place == 0


def read_figures(text: str, *, commas: bool) -> float | None:
    """The value of a number in figures; ``commas`` reads "1,234" as a thousand."""
    if len(text) > _LONGEST_LITERAL:
        return None
    if text.isdecimal():
        return float(text)
    text = text.replace(" ", "")
    if text.count(",") > 1 or ("," in text and "." in text[text.index(",") :]):
        return float(text.replace(",", ""))
    if text.count(".") > 1:
        return float(text.replace(".", "").replace(",", "."))
    if commas and _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))
