"""The words of `data/facts.toml`: numbers, multipliers, currencies and measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from pipelines.datafile import DATA, Record, read
from pipelines.matching.notation import CHAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = Literal["number", "hundred", "multiplier", "money", "measure", "none"]
Forms = dict[str, tuple[str, ...]]

_LONGEST: Final = 40
_CHOICE: Final = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is to a number; ``value`` is its number, its multiplier or its factor.

    ``kind`` and ``unit`` are those of the fact that a currency or a measure makes.
    """

    role: Role
    value: float = 1.0
    kind: str = ""
    unit: str = ""
    kazakh: bool = False


class Turns(Record):
    """Lists of words that stand around a number."""

    bare: frozenset[str]
    article: frozenset[str]
    vague: frozenset[str]
    endings: frozenset[str]
    label: frozenset[str]
    year: frozenset[str]
    between: frozenset[str]
    rate_before: tuple[str, ...]
    rate_after: frozenset[str]


class Growth(Record):
    """Stems that say which way a figure went."""

    up: tuple[str, ...]
    down: tuple[str, ...]


class Casualty(Record):
    """Words that say what befell people."""

    verbs: tuple[str, ...]
    filler: frozenset[str]
    function: frozenset[str]
    toll: tuple[str, ...]


class FactWords(Record):
    """The whole file."""

    number: dict[str, Forms]
    hundred: Forms
    multiplier: Forms
    letters: dict[str, float]
    words: Turns
    currency: Forms
    measure: Forms
    scaled: dict[str, dict[str, float]]
    no_unit: Forms
    subject: Forms
    growth: Growth
    casualty: Casualty


@cache
def fact_words() -> FactWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "facts.toml", FactWords)


@lru_cache(maxsize=20_000)
def look_up(phrase: str) -> Word | None:
    """What a word, or two words with one blank between, is to a number."""
    if len(phrase) > _LONGEST:
        return None
    exact, patterns, words = _table()
    known = exact.get(phrase)
    if known:
        return known
    found = patterns.fullmatch(phrase)
    return words[found.lastindex - 1] if found and found.lastindex else None


@cache
def _table() -> tuple[dict[str, Word], re.Pattern[str], list[Word]]:
    exact: dict[str, Word] = {}
    open_ended: list[tuple[str, Word]] = []
    for form, word in _forms(fact_words()):
        if form[-1] in "*~":
            open_ended.append((pattern(form), word))
        else:
            exact |= dict.fromkeys(_spelled(form), word)
    union = "|".join(f"({source})" for source, _ in open_ended)
    return exact, re.compile(union), [word for _, word in open_ended]


def pattern(form: str) -> str:
    """A form as a regular expression without groups: ``*`` any ending, ``~`` Kazakh suffixes."""
    ending = {"*": r"\w*", "~": CHAIN}
    return "".join(ending.get(piece) or re.escape(piece) for piece in re.split(r"([*~])", form))


def _spelled(form: str) -> list[str]:
    choice = _CHOICE.search(form)
    if choice is None:
        return [form]
    return [form[: choice.start()] + end + form[choice.end() :] for end in choice[1].split("|")]


def _forms(data: FactWords) -> Iterator[tuple[str, Word]]:
    # what is no unit comes first: of the open-ended forms the first that fits decides
    yield from _each(data.no_unit["words"], Word("none"))
    for language, numbers in data.number.items():
        for value, forms in numbers.items():
            yield from _each(forms, Word("number", float(value), kazakh=language == "kk"))
    for language, forms in data.hundred.items():
        yield from _each(forms, Word("hundred", 100.0, kazakh=language == "kk"))
    for value, forms in data.multiplier.items():
        yield from _each(forms, Word("multiplier", float(value)))
    for unit, forms in data.currency.items():
        yield from _each(forms, Word("money", kind="money", unit=unit))
    for measure, forms in data.measure.items():
        kind, unit = measure.split()
        yield from _each(forms, Word("measure", kind=kind, unit=unit))
    for measure, factors in data.scaled.items():
        kind, unit = measure.split()
        for form, factor in factors.items():
            yield form, Word("measure", factor, kind=kind, unit=unit)


def _each(forms: tuple[str, ...], word: Word) -> Iterator[tuple[str, Word]]:
    return ((form, word) for form in forms)
