"""Whether a feed stands still while other roads of its source name articles. Pure.

What others name is looked for in the feed. Where it had k of the last m such articles, each one
that it has not is a surprise: the chance of the next miss is (m-k+1/2)/(m+1) (the predictive
distribution of a share that is learnt by Jeffreys' rule), and that of a row of misses is their
product; where misses came in rows, a row of usual length counts as one. The feed is behind where
such a row comes once in ten years at the rate of its site. That takes articles of two looks or
more: a list that shows old articles at once is no news; and a row half as long again as any that
ended. What the feed may name yet, as late as it named others, is not counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

FALSE_ALARMS_A_YEAR: Final = 0.1
LOOKS: Final = 2
LONG_ENOUGH: Final = timedelta(hours=12)
_GRACE: Final = timedelta(hours=3)
# a feed that was late may be somewhat later, and one with gaps have a longer one
_MARGIN: Final = 1.5
_YEAR: Final = timedelta(days=365)
# more at once is a list that was made anew, and no news
_MOST_AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True)
class Named:
    """An article that another road of the source named at ``at``, and when the feed did, if so."""

    at: datetime
    in_feed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """A feed that is behind: since it named something last, so many articles of others missed."""

    since: datetime
    missed: int


def lag(named: Sequence[Named], since: datetime, asked_at: datetime) -> Lag | None:
    """How far a feed is behind; None where it is not, or not surely.

    ``since``: when it named something last; ``asked_at``: when it answered last.
    """
    line = sorted((one for one in named if one.at <= asked_at - _grace(named)), key=_at)
    row = [one for one in line if one.at > since and one.in_feed_at is None]
    past = [one for one in line if one not in row]
    looks = [min(len(list(group)), _MOST_AT_ONCE) for _, group in groupby(row, _at)]
    if len(looks) < LOOKS or asked_at - since < LONG_ENOUGH:
        return None
    gaps = _gaps(past)
    if len(row) < _MARGIN * max(gaps, default=0):
        return None
    clump = sum(gaps) / len(gaps) if gaps else 1.0
    if _surprise(past, clump, sum(looks)) < _patience(line):
        return None
    return Lag(since, len(row))


def _at(one: Named) -> datetime:
    return one.at


def _grace(named: Sequence[Named]) -> timedelta:
    """How late the feed may be: somewhat later than it ever was."""
    late = (one.in_feed_at - one.at for one in named if one.in_feed_at)
    return max(_GRACE, _MARGIN * max(late, default=_GRACE))


def _gaps(past: Sequence[Named]) -> list[int]:
    """The lengths of the rows of misses that ended."""
    rows = groupby(past, lambda one: one.in_feed_at is None)
    return [len(list(group)) for is_missed, group in rows if is_missed]


def _surprise(past: Sequence[Named], clump: float, missed: int) -> float:
    """Minus the logarithm of the chance of so many misses in a row; ``clump`` count as one."""
    known, lacked = len(past) / clump, sum(one.in_feed_at is None for one in past) / clump
    misses = range(int(missed / clump))
    return sum(math.log((known + more + 1) / (lacked + more + 0.5)) for more in misses)


def _patience(line: Sequence[Named]) -> float:
    span = max(line[-1].at - line[0].at, timedelta(days=1))
    return math.log(max(len(line) * (_YEAR / span), 1.0) / FALSE_ALARMS_A_YEAR)
