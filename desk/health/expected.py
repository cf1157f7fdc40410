"""What is usual for a source, learnt from up to eight weeks of its days. Pure.

Counts a day are learnt per weekday: the mean of days whose outliers are capped, drawn to the
mean of all days by a few imagined entries; holidays are told apart and expected at half of the
quietest weekday. Shares and lengths are the weighted median of the weeks. A source that was
watched for less than a week has no usual day yet, and one with few texts no usual text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate, groupby
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from desk.health.holidays import is_quiet
from desk.health.observed import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

WEEKS: Final = 8
DAYS_NEEDED: Final = 7
TEXTS_NEEDED: Final = 12
# days without a look between two looks that still count as watched: a slow hub has its turn
# once a day, and what came is seen at the next one
_GAP: Final = 1
_DAY: Final = timedelta(days=1)
_WEEKDAY_WEIGHT: Final = 4.0
_CLUMP_WEIGHT: Final = 4.0
_MOST_CLUMPED: Final = 20.0
_OUTLIER, _OUTLIER_LEAST = 3.0, 5.0
_QUIET_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Watched:
    """A day of the calendar on which the source was watched, and what it gave."""

    day: date
    given: Day


@dataclass(frozen=True, slots=True)
class Rate:
    """How many a day: by weekday from Monday, and on a holiday.

    ``clump``: variance over mean of a day's count, 1 to 20: so many come as one. ``came`` and
    ``days``: what it was learnt from. ``longest``: the most that was expected over a row of days
    that brought nothing, and that ended.
    """

    week: tuple[float, ...]
    quiet: float
    clump: float
    came: float
    days: int
    longest: float

    def on(self, day: date, country: str) -> float:
        """How many are to be expected on a day."""
        return self.quiet if is_quiet(day, country) else self.week[day.weekday()]

    @property
    def mean(self) -> float:
        """How many a day over a whole week."""
        return sum(self.week) / len(self.week)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is usual; None or absent: not known yet. Shares go from 0 to 1.

    ``days``: how many watched days it was learnt from. ``read``: of the pages with a text or
    none found, those with one. ``own``: of all lines, those that are the article's.
    """

    days: int = 0
    texts: int = 0
    listed: Rate | None = None
    fetched: Rate | None = None
    stored: Rate | None = None
    words: float | None = None
    dated: float | None = None
    timely: float | None = None
    authored: float | None = None
    read: float | None = None
    own: float | None = None
    languages: Mapping[str, float] = field(default_factory=dict)


def watched(days: Iterable[Day], begin: date, end: date) -> list[Watched]:
    """The watched days from ``begin`` to before ``end``, in order.

    A day is watched where a hub answered on it, or where it lies alone between two such days.
    """
    given = {one.day: one for one in days if one.hubs_ok}
    found = []
    day = begin
    while day < end:
        if day in given or (day - _DAY * _GAP in given and day + _DAY * _GAP in given):
            found.append(Watched(day, given.get(day, Day(day=day))))
        day += _DAY
    return found


def learn(days: Sequence[Day], country: str, until: date) -> Expected:
    """What is usual by the eight weeks before ``until``.

    The first day ever, and the first one after a break, bring what had gathered, and teach
    nothing.
    """
    line = watched(days, until - timedelta(weeks=WEEKS), until)
    first = min((one.day for one in days if one.hubs_ok), default=until)
    known = {one.day for one in line} | ({line[0].day - _DAY} if line else set())
    steady = [one for one in line if one.day - _DAY in known and one.day != first]
    given = [one.given for one in steady]
    weeks = [list(group) for _, group in groupby(given, lambda one: one.day.isocalendar()[:2])]
    return Expected(
        days=len(steady),
        texts=sum(one.texts for one in given),
        listed=_rate(steady, country, lambda one: one.listed),
        fetched=_rate(steady, country, lambda one: one.fetched),
        stored=_rate(steady, country, lambda one: one.stored),
        words=_usual(weeks, lambda one: (one.words, one.texts)),
        dated=_usual(weeks, lambda one: (one.dated, one.texts)),
        timely=_usual(weeks, lambda one: (one.timely, one.texts)),
        authored=_usual(weeks, lambda one: (one.authored, one.texts)),
        read=_usual(weeks, lambda one: (one.stored, one.stored + one.unread)),
        own=_usual(weeks, lambda one: (one.lines, one.lines + one.ad_lines)),
        languages=_mix(given),
    )


def _rate(steady: Sequence[Watched], country: str, count: Callable[[Day], int]) -> Rate | None:
    plain = [(one.day, count(one.given)) for one in steady if not is_quiet(one.day, country)]
    if len(steady) < DAYS_NEEDED or not plain:
        return None
    capped = _capped(plain)
    week = _week(capped)
    squares = sum((came - week[day.weekday()]) ** 2 for day, came in capped)
    expected = sum(week[day.weekday()] for day, _ in capped)
    clump = (squares + _CLUMP_WEIGHT) / (expected + _CLUMP_WEIGHT)
    quiet = _QUIET_SHARE * min(week)
    line = [
        (quiet if is_quiet(one.day, country) else week[one.day.weekday()], count(one.given))
        for one in steady
    ]
    return Rate(
        week,
        quiet,
        min(max(clump, 1.0), _MOST_CLUMPED),
        sum(came for _, came in capped),
        len(capped),
        _longest(line),
    )


def _capped(counts: Sequence[tuple[date, int]]) -> list[tuple[date, float]]:
    """The counts, with what gathered before a look capped: three times the upper quartile.

    That is the quartile of the days that brought something.
    """
    numbers = [came for _, came in counts if came]
    upper = quantiles(numbers, n=4)[2] if len(numbers) > 1 else max(numbers, default=0)
    cap = max(_OUTLIER * upper, _OUTLIER_LEAST)
    return [(day, min(float(came), cap)) for day, came in counts]


def _week(counts: Sequence[tuple[date, float]]) -> tuple[float, ...]:
    mean = sum(came for _, came in counts) / len(counts)
    came, expected = [_WEEKDAY_WEIGHT] * 7, [_WEEKDAY_WEIGHT] * 7
    for day, count in counts:
        came[day.weekday()] += count
        expected[day.weekday()] += mean
    return tuple(mean * had / usual for had, usual in zip(came, expected, strict=True))


def _longest(line: Iterable[tuple[float, int]]) -> float:
    longest = waiting = 0.0
    for usual, came in line:
        if came:
            longest, waiting = max(longest, waiting), 0.0
        else:
            waiting += usual
    return longest


def _usual(weeks: Iterable[Sequence[Day]], pair: Callable[[Day], tuple[int, int]]) -> float | None:
    """The weighted median over the weeks of a quotient."""
    sums = []
    for week in weeks:
        pairs = [pair(day) for day in week]
        sums.append((sum(part for part, _ in pairs), sum(whole for _, whole in pairs)))
    ranked = sorted((part / whole, whole) for part, whole in sums if whole)
    total = sum(whole for _, whole in ranked)
    if total < TEXTS_NEEDED:
        return None
    upto = accumulate(whole for _, whole in ranked)
    place = sum(passed * 2 < total for passed in upto)
    return ranked[place][0]


def _mix(given: Sequence[Day]) -> dict[str, float]:
    total = sum(one.texts for one in given)
    if total < TEXTS_NEEDED:
        return {}
    names = sorted({name for one in given for name in one.languages})
    return {name: sum(one.languages.get(name, 0) for one in given) / total for name in names}
