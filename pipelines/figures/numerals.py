"""Numbers in figures and words, in Kazakh, Russian and English.

The cost of finding them follows the length of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.factwords import fact_words
from pipelines.figures.glued import is_glued
from pipelines.figures.halves import bare_multiplier, half_before, openings_of_half, with_half
from pipelines.figures.literals import read_figures, read_words, rounded
from pipelines.figures.senses import NUMBER

if TYPE_CHECKING:
    from pipelines.figures.factwords import Word
    from pipelines.figures.reading import Reading

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ENDLESS: Final = float("inf")
# what ends a number, and what goes on with it
_ENDS: Final = frozenset({" ", ", ", ". "})
_ADDED: Final = frozenset({"number", "hundred", "multiplier"})
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
        if index < done:
            continue
        numeral = _single(reading, index) or _numeral(reading, index)
        if numeral:
            done = numeral.after
            if not _is_label(reading, numeral):
                found.append(numeral)
    return found


def _single(reading: Reading, index: int) -> Numeral | None:
    """A number of one token with nothing behind that adds to it, as most are."""
    after, text = index + 1, reading.texts[index]
    meaning = reading.meanings[after]
    if (
        (reading.gaps[after] not in _ENDS and reading.texts[after] != "%")
        or (meaning and meaning.part in _ADDED)
        or reading.texts[after] in openings_of_half()
    ):
        return None
    is_figure = text[0].isdecimal()
    value = _of_figures(reading, index) if is_figure else _of_word(reading.meanings[index])
    if not value:
        return None
    plain = is_figure and text.isdecimal()
    start, end = reading.starts[index], reading.ends[index]
    return Numeral(value, index, after, start, end, 1.0, plain, not is_figure)


def _of_figures(reading: Reading, index: int) -> float | None:
    """The value of figures behind a blank, which are seldom glued to anything."""
    if reading.gaps[index] != " " or is_glued(reading, index):
        return None
    value = read_figures(reading.texts[index], commas=reading.commas)
    return None if value is None else rounded(value)


def _of_word(meaning: Word | None) -> float | None:
    """The value of a number word that no "and" goes on from, as from hundreds."""
    if meaning is None or meaning.part != "number" or meaning.value < 1:
        return None
    return meaning.value if meaning.value % 100 else None


def _numeral(reading: Reading, first: int) -> Numeral | None:
    """A number with its multipliers: «1 млрд 200 млн», "one hundred and five thousand"."""
    meaning = reading.meanings[first]
    if meaning and meaning.part == "factor":
        start, end = reading.starts[first], reading.ends[first]
        return Numeral(meaning.value, first, first + 1, start, end, worded=True, factor=True)
    total, scale, index, largest = 0.0, _ENDLESS, first, 0.0
    while scale > 1:
        part = _part(reading, index, opens=index == first)
        if part is None or not _may_add(reading, index, part, scale):
            break
        total, scale = rounded(total + part.value * part.step), part.step
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
    multiplier = reading.meanings[after]
    if (
        multiplier
        and multiplier.part == "multiplier"
        and (after == index or _multiplies(reading, after))
    ):
        return _Part(value, multiplier.value, after + 1)
    letter = _letter(reading, after)
    return _Part(value, letter, after + 1) if letter else _Part(value, 1.0, after)


def _letter(reading: Reading, index: int) -> float | None:
    """The multiplier of a letter glued to a figure with a unit: "$5m", "1.3m people", "€20k"."""
    value = fact_words().letters.get(reading.texts[index])
    if value is None or reading.gaps[index] or not reading.is_figure(index - 1):
        return None
    before, behind = reading.meanings[index - 2], reading.meanings[index + 1]
    signed = before and before.part == "money" and reading.gaps[index - 1] in {"", " "}
    named = (
        behind and behind.kind in {"money", "people", "tonnage"} and reading.continues(index + 1)
    )
    lettered = reading.texts[index - 2] in fact_words().letter_sign.values()
    return value if signed or named or (lettered and not reading.gaps[index - 1]) else None


def _may_add(reading: Reading, index: int, part: _Part, scale: float) -> bool:
    """«21 тысяча 500» and «1 млрд 200 млн» are one number, «5 млн 10 млн» and «1 млн 40» two."""
    if scale == _ENDLESS:
        return True
    if not reading.continues(index) or not 1 <= part.value < scale or part.step >= scale:
        return False
    if part.step > 1 or not reading.is_figure(index):
        return True
    return scale == _THOUSAND and part.value >= _FULL_GROUP


def _multiplies(reading: Reading, index: int) -> bool:
    return reading.continues(index) or (reading.gaps[index] == "-" and not reading.is_figure(index))


def _base(reading: Reading, index: int, *, bare: bool) -> tuple[float, int] | None:
    if reading.is_figure(index):
        value = read_figures(reading.texts[index], commas=reading.commas)
        if value is None or is_glued(reading, index):
            return None
        return with_half(reading, value, index + 1)
    worded = read_words(reading, index)
    if worded:
        return with_half(reading, *worded)
    return bare_multiplier(reading, index) if bare else None


def _closed(reading: Reading, sized: tuple[float, float], first: int, after: int) -> Numeral:
    end, ending = reading.ends[max(first, after - 1)], ""
    is_figure = reading.is_figure(first)
    if reading.gaps[after] == "-" and reading.texts[after] in fact_words().words.endings:
        end, ending = reading.ends[after], reading.texts[after]
        after += 1
    half = None if is_figure else half_before(reading, first)
    first = first if half is None else half
    plain = is_figure and after - first == 1 and reading.texts[first].isdecimal()
    start = reading.starts[first]
    return Numeral(sized[0], first, after, start, end, sized[1], plain, not is_figure, ending)


def _is_label(reading: Reading, numeral: Numeral) -> bool:
    turns = fact_words().words
    before = reading.texts[numeral.first - 1]
    if (
        numeral.value == 1
        and numeral.worded
        and (
            reading.texts[numeral.after] in turns.out_of
            or reading.texts[numeral.first] in turns.one_of
        )
    ):
        return True
    if before not in turns.label and not (numeral.worded and before in turns.vague):
        return False
    return reading.gaps[numeral.first].strip(" .") == ""
