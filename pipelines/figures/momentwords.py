"""The words of `data/moments.toml`, and single words of a date as running text has them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from pipelines.datafile import DATA, Record, read
from pipelines.dating.datewords import fold_date, month_number, month_pattern, names_month, words_of

Words = frozenset[str]

# a quarter or half of a year in short: Q3, H1
COMPACT: Final = re.compile(r"(?:q([1-4])|h([12]))")

_KEPT: Final = 20_000
_HEAD: Final = 3
_LAST_CYRILLIC: Final = "\u052f"
_SHORT: Final = 4
_YEAR_FIGURES: Final = 4


class Turns(Record):
    """Lists of words around a date."""

    year: Words
    before_year: Words
    year_noun: Words
    month_noun: Words
    quarter: Words
    half: Words
    in_month: Words
    month_cases: tuple[str, ...]
    two_faced: Words
    month_endings: tuple[str, ...]
    deadline: Words
    deadline_between: Words
    deadline_after: Words
    deadline_after_between: Words
    end: Words
    since: Words
    through: Words
    next: Words
    last: Words
    this: Words
    weekday_before: Words
    weekday_after: Words
    night: Words
    this_year: Words
    last_year: Words
    tomorrow: Words
    year_endings: Words
    starting: Words
    opening: Words
    years: Words
    ago: Words
    no_month: Words


class MomentWords(Record):
    """The whole file."""

    words: Turns
    months: dict[int, tuple[str, ...]]
    ordinals: dict[int, tuple[str, ...]]
    weekdays: dict[int, tuple[str, ...]]


@cache
def moment_words() -> MomentWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "moments.toml", MomentWords)


@lru_cache(_KEPT)
def month_of(word: str) -> int:
    """1 to 12 for the name of a month with or without an ending, 0 for any other word."""
    if word in _cases():
        return _cases()[word]
    if word in moment_words().words.no_month or not _may_name(word[:_HEAD])[0]:
        return 0
    name = fold_date(word)
    if len(name) != len(word) or not names_month(name):
        return 0
    if _month().fullmatch(name):
        return month_number(name)
    stems = (word.removesuffix(end) for end in moment_words().words.month_endings)
    return next((month_of(stem) for stem in stems if stem != word and len(stem) > _SHORT), 0)


def may_state(word: str) -> bool:
    """Whether a word may belong to a date of the calendar: a year, a month, a quarter."""
    if word.isalpha():
        turns = moment_words().words
        return word in turns.quarter or word in turns.half or month_of(word) > 0
    if word.isdecimal():
        return len(word) == _YEAR_FIGURES
    return COMPACT.fullmatch(word) is not None


def may_tell(word: str) -> bool:
    """Whether a word may belong to a date told from the day of publication."""
    return word in _telling() or shift_of(word) is not None


@cache
def _telling() -> Words:
    turns = moment_words().words
    periods = turns.this_year | turns.last_year | turns.year_noun | turns.years | turns.month_noun
    return periods | weekdays().keys()


@cache
def _cases() -> dict[str, int]:
    return _reversed(moment_words().months)


@cache
def _month() -> re.Pattern[str]:
    return re.compile(month_pattern())


@lru_cache(_KEPT)
def shift_of(word: str) -> int | None:
    """How many days after the day of publication a word means: 0 for «сегодня», -1 «вчера»."""
    if word in moment_words().words.tomorrow:
        return 1
    return _shifts().get(fold_date(word)) if _may_name(word[:_HEAD])[1] else None


@cache
def _shifts() -> dict[str, int]:
    kinds = (("day_before", -2), ("yesterday", -1), ("today", 0))
    return {word: days for kind, days in kinds for word in words_of(kind)}


@lru_cache(_KEPT)
def _may_name(letters: str) -> tuple[bool, bool]:
    """Whether a month, and a day told from the present, may begin with so many letters.

    Most words are told by them to be neither. What is not Latin or Cyrillic may lose letters in
    the spelling of dates, and is always looked at.
    """
    if letters[:1] > _LAST_CYRILLIC:
        return True, True
    folded = "".join(map(_folded_letter, letters))
    return names_month(folded), folded in _shift_heads()


@cache
def _folded_letter(letter: str) -> str:
    return fold_date(letter)


@cache
def _shift_heads() -> Words:
    return frozenset(word[:_HEAD].rstrip() for word in _shifts())


@cache
def ordinals() -> dict[str, int]:
    """First to fourth."""
    return _reversed(moment_words().ordinals)


@cache
def weekdays() -> dict[str, int]:
    """0 for Monday."""
    return _reversed(moment_words().weekdays)


def _reversed(lists: dict[int, tuple[str, ...]]) -> dict[str, int]:
    return {word: number for number, words in lists.items() for word in words}
