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


@lru_cache(20_000)
def month_of(word: str) -> int:
    """1 to 12 for the name of a month with or without an ending, 0 for any other word."""
    if word in _cases():
        return _cases()[word]
    if word in moment_words().words.no_month:
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
    turns = moment_words().words
    if len(word) == _YEAR_FIGURES and word.isdecimal():
        return True
    if word in turns.quarter or word in turns.half or COMPACT.fullmatch(word):
        return True
    return month_of(word) > 0


def may_tell(word: str) -> bool:
    """Whether a word may belong to a date told from the day of publication."""
    turns = moment_words().words
    lists = (
        turns.this_year,
        turns.last_year,
        turns.year_noun,
        turns.years,
        turns.month_noun,
        weekdays(),
    )
    return any(word in words for words in lists) or shift_of(word) is not None


@cache
def _cases() -> dict[str, int]:
    return _reversed(moment_words().months)


@cache
def _month() -> re.Pattern[str]:
    return re.compile(month_pattern())


@lru_cache(20_000)
def shift_of(word: str) -> int | None:
    """How many days after the day of publication a word means: 0 for «сегодня», -1 «вчера»."""
    if word in moment_words().words.tomorrow:
        return 1
    folded = fold_date(word)
    kinds = (("today", 0), ("yesterday", -1), ("day_before", -2))
    return next((days for kind, days in kinds if folded in words_of(kind)), None)


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
