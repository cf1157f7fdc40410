"""Hits that lie in a stretch of a text, found without going through all the others."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.relevance.scans import Found

_START = attrgetter("start")
_FEW = 8  # of so many hits all are looked at sooner than some are found
_LONGEST = 200  # letters; no name and no pattern of words takes more


def starting_in(hits: Sequence[Found], low: int, high: int) -> Sequence[Found]:
    """The hits that start in [low, high); all of them have to be in order of start."""
    if len(hits) <= _FEW:
        return [hit for hit in hits if low <= hit.start < high] if hits else hits
    first = bisect_left(hits, low, key=_START)
    return hits[first : bisect_left(hits, high, first, key=_START)]


def reaching(hits: Sequence[Found], low: int, high: int) -> list[Found]:
    """The hits that end at ``low`` or later and start at ``high`` or before, in order of start."""
    if len(hits) <= _FEW:
        begun = low - _LONGEST
        return [hit for hit in hits if begun <= hit.start <= high and hit.end >= low]
    return [hit for hit in starting_in(hits, low - _LONGEST, high + 1) if hit.end >= low]


def overlapping(hits: Sequence[Found], found: Found) -> Found | None:
    """The first hit that shares letters with one."""
    if not hits:
        return None
    return next(iter(reaching(hits, found.start + 1, found.end - 1)), None)
