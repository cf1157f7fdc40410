"""A number with its unit: money, share, mass, people, area, power, jobs.

A unit stands after its number, a currency sign or code also before it. A number without one of
the known units is no quantity, which keeps years, times, ages and scores out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import Word, fact_words, look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.numerals import Numeral
    from pipelines.figures.reading import Reading

_COUNTED: Final = frozenset({"people", "jobs"})
_HYPHENATED: Final = frozenset({"share", "count"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MEGATONNE: Final = 1e6
_RATE_BASES: Final = frozenset({1_000.0, 10_000.0, 100_000.0, 1_000_000.0})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with the unit found for it; without one ``kind`` and ``unit`` are empty.

    ``after`` is the index of the first token behind it, ``last`` the last word of it, which
    carries the case in Kazakh.
    """

    numeral: Numeral
    value: float
    kind: str
    unit: str
    start: int
    end: int
    after: int
    last: str


@dataclass(frozen=True, slots=True)
class _Unit:
    word: Word
    after: int


def find_quantities(reading: Reading, numerals: Sequence[Numeral]) -> list[Quantity]:
    """Every numeral as a quantity, in order; those without a known unit have an empty kind."""
    found: list[Quantity] = []
    for numeral in numerals:
        used = found[-1].after if found else 0
        found.append(_quantity(reading, numeral, used))
    return found


def _quantity(reading: Reading, numeral: Numeral, used: int) -> Quantity:
    """One numeral as a quantity; tokens before ``used`` belong to the quantity in front."""
    sign = _sign_before(reading, numeral)
    if sign and used < numeral.first:
        return _with_sign(reading, numeral, sign)
    unit = _unit_after(reading, numeral.after)
    last = numeral.ending or reading.word(numeral.after - 1)
    bare = Quantity(numeral, numeral.value, "", "", numeral.start, numeral.end, numeral.after, last)
    if unit is None or _is_excluded(reading, numeral, unit):
        return bare
    factor = unit.word.value
    if (
        unit.word.unit == "t"
        and reading.original[reading.tokens[unit.after - 1].start :][:2] == "Mt"
    ):
        factor = _MEGATONNE
    return _ended(
        reading,
        replace(bare, value=numeral.value * factor, kind=unit.word.kind, unit=unit.word.unit),
        unit.after,
    )


def _sign_before(reading: Reading, numeral: Numeral) -> Word | None:
    """The currency sign or code in front: "$5", "KZT 1.7trln", «₸500 млн»."""
    if numeral.worded or reading.gap(numeral.first) not in {"", " "}:
        return None
    text = reading.word(numeral.first - 1)
    word = look_up(text)
    is_sign = text.endswith(("$", "€", "₸", "₽", "£")) or (text.isascii() and len(text) == 3)  # noqa: PLR2004 - ISO 4217 codes
    return word if word and word.role == "money" and is_sign else None


def _with_sign(reading: Reading, numeral: Numeral, sign: Word) -> Quantity:
    value, after, end = numeral.value, numeral.after, numeral.end
    letter = fact_words().letters.get(reading.word(after))
    if letter and reading.gap(after) == "" and after - numeral.first == 1:
        value, end, after = value * letter, reading.tokens[after].end, after + 1
    start = reading.tokens[numeral.first - 1].start
    return Quantity(
        numeral, value, sign.kind, sign.unit, start, end, after, reading.word(after - 1)
    )


def _unit_after(reading: Reading, index: int) -> _Unit | None:
    """The unit at a token, or behind one or two words such as "metric" or «местных»."""
    turns = fact_words().words
    for at in range(index, index + 3):
        unit = _unit_at(reading, at, hyphen=at == index)
        if unit:
            return None if unit.word.role == "none" else unit
        if reading.word(at) not in turns.between or reading.gap(at) != " ":
            return None
    return None


def _unit_at(reading: Reading, index: int, *, hyphen: bool) -> _Unit | None:
    joined = reading.continues(index)
    if not joined and not (hyphen and reading.gap(index) == "-"):
        return None
    if reading.continues(index + 1) or reading.gap(index + 1) == "-":
        pair = look_up(f"{reading.word(index)} {reading.word(index + 1)}")
        if pair and pair.role in {"money", "measure", "none"}:
            return _Unit(pair, index + 2)
    word = look_up(reading.word(index))
    if word is None or word.role not in {"money", "measure"} or _opens_next(reading, index):
        return None
    return _Unit(word, index + 1) if joined or word.kind in _HYPHENATED else None


def _opens_next(reading: Reading, index: int) -> bool:
    """Whether a sign belongs to the figures right behind it, as in "12 $5 notes"."""
    if reading.word(index)[-1:].isalpha() or reading.gap(index + 1):
        return False
    return index + 1 < len(reading.tokens) and reading.tokens[index + 1].digits


def _is_excluded(reading: Reading, numeral: Numeral, unit: _Unit) -> bool:
    word, follows = unit.word, reading.gap(unit.after)
    if follows == "-" and reading.word(unit.after) not in fact_words().words.endings:
        return True
    if word.unit in _COUNTED and (not numeral.value.is_integer() or numeral.value < 1):
        return True
    return _is_year(reading, numeral, word) or (
        word.unit == "people" and _is_rate(reading, numeral, unit.after)
    )


def _is_year(reading: Reading, numeral: Numeral, word: Word) -> bool:
    """Whether an English year stands before a noun; «в 2023 году» tells itself apart."""
    return (
        numeral.plain
        and _FIRST_YEAR <= numeral.value < _LAST_YEAR
        and word.kind in {"people", "tonnage"}
        and reading.word(numeral.first - 1) in fact_words().words.year
    )


def _is_rate(reading: Reading, numeral: Numeral, after: int) -> bool:
    """Whether it is a base: "per 100,000 people", «на 1000 жителей», «мың адамға шаққанда»."""
    turns = fact_words().words
    if reading.word(after) in turns.rate_after:
        return True
    before = reading.folded[max(0, numeral.start - 20) : numeral.start].rstrip()
    if before.endswith(turns.rate_before):
        return True
    return numeral.value in _RATE_BASES and reading.word(numeral.first - 1) == "на"


def _ended(reading: Reading, quantity: Quantity, after: int) -> Quantity:
    last = reading.tokens[after - 1]
    end, word = last.end, last.text
    if reading.gap(after) == "-" and reading.word(after) in fact_words().words.endings:
        end, word, after = reading.tokens[after].end, reading.word(after), after + 1
    return replace(quantity, end=end, after=after, last=word)
