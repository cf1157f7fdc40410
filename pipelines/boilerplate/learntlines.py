"""Where the learnt lines of a source go from a text: one rule for new and stored articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pipelines.boilerplate.rulebook import normalized

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.model import BlockKind

Place = Literal["head", "tail", "within"]
# so many lines of the article may stand between a line of its head or tail and that edge
EDGE: Final = 2
# the place of a line that recurs and is not taken out: no line of the article's for all that
STAYS: Final = "stays"


def taken_out(
    paragraphs: Sequence[str], kinds: Sequence[BlockKind], learnt: Mapping[str, str]
) -> frozenset[int]:
    """The indices of the learnt lines that stand in their place; none if nothing else would stay.

    ``learnt`` maps lines as compared (``rulebook.normalized``) to head, tail, within or stays.
    Lines that go, and those that recur and stay, are no distance from an edge: taking out twice
    is taking out once.
    """
    if not learnt:
        return frozenset()
    places = [learnt.get(normalized(paragraph), "") for paragraph in paragraphs]
    found = {at for at, place in enumerate(places) if place == "within"}
    size = -1
    while len(found) > size:
        # what went at one edge is no distance from the other
        size = len(found)
        found |= _at_edge(places, range(len(places)), "head", found)
        found |= _at_edge(places, range(len(places) - 1, -1, -1), "tail", found)
    left = [kind for at, kind in enumerate(kinds) if at not in found]
    return frozenset(found) if any(kind != "heading" for kind in left) else frozenset()


def _at_edge(places: Sequence[str], order: range, edge: Place, gone: set[int]) -> set[int]:
    found: set[int] = set()
    own = 0
    for at in order:
        if places[at] == edge:
            found.add(at)
        elif at not in gone and places[at] != STAYS:
            own += 1
        if own > EDGE:
            break
    return found
