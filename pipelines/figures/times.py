"""The time that a sentence tells of a figure: "In 2023, 46 people died", «былтыр 46 адам»."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.momentwords import moment_words
from pipelines.figures.subjects import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.reading import Reading
    from pipelines.judgement import Fact

_OPENING: Final = 4  # words of a sentence within which a date governs all of it
_BESIDE: Final = 2
_PARTICIPLES: Final = ("ed", "built", "ный", "ная", "ное", "ные")
_MARKS: Final = frozenset(',:()"')


class _Day(NamedTuple):
    """A date with the indices of its tokens, and whether it tells when something was."""

    first: int
    after: int
    tells: bool
    fact: Fact


def with_times(reading: Reading, figures: Sequence[Fact], dates: Sequence[Fact]) -> list[Fact]:
    """The figures, each with the date that its clause or the head of its sentence states.

    A deadline and the start of a state («с 1954 года») date no figure.
    """
    days: dict[int, list[_Day]] = defaultdict(list)
    for fact in sorted(dates, key=lambda date: date.span):
        first, after = reading.tokens_of(*fact.span)
        tells = fact.role == "day" and not _is_start(reading, first, fact)
        days[reading.sentence(*fact.span)[0]].append(_Day(first, after, tells, fact))
    return [_dated(reading, figure, days) for figure in figures] if days else list(figures)


def _is_start(reading: Reading, first: int, date: Fact) -> bool:
    """Whether a date is the one from which on something holds."""
    turns = moment_words().words
    return not date.moment_to and reading.texts[first - 1] in turns.starting


def _dated(reading: Reading, figure: Fact, days: dict[int, list[_Day]]) -> Fact:
    low, _ = reading.sentence(*figure.span)
    near = days.get(low)
    day = _day_of(reading, reading.tokens_of(*figure.span), near, low) if near else None
    if day is None or not day.tells:
        return figure
    return replace(figure, moment=day.fact.moment, moment_to=day.fact.moment_to)


def _day_of(reading: Reading, tokens: tuple[int, int], days: list[_Day], low: int) -> _Day | None:
    """The date right behind a figure, or the last one before it, or one behind in its clause."""
    first, after = tokens
    before = [day for day in days if day.after <= first and _leads(reading, day, first, low)]
    behind = [day for day in days if day.first >= after and _is_near(reading, after, day.first)]
    if behind and (not before or (not reading.kazakh and behind[0].first - after <= _BESIDE)):
        return behind[0]
    return before[-1] if before else None


def _leads(reading: Reading, day: _Day, first: int, low: int) -> bool:
    """Whether a date opens the sentence of a figure, or stands before it in its clause."""
    opens = day.first - low <= _OPENING and _is_near(reading, low + 1, day.first)
    words = reading.texts[low : day.first]
    # «основанная в 1954 году», "built in 1954" opens a sentence with another time than its own
    if opens and not any(is_verb(word) or word.endswith(_PARTICIPLES) for word in words):
        return True
    return _is_near(reading, day.after, first)


def _is_near(reading: Reading, start: int, end: int) -> bool:
    """Whether no mark and no word that opens a clause stands between two tokens."""
    opening = moment_words().words.opening
    return all(map(_MARKS.isdisjoint, reading.gaps[start : end + 1])) and opening.isdisjoint(
        reading.texts[start:end]
    )
