"""Since when counts and shares are lower than usual: the likeliest turning point. Pure.

Over all last stretches of days the log-likelihood ratio is taken of what was seen against what
is usual (the generalised likelihood ratio of Page's cumulative sums): for counts that of a
Poisson process, for shares that of a binomial one. A ratio of 13.8 comes by chance once in a
million stretches. What falls by little is no trouble however sure it is: shares must have
fallen by 35 points, counts to 35 per cent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SURE: Final = math.log(1e6)
FALLEN_BY: Final = 0.35
FALLEN_TO: Final = 0.35
# what is usual may drift so far by itself
SHARE_DRIFT: Final = 0.1
COUNT_DRIFT: Final = 0.8
# the last so many texts, or days, tell that all is well again
_LAST_TEXTS: Final = 5
_WELL_AGAIN: Final = 0.6
_EDGE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Point:
    """A day: how many were seen, out of how many; for counts, of how many expected."""

    day: date
    seen: float
    of: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Since a day, so many were seen out of (or expected) so many."""

    since: date
    seen: float
    of: float


def fallen(
    points: Sequence[Point], usual: float, *, drift: float = SHARE_DRIFT, clump: float = 1.0
) -> Turn | None:
    """Since when a share is far below ``usual``, or None. Points go from old to new.

    ``clump``: so many of what is counted depend on each other.
    """
    least = usual - drift
    if least <= _EDGE or _has_risen(points, usual):
        return None
    best, ratio = None, SURE
    for turn in _stretches(points):
        share = turn.seen / turn.of
        sure = turn.of / clump * _divergence(share, min(least, 1 - _EDGE))
        if share <= usual - FALLEN_BY and sure >= ratio:
            best, ratio = turn, sure
    return best


def few(points: Sequence[Point], clump: float) -> Turn | None:
    """Since when far fewer come than expected, or None. Points are whole days, old to new.

    At least two days must show it, and the last of them does.
    """
    if not points or points[-1].seen > _WELL_AGAIN * points[-1].of:
        return None
    best, ratio = None, SURE
    for turn in list(_stretches(points))[1:]:
        sure = _poisson(turn.seen / clump, COUNT_DRIFT * turn.of / clump)
        if turn.seen <= FALLEN_TO * turn.of and sure >= ratio:
            best, ratio = turn, sure
    return best


def _has_risen(points: Sequence[Point], usual: float) -> bool:
    last = next((turn for turn in _stretches(points) if turn.of >= _LAST_TEXTS), None)
    return last is None or last.seen / last.of > usual - FALLEN_BY


def _stretches(points: Sequence[Point]) -> list[Turn]:
    """The stretches that end with the last point and in which there is anything, short to long."""
    found, seen, of = [], 0.0, 0.0
    for point in reversed(points):
        seen, of = seen + point.seen, of + point.of
        if point.of:
            found.append(Turn(point.day, seen, of))
    return found


def _divergence(share: float, usual: float) -> float:
    """Kullback-Leibler divergence of two shares, in nats."""
    return _term(share, usual) + _term(1 - share, 1 - usual)


def _term(share: float, usual: float) -> float:
    return share * math.log(share / usual) if share > 0 else 0.0


def _poisson(seen: float, expected: float) -> float:
    return (seen * math.log(seen / expected) if seen else 0.0) - (seen - expected)
