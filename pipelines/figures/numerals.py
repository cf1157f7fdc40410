"""Numbers in figures and words, in Kazakh, Russian and English.

The cost of finding them follows the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.factwords import fact_words

if TYPE_CHECKING:
    from pipelines.figures.reading import Reading

_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
# what no amount of money or people needs more of; float() never sees a longer one
_LONGEST_LITERAL: Final = 24
_THOUSAND, _FULL_GROUP = 1000, 100
_OPENING: Final = frozenset({"number", "hundred", "multiplier"})
_WORD_GAPS: Final = frozenset({" ", "-"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read: ``first`` and ``after`` are the token indices it spans.

    ``scale`` is its first multiplier. ``plain`` says that it is one group of digits, as years
    are; ``ending`` is the Kazakh ending written after a hyphen.
    """

    value: float
    first: int
    after: int
    start: int
    end: int
    scale: float = 1.0
    plain: bool = False
    worded: bool = False
    ending: str = ""


class _Part(NamedTuple):
    value: float
    step: float
    after: int


def find_numerals(reading: Reading) -> list[Numeral]:
    """All numbers of a text in order; dates, times, phone numbers and labels are left out."""
    found: list[Numeral] = []
    done = 0
    for index, token in enumerate(reading.tokens):
        if index < done or not (token.digits or (token.meaning and token.meaning.role in _OPENING)):
            continue
        numeral = _numeral(reading, index)
        if numeral:
            done = numeral.after
            if not _is_label(reading, numeral):
                found.append(numeral)
    return found


def _numeral(reading: Reading, first: int) -> Numeral | None:
    """A number with its multipliers: «1 млрд 200 млн», "one hundred and five thousand"."""
    total, scale, index, largest = 0.0, float("inf"), first, 0.0
    while scale > 1:
        part = _part(reading, index, opens=index == first)
        if part is None or not _may_add(reading, index, part, scale):
            break
        total, scale = float(f"{total + part.value * part.step:.12g}"), part.step
        index, largest = part.after, max(largest, scale)
        if not part.value.is_integer():
            break
    return _closed(reading, (total, largest), first, index) if index > first else None


def _part(reading: Reading, index: int, *, opens: bool) -> _Part | None:
    """A base with the multiplier behind it; only the part that opens a number may lack a base."""
    base = _base(reading, index, bare=opens)
    if base is None:
        return None
    value, after = base
    near = after == index or _multiplies(reading, after)
    multiplier = reading.meaning(after) if near else None
    if multiplier and multiplier.role == "multiplier":
        return _Part(value, multiplier.value, after + 1)
    return _Part(value, 1.0, after)


def _may_add(reading: Reading, index: int, part: _Part, scale: float) -> bool:
    """«21 тысяча 500» and «1 млрд 200 млн» are one number, «5 млн 10 млн» and «1 млн 40» two."""
    if scale == float("inf"):
        return True
    if not reading.continues(index) or not 1 <= part.value < scale or part.step >= scale:
        return False
    if part.step > 1 or not reading.tokens[index].digits:
        return True
    return scale == _THOUSAND and part.value >= _FULL_GROUP


def _multiplies(reading: Reading, index: int) -> bool:
    return reading.continues(index) or (
        reading.gap(index) == "-" and not reading.tokens[index].digits
    )


def _base(reading: Reading, index: int, *, bare: bool) -> tuple[float, int] | None:
    if index >= len(reading.tokens):
        return None
    token = reading.tokens[index]
    if token.digits:
        value = _literal(token.text, commas=reading.commas)
        return None if value is None or _is_glued(reading, index) else (value, index + 1)
    worded = _worded(reading, index)
    if worded or not bare:
        return worded
    meaning = reading.meaning(index)
    if meaning and meaning.role == "multiplier" and _stands_alone(reading, index):
        return 1.0, index
    return None


