"""What a copy has that its original has not, and the reverse."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.likeness.anchors import meet
from pipelines.likeness.overlap import overlap
from pipelines.likeness.reading import read
from pipelines.likeness.words import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.likeness.anchors import Anchor
    from pipelines.likeness.reading import Reading

_KEPT: Final = 0.5
# beyond so many pairs of paragraphs only those are compared that share words which few have
_COMPARED: Final = 2_500
_RARE: Final = 16
_TRIED: Final = 8
# a long paragraph holds half of the words of any short one by chance
_COMPARABLE: Final = 2


@dataclass(frozen=True, slots=True)
class Differences:
    """What tells a copy from its original, all as written.

    ``added``: paragraphs of the copy that the original has not; ``missing``: the reverse;
    ``figures``: (of the original, of the copy) changed in place.
    """

    added: tuple[str, ...]
    missing: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def differences(original: str, copy: str) -> Differences:
    """What tells a copy from its original; a paragraph is a line.

    An edited paragraph, of whose words more than half are common, is neither added nor missing.
    """
    ours, theirs = _paragraphs(original), _paragraphs(copy)
    first, second = read("", original), read("", copy)
    return Differences(
        added=_without_match(theirs, ours, first),
        missing=_without_match(ours, theirs, second),
        figures=_changed_figures(first.anchors, second.anchors),
    )


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _without_match(
    paragraphs: Sequence[str], others: Sequence[str], whole: Reading
) -> tuple[str, ...]:
    # most paragraphs of a copy are as they were, and need not be read
    same = set(others)
    changed = [(line, read("", line)) for line in paragraphs if line not in same]
    apart = [one for one in changed if overlap(one[1], whole).cover <= _KEPT]
    counted = [Counter(read("", other).words) for other in others] if apart else []
    if len(apart) * len(counted) <= _COMPARED:
        return tuple(line for line, paragraph in apart if not _is_among(paragraph, counted))
    holders = _holders(counted)
    return tuple(
        line for line, one in apart if not _is_among(one, _likeliest(one, counted, holders))
    )


def _holders(others: Sequence[Counter[str]]) -> Mapping[str, Sequence[int]]:
    """Which paragraphs have a word, of words that not all have."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(others):
        for word in words:
            holders[word].append(place)
    return {word: places for word, places in holders.items() if len(places) <= _RARE}


def _likeliest(
    paragraph: Reading, others: Sequence[Counter[str]], holders: Mapping[str, Sequence[int]]
) -> list[Counter[str]]:
    """Of many paragraphs those that share the most of the rarer words with one."""
    shared = Counter(at for word in set(paragraph.words) for at in holders.get(word, ()))
    return [others[at] for at, _ in shared.most_common(_TRIED)]


def _is_among(paragraph: Reading, others: Sequence[Counter[str]]) -> bool:
    """Whether a paragraph of comparable length has over half of its words."""
    mine, size = Counter(paragraph.words), len(paragraph.words)
    return any(
        (mine & other).total() > _KEPT * max(size, other.total() / _COMPARABLE) for other in others
    )


def _changed_figures(
    first: Sequence[Anchor], second: Sequence[Anchor]
) -> tuple[tuple[str, str], ...]:
    ours, theirs = (
        [one for one in anchors if one.kind in (Kind.FIGURE, Kind.DAY)]
        for anchors in (first, second)
    )
    return tuple((one.written, other.written) for one, other in meet(ours, theirs).changed)
