"""Which parts of two sequences are the same, in order, at a cost that follows their length.

Patience diff (Bram Cohen): what stands once in both sequences anchors them, in the longest
order that both share; then the same between the anchors. Repeated items are told apart by
their occurrence where both sides have equally many. Only short stretches without an anchor are
compared item by item.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL: Final = 20_000  # pairs of items that are compared one by one
_DEEPEST: Final = 24  # each level halves the stretches or ends in a small one


class Block(NamedTuple):
    """A stretch [a_start, a_end) of one sequence beside [b_start, b_end) of the other."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    is_same: bool


class _Stretch(NamedTuple):
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    depth: int


def align(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Blocks that cover both sequences in order, same and different ones in turn."""
    matched = sorted(_matches(a, b))
    blocks: list[Block] = []
    i = j = 0
    for start, other, length in [*_joined(matched), (len(a), len(b), 0)]:
        if i < start or j < other:
            blocks.append(Block(i, start, j, other, is_same=False))
        i, j = start + length, other + length
        if length:
            blocks.append(Block(start, i, other, j, is_same=True))
    return blocks


def _joined(matched: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Matches that follow each other without a gap on both sides, as one."""
    held: tuple[int, int, int] | None = None
    for start, other, length in matched:
        if held and (held[0] + held[2], held[1] + held[2]) == (start, other):
            held = (held[0], held[1], held[2] + length)
            continue
        if held:
            yield held
        held = (start, other, length)
    if held:
        yield held


def _matches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """(start, start, length) of what is the same, in no order."""
    waiting = [_Stretch(0, len(a), 0, len(b), 0)]
    while waiting:
        stretch = waiting.pop()
        head, tail = _ends(a, b, stretch)
        if head:
            yield stretch.a_start, stretch.b_start, head
        if tail:
            yield stretch.a_end - tail, stretch.b_end - tail, tail
        low, high, other_low, other_high, depth = stretch
        inner = _Stretch(low + head, high - tail, other_low + head, other_high - tail, depth + 1)
        if inner.a_start == inner.a_end or inner.b_start == inner.b_end:
            continue
        if (inner.a_end - inner.a_start) * (inner.b_end - inner.b_start) <= _SMALL:
            yield from _one_by_one(a, b, inner)
        elif inner.depth < _DEEPEST:
            waiting += _between(_anchors(a, b, inner), inner)


def _ends(a: Sequence[str], b: Sequence[str], stretch: _Stretch) -> tuple[int, int]:
    """How many items are the same at the beginning and, of the others, at the end."""
    low, high, other_low, other_high, _ = stretch
    longest = min(high - low, other_high - other_low)
    head = 0
    while head < longest and a[low + head] == b[other_low + head]:
        head += 1
    tail = 0
    while tail < longest - head and a[high - 1 - tail] == b[other_high - 1 - tail]:
        tail += 1
    return head, tail


def _one_by_one(
    a: Sequence[str], b: Sequence[str], stretch: _Stretch
) -> Iterator[tuple[int, int, int]]:
    low, high, other_low, other_high, _ = stretch
    matcher = SequenceMatcher(None, a[low:high], b[other_low:other_high], autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        if length:
            yield low + start, other_low + other, length


def _anchors(a: Sequence[str], b: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Pairs of indices of equal items, the longest run of them that is in order on both sides."""
    low, high, other_low, other_high, _ = stretch
    here, there = Counter(a[low:high]), Counter(b[other_low:other_high])
    even = {item for item, count in here.items() if there[item] == count}
    # words that stand once are surer than repeated ones
    once = {item for item in even if here[item] == 1}
    anchoring = once or even
    second = _places(b, other_low, other_high, anchoring)
    first = _places(a, low, high, anchoring)
    return _longest_in_order([(at, second[key]) for key, at in first.items()])


def _places(
    items: Sequence[str], low: int, high: int, chosen: set[str]
) -> dict[tuple[str, int], int]:
    """The index of each occurrence of the chosen items."""
    seen: Counter[str] = Counter()
    places: dict[tuple[str, int], int] = {}
    for at in range(low, high):
        item = items[at]
        if item in chosen:
            places[item, seen[item]] = at
            seen[item] += 1
    return places


def _longest_in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest increasing subsequence by the second number (patience sorting)."""
    tops: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        pile = bisect_left(tops, other)
        before.append(holders[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [other]
        holders[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _between(anchors: list[tuple[int, int]], stretch: _Stretch) -> Iterator[_Stretch]:
    """The stretches that begin at the anchors; none where nothing anchors a stretch."""
    if not anchors:
        return
    low, high, other_low, other_high, depth = stretch
    edges = [(low, other_low), *anchors, (high, other_high)]
    for (start, other), (end, other_end) in pairwise(edges):
        yield _Stretch(start, end, other, other_end, depth)
