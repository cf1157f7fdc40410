"""From one answer of a hub to entries and time watched, each in the hour where it belongs. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from crawler.rhythm.rates import Rates, Stretch
    from crawler.rhythm.record import Rhythm

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
# nothing older than this says anything of the rhythm of today
REACH: Final = timedelta(days=21)
# entries within so short a time come of one stroke of the publisher
STROKE: Final = timedelta(minutes=5)
# the oldest fifth of what a hub shows may be pinned, or left over
TRUSTED: Final = 0.8
# an answer is believed to hold so many entries, and so many times what was expected
BELIEVED: Final = 6.0
BELIEVED_TIMES: Final = 4.0
# fewer dates, or fewer strokes between them, tell no rate
FEWEST: Final = 3
SMALLEST_WINDOW: Final = 5

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought: ``new`` entries, the dates of some; moments in UTC."""

    asked_at: datetime
    last_asked_at: datetime | None
    new: int
    published: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The time that an answer tells of, and for each entry the span in which it came.

    ``is_whole``: the time reaches back to the answer before; otherwise it goes as far back as
    what the hub still showed. ``clumps`` are the sizes of groups of dates close together.
    """

    begin: datetime
    end: datetime
    spans: tuple[Span, ...]
    is_whole: bool
    clumps: tuple[int, ...] = ()


def seen_of(rhythm: Rhythm, answer: Answer, zone: tzinfo) -> Seen | None:
    """What an answer tells, or None where it tells nothing of any time."""
    dates = _usable(answer)
    last = answer.last_asked_at
    if last is None:
        return _window(answer, dates, zone)
    if last >= answer.asked_at:
        return None
    window = _window(answer, dates, zone) if _is_overrun(rhythm, answer.new) else None
    if window and window.begin > last:
        return window
    begin = max(last, answer.asked_at - REACH)
    spans = [_span(date, begin, answer.asked_at, zone) for date in dates]
    spans += [(begin, answer.asked_at)] * (answer.new - len(dates))
    return Seen(begin, answer.asked_at, tuple(spans), is_whole=True)


def _usable(answer: Answer) -> list[datetime]:
    """The dates, newest first; one in the future tells nothing."""
    dates = sorted((date for date in answer.published if date <= answer.asked_at), reverse=True)
    return dates[: answer.new]


def _is_overrun(rhythm: Rhythm, new: int) -> bool:
    """Whether all that the hub can show is new, so that more may have come and gone unseen."""
    return new >= max(rhythm.shown, SMALLEST_WINDOW)


def _window(answer: Answer, dates: Sequence[datetime], zone: tzinfo) -> Seen | None:
    """Learn from the dates alone: entries since the oldest that can be trusted, and that time."""
    if len(dates) < max(FEWEST, answer.new / 2):
        return None
    oldest = dates[math.ceil(len(dates) * TRUSTED) - 1]
    begin = max(oldest, answer.asked_at - REACH)
    inside = [date for date in dates if date > begin]
    clumps = _clumps(inside)
    if begin == oldest and len(clumps) < FEWEST:
        return None
    spans = tuple(_span(date, begin, answer.asked_at, zone) for date in inside)
    return Seen(begin, answer.asked_at, spans, is_whole=False, clumps=clumps)


def _clumps(dates: Sequence[datetime]) -> tuple[int, ...]:
    """The sizes of groups that each fit into one stroke; the dates are sorted."""
    sizes: list[int] = []
    newest: datetime | None = None
    for date in dates:
        if newest is None or newest - date > STROKE:
            sizes.append(0)
            newest = date
        sizes[-1] += 1
    return tuple(sizes)


def _span(date: datetime, begin: datetime, end: datetime, zone: tzinfo) -> Span:
    """When an entry came: its minute, its day where the date has no time, else the whole time.

    A date from before the answer before is no moment of arrival: it was missing in that answer.
    """
    until = date + DAY if _is_bare_day(date, zone) else date
    if until <= begin:
        return begin, end
    return max(date, begin), min(until, end)


def _is_bare_day(date: datetime, zone: tzinfo) -> bool:
    return time(0) in (date.astimezone(UTC).time(), date.astimezone(zone).time())


def place(seen: Seen, cells: Sequence[Stretch], model: Rates) -> list[float]:
    """How many entries came in each stretch; a span is shared out as the model foretells.

    Far more at once than was foretold, an import of old articles for one, counts in part; where
    it comes again it is foretold, and counts in full.
    """
    came = [0.0] * len(cells)
    weight = _weight(seen, cells, model)
    begins = [cell.begin for cell in cells]
    for (begin, end), entries in Counter(seen.spans).items():
        count = entries * weight
        if begin == end:
            came[bisect_left(begins, begin) - 1] += count
            continue
        shares = [_overlap(cell, begin, end) * model.usual(cell) for cell in cells]
        whole = sum(shares)
        came = [there + count * share / whole for there, share in zip(came, shares, strict=True)]
    return came


def _weight(seen: Seen, cells: Sequence[Stretch], model: Rates) -> float:
    if not (seen.is_whole and seen.spans):
        return 1.0
    expected = sum(model.at(cell) * cell.hours for cell in cells)
    return min(1.0, (BELIEVED + BELIEVED_TIMES * expected) / len(seen.spans))


def _overlap(cell: Stretch, begin: datetime, end: datetime) -> float:
    """Hours of the stretch inside a span."""
    until = cell.begin + cell.hours * HOUR
    return max((min(until, end) - max(cell.begin, begin)) / HOUR, 0.0)
