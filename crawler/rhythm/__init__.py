"""How often to ask a hub: learnt from what came, between 10 minutes and 24 hours. Pure.

Asking every T hours makes the entries of a rate λ wait λT²/2 hours together, and costs one
request. If a request is worth c hours of waiting, the best T is sqrt(2c/λ), and the entries that
then wait are λT = sqrt(2cλ). Where the rate changes with the hour, the best moments t₁ < t₂ < …
obey ∂/∂tᵢ = 0, that is: what waits at tᵢ equals λ(tᵢ)·(tᵢ₊₁ − tᵢ). With the steady interval for
the one to come this reads: ask once the entries expected since the last answer reach
sqrt(2cλ(t)). So a falling rate is swept up at its end, and a night is slept through until the
morning has brought something.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, cycle, islice
from typing import TYPE_CHECKING, Final

from crawler.rhythm.arrivals import HOUR, Answer, Seen, place, seen_of
from crawler.rhythm.rates import clumping, rates, stretches
from crawler.rhythm.record import DAYS, LONGEST_WAIT, REQUEST_WORTH, SHORTEST_WAIT, Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from crawler.rhythm.rates import Stretch

__all__ = ["Rhythm", "after_failure", "frozen_after", "learn", "next_due", "per_day"]

MEMORY_HOURS: Final = 20 * 24.0
RECENT_HOURS: Final = 18.0
FAILURE_WAIT: Final = timedelta(minutes=30)
DAY: Final = timedelta(days=1)
UNKNOWN_SILENCE: Final = 14 * DAY
SHORTEST_SILENCE: Final = 2 * DAY
LONGEST_SILENCE: Final = 30 * DAY
# a silence is called frozen where one like it comes by chance once in 10,000 times
SILENCE_CHANCE: Final = 1e-4
# a silence that ended well may come again, and somewhat longer
SILENCE_MARGIN: Final = 1.5
ENOUGH_HOURS: Final = 24.0
ENOUGH_ENTRIES: Final = 10.0


def learn(
    rhythm: Rhythm,
    *,
    asked_at: datetime,
    last_asked_at: datetime | None,
    new: int,
    published: Sequence[datetime],
    zone: tzinfo,
) -> Rhythm:
    """What is known after one more answer, a 304 being one with ``new=0``.

    ``new`` entries were not there at ``last_asked_at`` (None: never asked); ``published`` are
    the dates of those that have one. Times are aware; ``zone`` is the source's. Where no time
    has passed (a clock set back) nothing is learnt.
    """
    answer = Answer(asked_at, last_asked_at, max(new, 0), tuple(published))
    seen = seen_of(rhythm, answer, zone)
    shown = max(rhythm.shown, float(answer.new))
    if seen is None:
        return replace(rhythm, shown=shown)
    gap = (asked_at - last_asked_at) / HOUR if last_asked_at else 0.0
    cells = list(stretches(seen.begin, seen.end, zone))
    came = place(seen, cells, rates(rhythm))
    learnt = _count(_faded(rhythm, gap), cells, came)
    learnt = _compare(learnt, seen, cells, came)
    return replace(learnt, shown=shown)


def _faded(rhythm: Rhythm, gap: float) -> Rhythm:
    """All counts as they weigh ``gap`` hours later."""
    kept, recent = math.exp(-gap / MEMORY_HOURS), math.exp(-gap / RECENT_HOURS)
    return replace(
        rhythm,
        came=_scaled(rhythm.came, kept),
        watched=_scaled(rhythm.watched, kept),
        day_came=_scaled(rhythm.day_came, kept),
        day_expected=_scaled(rhythm.day_expected, kept),
        recent_came=rhythm.recent_came * recent,
        recent_expected=rhythm.recent_expected * recent,
        squares=rhythm.squares * kept,
        expected=rhythm.expected * kept,
        longest_quiet=rhythm.longest_quiet * kept,
    )


def _count(rhythm: Rhythm, cells: Sequence[Stretch], came: Sequence[float]) -> Rhythm:
    entries, hours = list(rhythm.came), list(rhythm.watched)
    for cell, count in zip(cells, came, strict=True):
        entries[cell.cell] += count
        hours[cell.cell] += cell.hours
    return replace(rhythm, came=_rounded(entries), watched=_rounded(hours))


def _compare(rhythm: Rhythm, seen: Seen, cells: Sequence[Stretch], came: Sequence[float]) -> Rhythm:
    """Set what came against what the cells foretell.

    They already know of this answer: while little is known they agree with it, and the factors
    of weekdays and of the last days do not run away from a guess that was far off.
    """
    model = rates(rhythm)
    day_came, day_expected = list(rhythm.day_came), list(rhythm.day_expected)
    for cell, count in zip(cells, came, strict=True):
        day_came[cell.weekday] += count
        day_expected[cell.weekday] += model.cells[cell.cell] * cell.hours
    rhythm = replace(rhythm, day_came=_rounded(day_came), day_expected=_rounded(day_expected))
    if not seen.is_whole:
        return _after_window(rhythm, seen)
    usual = sum(model.usual(cell) * cell.hours for cell in cells)
    return _after_wait(rhythm, seen, sum(came), usual, model.recent)


def _after_window(rhythm: Rhythm, seen: Seen) -> Rhythm:
    squares = sum(size**2 for size in seen.clumps)
    return replace(
        rhythm,
        squares=round(rhythm.squares + squares, 6),
        expected=round(rhythm.expected + sum(seen.clumps), 6),
        quiet=0.0,
    )


def _after_wait(rhythm: Rhythm, seen: Seen, new: float, usual: float, recent: float) -> Rhythm:
    expected = usual * recent
    quiet = rhythm.quiet + (seen.end - seen.begin) / HOUR
    return replace(
        rhythm,
        recent_came=round(rhythm.recent_came + new, 6),
        recent_expected=round(rhythm.recent_expected + usual, 6),
        squares=round(rhythm.squares + (new - expected) ** 2, 6),
        expected=round(rhythm.expected + expected, 6),
        quiet=0.0 if new else round(quiet, 6),
        longest_quiet=max(rhythm.longest_quiet, rhythm.quiet) if new else rhythm.longest_quiet,
    )


def _scaled(numbers: Iterable[float], factor: float) -> tuple[float, ...]:
    return tuple(number * factor for number in numbers)


def _rounded(numbers: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(number, 6) for number in numbers)


def next_due(rhythm: Rhythm, *, now: datetime, zone: tzinfo, kept: int = 0) -> datetime:
    """When to ask again after the answer at ``now``, aware UTC: in 10 minutes to 24 hours.

    ``kept`` is how many entries the hub shows at a time, 0 where that is not known: at most half
    of them may be expected to be new.
    """
    model = rates(rhythm)
    now = now.astimezone(UTC)
    room = kept / 2 if kept > 0 else math.inf
    waiting, due = 0.0, now + LONGEST_WAIT * HOUR
    for stretch in stretches(now, due, zone):
        rate = model.at(stretch)
        enough = min(math.sqrt(2 * REQUEST_WORTH * rate), room)
        hours = max(enough - waiting, 0.0) / rate
        if hours <= stretch.hours:
            due = stretch.begin + hours * HOUR
            break
        waiting += rate * stretch.hours
    return max(due, now + SHORTEST_WAIT * HOUR)


def after_failure(failures: int, now: datetime) -> datetime:
    """When to ask again after so many failures in a row: 30 minutes, doubled up to 24 hours."""
    doublings = min(max(failures - 1, 0), 6)
    return now + min(FAILURE_WAIT * (1 << doublings), LONGEST_WAIT * HOUR)


def per_day(rhythm: Rhythm) -> float | None:
    """Entries a day over a whole week, or None before a day was watched or ten entries came."""
    if sum(rhythm.watched) < ENOUGH_HOURS and sum(rhythm.came) < ENOUGH_ENTRIES:
        return None
    return sum(rates(rhythm).week) / DAYS


def frozen_after(rhythm: Rhythm) -> timedelta:
    """The silence after which a feed is called frozen: 2 to 30 days, 14 where nothing is known.

    It is the longest, over all hours of the week to begin at, in which so many clumps of
    entries are expected that none comes with a chance of 1 in 10,000 only (for a Poisson
    process exp(-Λ)), and half as long again as any silence that ended.
    """
    if per_day(rhythm) is None:
        return UNKNOWN_SILENCE
    needed = -math.log(SILENCE_CHANCE) * clumping(rhythm)
    learnt = max(_longest_wait(rhythm, needed), SILENCE_MARGIN * rhythm.longest_quiet * HOUR)
    return min(max(learnt, SHORTEST_SILENCE), LONGEST_SILENCE)


def _longest_wait(rhythm: Rhythm, needed: float) -> timedelta:
    """From the worst hour of the week on, until ``needed`` entries are expected."""
    week = rates(rhythm).week
    weeks, rest = divmod(needed, sum(week))
    if weeks * 7 * DAY > LONGEST_SILENCE:
        return LONGEST_SILENCE
    return weeks * 7 * DAY + max(_wait(week, start, rest) for start in range(len(week))) * HOUR


def _wait(week: Sequence[float], start: int, needed: float) -> int:
    """Whole hours from an hour of the week on until so many are expected; less than a week's."""
    sums = accumulate(islice(cycle(week), start, None))
    return next(hours for hours, waiting in enumerate(sums, 1) if waiting >= needed)
