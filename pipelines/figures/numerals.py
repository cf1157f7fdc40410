"""Numbers in figures and words, in Kazakh, Russian and English.

The cost of finding them follows the length of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.figures.factwords import fact_words
from pipelines.figures.figurewords import bound_words
from pipelines.figures.glued import is_glued
from pipelines.figures.literals import read_figures, read_words
from pipelines.figures.senses import NUMBER

if TYPE_CHECKING:
    from pipelines.figures.reading import Reading

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_THOUSAND, _FULL_GROUP = 1000, 100


class Numeral(NamedTuple):
    """A number as read: ``first`` and ``after`` are the token indices it spans.

    ``scale`` is its first multiplier. ``plain`` says that it is one group of digits, as years
    are; ``ending`` is the Kazakh ending written after a hyphen; ``factor`` that it is a word
    such as «вдвое».
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
    factor: bool = False

    @property
    def is_yearlike(self) -> bool:
        """Whether it is written as a year of our time."""
        return self.plain and _FIRST_YEAR <= self.value < _LAST_YEAR


class _Part(NamedTuple):
    value: float
    step: float
    after: int


def find_numerals(reading: Reading) -> list[Numeral]:
    """All numbers of a text in order; dates, times, phone numbers and labels are left out."""
    found: list[Numeral] = []
    done = 0
    for index in reading.beginning(NUMBER):
        numeral = _numeral(reading, index) if index >= done else None
        if numeral:
            done = numeral.after
            if not _is_label(reading, numeral):
                found.append(numeral)
    return found


def _numeral(reading: Reading, first: int) -> Numeral | None:
    """A number with its multipliers: «1 млрд 200 млн», "one hundred and five thousand"."""
    meaning = reading.meaning(first)
    if meaning and meaning.part == "factor":
        start, end = reading.starts[first], reading.ends[first]
        return Numeral(meaning.value, first, first + 1, start, end, worded=True, factor=True)
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
    if multiplier and multiplier.part == "multiplier":
        return _Part(value, multiplier.value, after + 1)
    letter = _letter(reading, after)
    return _Part(value, letter, after + 1) if letter else _Part(value, 1.0, after)


def _letter(reading: Reading, index: int) -> float | None:
    """The multiplier of a letter glued to a figure with a unit: "$5m", "1.3m people", "€20k"."""
    value = fact_words().letters.get(reading.word(index))
    if value is None or reading.gap(index) or not reading.is_figure(index - 1):
        return None
    before, behind = reading.meaning(index - 2), reading.meaning(index + 1)
    signed = before and before.part == "money" and reading.gap(index - 1) in {"", " "}
    named = (
        behind and behind.kind in {"money", "people", "tonnage"} and reading.continues(index + 1)
    )
    lettered = reading.word(index - 2) in fact_words().letter_sign.values()
    return value if signed or named or (lettered and not reading.gap(index - 1)) else None


def _may_add(reading: Reading, index: int, part: _Part, scale: float) -> bool:
    """«21 тысяча 500» and «1 млрд 200 млн» are one number, «5 млн 10 млн» and «1 млн 40» two."""
    if scale == float("inf"):
        return True
    if not reading.continues(index) or not 1 <= part.value < scale or part.step >= scale:
        return False
    if part.step > 1 or not reading.is_figure(index):
        return True
    return scale == _THOUSAND and part.value >= _FULL_GROUP


def _multiplies(reading: Reading, index: int) -> bool:
    return reading.continues(index) or (reading.gap(index) == "-" and not reading.is_figure(index))


def _base(reading: Reading, index: int, *, bare: bool) -> tuple[float, int] | None:
    if index >= len(reading.texts):
        return None
    if reading.is_figure(index):
        value = read_figures(reading.texts[index], commas=reading.commas)
        if value is None or is_glued(reading, index):
            return None
        return _with_half(reading, value, index + 1)
    worded = read_words(reading, index)
    if worded:
        return _with_half(reading, *worded)
    return _bare_multiplier(reading, index) if bare else None


def _bare_multiplier(reading: Reading, index: int) -> tuple[float, int] | None:
    """«Миллион тенге», "half a million", «более тысячи»: a multiplier without a figure."""
    meaning = reading.meaning(index)
    if meaning is None or meaning.part != "multiplier":
        return None
    if _half_before(reading, index) is not None:
        return 0.5, index
    return (1.0, index) if _stands_alone(reading, index) else None


def _with_half(reading: Reading, value: float, after: int) -> tuple[float, int]:
    """«два с половиной», "two and a half"."""
    for length in (2, 3):
        words = " ".join(reading.texts[after : after + length])
        if words in fact_words().words.and_a_half:
            return value + 0.5, after + length
    return value, after


def _half_before(reading: Reading, index: int) -> int | None:
    """Where «жарты» or "half a" stands before a multiplier that has no other figure."""
    turns, meaning = fact_words().words, reading.meaning(index)
    if meaning is None or meaning.part != "multiplier":
        return None
    before = index - 2 if reading.word(index - 1) in turns.article else index - 1
    return before if reading.word(before) in turns.half else None


def _stands_alone(reading: Reading, index: int) -> bool:
    turns = fact_words().words
    word, before = reading.word(index), reading.word(index - 1)
    if before in turns.article:
        return reading.word(index - 2) not in turns.vague
    if word in turns.after_bound:
        return bound_words().ending_at(reading.texts, index - 1) is not None
    return word in turns.bare and before not in turns.vague


def _closed(reading: Reading, sized: tuple[float, float], first: int, after: int) -> Numeral:
    end, ending = reading.ends[max(first, after - 1)], ""
    if reading.gap(after) == "-" and reading.word(after) in fact_words().words.endings:
        end, ending = reading.ends[after], reading.word(after)
        after += 1
    half = _half_before(reading, first)
    first = first if half is None else half
    is_figure = reading.is_figure(first)
    plain = is_figure and after - first == 1 and reading.texts[first].isdecimal()
    return Numeral(
        value=sized[0],
        first=first,
        after=after,
        start=reading.starts[first],
        end=end,
        scale=sized[1],
        plain=plain,
        worded=not is_figure,
        ending=ending,
    )


def _is_label(reading: Reading, numeral: Numeral) -> bool:
    turns = fact_words().words
    before = reading.word(numeral.first - 1)
    if (
        numeral.value == 1
        and numeral.worded
        and (
            reading.word(numeral.after) in turns.out_of
            or reading.word(numeral.first) in turns.one_of
        )
    ):
        return True
    near = reading.gap(numeral.first).strip(" .") == ""
    return near and (before in turns.label or (numeral.worded and before in turns.vague))
