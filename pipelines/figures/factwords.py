"""The words of `data/facts.toml`: numbers, multipliers, currencies and measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipelines.datafile import DATA, Record, read
from pipelines.figures.lexicon import Lexicon
from pipelines.figures.peoplewords import people_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = Literal["number", "hundred", "multiplier", "factor", "money", "measure", "none"]
Forms = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is to a number; ``value`` is its number, its multiplier or its factor.

    ``kind`` and ``unit`` are those of the fact that a currency or a measure makes; ``role`` of
    a noun for people is what the noun itself tells ("dead", "residents").
    """

    part: Role
    value: float = 1.0
    kind: str = ""
    unit: str = ""
    kazakh: bool = False
    role: str = ""


class Turns(Record):
    """Lists of words that stand around a number."""

    bare: frozenset[str]
    after_bound: frozenset[str]
    article: frozenset[str]
    vague: frozenset[str]
    and_a_half: frozenset[str]
    half: frozenset[str]
    one_of: frozenset[str]
    out_of: frozenset[str]
    without_unit: frozenset[str]
    sum_before: frozenset[str]
    sum_after: frozenset[str]
    sum_joints: frozenset[str]
    endings: frozenset[str]
    label: frozenset[str]
    year: frozenset[str]


class Base(Record):
    """Words that make a count of people the base of a rate."""

    before: tuple[str, ...]
    after: frozenset[str]


class FactWords(Record):
    """The whole file."""

    number: dict[str, Forms]
    hundred: Forms
    multiplier: Forms
    letters: dict[str, float]
    factor: Forms
    words: Turns
    base: Base
    currency: Forms
    letter_sign: dict[str, str]
    measure: Forms
    scaled: dict[str, dict[str, float]]
    no_unit: Forms


@cache
def fact_words() -> FactWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "facts.toml", FactWords)


@cache
def number_words() -> Lexicon[Word]:
    """All words of numbers and units."""
    return Lexicon(_forms(fact_words()))


def look_up(phrase: str) -> Word | None:
    """What a word, or two words with one blank between, is to a number."""
    return number_words().find(phrase)


def _forms(data: FactWords) -> Iterator[tuple[str, Word]]:
    # what is no unit comes first: of equal forms the first one counts
    yield from _each(data.no_unit["words"], Word("none"))
    for language, numbers in data.number.items():
        for value, forms in numbers.items():
            yield from _each(forms, Word("number", float(value), kazakh=language == "kk"))
    for language, forms in data.hundred.items():
        yield from _each(forms, Word("hundred", 100.0, kazakh=language == "kk"))
    for value, forms in data.multiplier.items():
        yield from _each(forms, Word("multiplier", float(value)))
    for value, forms in data.factor.items():
        yield from _each(forms, Word("factor", float(value)))
    yield from _units(data)


def _units(data: FactWords) -> Iterator[tuple[str, Word]]:
    for unit, forms in data.currency.items():
        yield from _each(forms, Word("money", kind="money", unit=unit))
    for measure, forms in data.measure.items():
        kind, unit = measure.split()
        yield from _each(forms, Word("measure", kind=kind, unit=unit))
    for measure, factors in data.scaled.items():
        kind, unit = measure.split()
        for form, factor in factors.items():
            yield form, Word("measure", factor, kind=kind, unit=unit)
    for role, nouns in people_nouns().items():
        yield from _each(nouns, Word("measure", kind="people", unit="people", role=role))


def _each(forms: tuple[str, ...], word: Word) -> Iterator[tuple[str, Word]]:
    return ((form, word) for form in forms)