def _stands_alone(reading: Reading, index: int) -> bool:
    turns = fact_words().words
    before = reading.word(index - 1)
    if before in turns.article:
        return reading.word(index - 2) not in turns.vague
    return reading.word(index) in turns.bare and before not in turns.vague


def _worded(reading: Reading, first: int) -> tuple[float, int] | None:
    """Number words in descending order: «сто двадцать пять», «екі жүз он», "two hundred"."""
    total, index = 0.0, first
    while True:
        if total and total % 100 == 0 and reading.word(index) == "and":
            index += 1
        word = reading.meaning(index)
        if word is None or (index > first and reading.gap(index) not in _WORD_GAPS):
            break
        if word.role == "hundred" and (total or _may_open(reading, index)) and total < 10:  # noqa: PLR2004 - nine hundred is the most
            total = (total or 1.0) * 100
        elif word.role == "number" and _fits(total, word.value):
            total += word.value
        else:
            break
        index += 1
    index -= reading.word(index - 1) == "and" and index > first
    return (total, index) if index > first else None


def _may_open(reading: Reading, index: int) -> bool:
    return reading.kazakh or reading.word(index - 1) in fact_words().words.article


def _fits(total: float, value: float) -> bool:
    """Whether a number word may follow a sum: its places must be free."""
    if value < 1:
        return total >= 1 and total.is_integer()
    place = 10 if value < 10 else 100 if value < 100 else 1000  # noqa: PLR2004 - decimal places
    return total % place == 0


def _literal(text: str, *, commas: bool) -> float | None:
    if len(text) > _LONGEST_LITERAL:
        return None
    text = text.replace(" ", "")
    if text.count(",") > 1 or ("," in text and "." in text[text.index(",") :]):
        return float(text.replace(",", ""))
    if text.count(".") > 1:
        return float(text.replace(".", "").replace(",", "."))
    if commas and _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def _is_glued(reading: Reading, index: int) -> bool:
    """Whether figures are part of a date, a time, a phone number, a version or a name."""
    token, folded = reading.tokens[index], reading.folded
    before, after = folded[max(0, token.start - 2) : token.start], folded[token.end : token.end + 2]
    if before[-1:].isalnum() or before[-1:] == "_":
        meaning = reading.meaning(index - 1)
        return meaning is None or meaning.role != "money"
    if before[-1:] == "+" or (len(before) > 1 and before[-1] in ".,:/" and before[0].isdigit()):
        return True
    if before[-1:] == "-" and before[:1].isalpha():
        return True
    if len(after) > 1 and after[0] in ".,:/" and after[1].isdigit():
        return True
    return _is_chained(reading, index)


def _is_chained(reading: Reading, index: int) -> bool:
    """Three numbers or more between hyphens are a phone number or a date, not a range."""
    low = index
    while (
        low > index - 2 and low > 0 and reading.tokens[low - 1].digits and reading.gap(low) == "-"
    ):
        low -= 1
    high = index
    while high < low + 2 and reading.gap(high + 1) == "-" and reading.tokens[high + 1].digits:
        high += 1
    return high - low > 1


def _closed(reading: Reading, sized: tuple[float, float], first: int, after: int) -> Numeral:
    end, ending = reading.tokens[max(first, after - 1)].end, ""
    if reading.gap(after) == "-" and reading.word(after) in fact_words().words.endings:
        end, ending = reading.tokens[after].end, reading.word(after)
        after += 1
    token = reading.tokens[first]
    plain = token.digits and after - first == 1 and token.text.isdecimal()
    return Numeral(
        value=sized[0],
        first=first,
        after=after,
        start=token.start,
        end=end,
        scale=sized[1],
        plain=plain,
        worded=not token.digits,
        ending=ending,
    )


def _is_label(reading: Reading, numeral: Numeral) -> bool:
    turns = fact_words().words
    before = reading.word(numeral.first - 1)
    near = reading.gap(numeral.first).strip(" .") == ""
    return near and (before in turns.label or (numeral.worded and before in turns.vague))
