"""Anchors of two texts set against each other: the same in both, or another in the same place.

The place of an anchor is its neighbouring words, in which other anchors are told by their kind
alone: «от 5 до 7 градусов» and «от 2 до 4 градусов» are one place. An anchor that one text has
not, or that stands among other words there, is neither an agreement nor a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipelines.likeness.words import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.likeness.words import Word

_REACH: Final = 2
_STEM: Final = 5  # letters of a name that its cases leave as they are
_PAST: Final = "\n"  # stands before the first word and behind the last
_TELLING: Final = 3  # letters or digits of an anchor that is hardly the same by chance


class Anchor(NamedTuple):
    """An anchor as written and by what it tells (of a name the stem), and where it stands.

    ``places`` are its neighbours on both sides, the two before it, the two behind it. ``seats``
    are for telling equal anchors: with both neighbours, with either, and by itself where it is
    too long to be met by chance.
    """

    kind: Kind
    value: str
    written: str
    places: tuple[str, ...]
    seats: tuple[str, ...]


_Couple: TypeAlias = tuple[Anchor, Anchor]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Anchors of two texts: ``same`` in both, ``changed`` in place as (first, second) pairs."""

    same: tuple[Anchor, ...]
    changed: tuple[tuple[Anchor, Anchor], ...]


def find_anchors(words: Sequence[Word]) -> tuple[Anchor, ...]:
    """The anchors of a text with their places."""
    edge = [_PAST] * _REACH
    masks = [*edge, *(_mask(word) for word in words), *edge]
    return tuple(
        _anchor(word, masks[at : at + 2 * _REACH + 1])
        for at, word in enumerate(words)
        if word.kind is not Kind.PLAIN
    )


def _mask(word: Word) -> str:
    return word.folded if word.kind is Kind.PLAIN else f"<{word.kind}>"


def _anchor(word: Word, around: Sequence[str]) -> Anchor:
    second_before, before, own, after, second_after = around
    value = word.value[: max(2, min(_STEM, len(word.value) - 1))]
    value = value if word.kind is Kind.NAME else word.value
    return Anchor(
        word.kind,
        value,
        word.written,
        (
            f"{before} {own} {after}",
            f"{second_before} {before} {own}",
            f"{own} {after} {second_after}",
        ),
        (
            f"{before} {own}{value} {after}",
            f"{before} {own}{value}",
            f"{own}{value} {after}",
            f"{own}{value}" if _is_telling(word) else f"{before} {own}{value}",
        ),
    )


def _is_telling(word: Word) -> bool:
    return word.kind in (Kind.FIGURE, Kind.NAME) and len(word.value) >= _TELLING


def meet(first: Sequence[Anchor], second: Sequence[Anchor]) -> Meeting:
    """Which anchors two texts share, and which stand in the place of another.

    Equal ones are taken first, by their nearest neighbours; what is left is in conflict where
    the neighbours are the same. Each anchor is counted once.
    """
    same, first, second = _in_turn(first, second, lambda one: one.seats)
    changed, _, _ = _in_turn(first, second, lambda one: one.places)
    return Meeting(tuple(one for one, _ in same), tuple(changed))


def _in_turn(
    first: Sequence[Anchor], second: Sequence[Anchor], keys: Callable[[Anchor], tuple[str, ...]]
) -> tuple[list[_Couple], Sequence[Anchor], Sequence[Anchor]]:
    """Anchors paired by their first keys, what is left by their second ones, and so on."""
    found: list[_Couple] = []
    for turn in range(len(keys(first[0])) if first and second else 0):
        pairs, first, second = _paired(
            first, second, [keys(one)[turn] for one in first], [keys(one)[turn] for one in second]
        )
        found += pairs
    return found, first, second


def _paired(
    first: Sequence[Anchor], second: Sequence[Anchor], keys: Sequence[str], others: Sequence[str]
) -> tuple[list[_Couple], list[Anchor], list[Anchor]]:
    """Anchors with the same key in both texts, in order; then what is left of each text."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(others) - 1, -1, -1):
        waiting[others[at]].append(at)
    pairs: list[_Couple] = []
    rest: list[Anchor] = []
    taken: set[int] = set()
    for one, key in zip(first, keys, strict=True):
        if waiting.get(key):
            at = waiting[key].pop()
            taken.add(at)
            pairs.append((one, second[at]))
        else:
            rest.append(one)
    return pairs, rest, [one for at, one in enumerate(second) if at not in taken]
