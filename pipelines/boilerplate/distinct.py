"""Which of a source's stored texts are one article: copies, later versions, filled-in forms.

What recurs over texts that are one article says nothing of the site's furniture. The test errs
to one side: two articles taken for one cost a proposal, one article taken for two costs text.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipelines.model import BlockKind

# two texts that share half of the shorter one, line for line, are one article
_SAME_LINES: Final = 0.5
# ... and so are two whose rare words agree by this much of the smaller set
_SAME_WORDS: Final = 0.6
_LONG_WORD: Final = 7
_FEW_WORDS: Final = 6
# the words with the lowest hashes stand for all of them (bottom-k sketch, Broder 1997)
_SKETCH: Final = 32
_ALIKE: Final = 8
_COMMON: Final = 30
_MANY: Final = 10
_NEARLY_ALL: Final = 0.9
_LONG_LINE: Final = 60
_OWN_LINES: Final = 3
_OWN_SHARE: Final = 0.2
_FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored article of a source: its paragraphs, what each is, and its calendar day or ""."""

    url: str
    title: str
    paragraphs: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    day: str = ""


def masked(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs in small letters, each figure as 0: forms of one template become alike."""
    return [_FIGURE.sub("0", paragraph.lower()) for paragraph in paragraphs]


def template(texts: Sequence[Sequence[str]], titles: Sequence[str]) -> set[str]:
    """Lines that nearly every masked text has, where the texts are else nothing alike.

    A site's menu may be longer than its news. The titles must differ, and each text must have
    a good part of its own: copies and versions of one article have neither.
    """
    if len(texts) < _MANY or len(set(masked(titles))) < _NEARLY_ALL * len(titles):
        return set()
    spread = Counter(line for text in texts for line in set(text))
    common = {line for line, count in spread.items() if count >= _NEARLY_ALL * len(texts)}
    told_apart = sum(_has_its_own(text, spread) for text in texts)
    return common if told_apart >= _NEARLY_ALL * len(texts) else set()


def _has_its_own(text: Sequence[str], spread: Counter[str]) -> bool:
    own = [line for line in text if spread[line] == 1 and len(line) >= _LONG_LINE]
    return len(own) >= _OWN_LINES and sum(map(len, own)) >= _OWN_SHARE * sum(map(len, text))


def distinct(texts: Sequence[Sequence[str]], furniture: Collection[str] = ()) -> list[int]:
    """For each text the number of its article: equal for copies, versions and filled-in forms.

    ``texts`` are masked; lines in ``furniture`` count for no text.
    """
    numbers = _by_lines(texts, frozenset(furniture))
    return _joined(numbers, _own_words(texts, numbers))


def _by_lines(texts: Sequence[Sequence[str]], furniture: frozenset[str]) -> list[int]:
    """Group texts that share lines with the group's; one pass over an index of lines."""
    numbers: list[int] = []
    holders: defaultdict[str, set[int]] = defaultdict(set)
    weights: list[int] = []
    root: list[int] = []
    for text in texts:
        # what that many distinct articles share tells none of them apart
        body = {line for line in text if line not in furniture and len(holders[line]) < _COMMON}
        weight = sum(map(len, body))
        same = _sharing(body, weight, holders, weights)
        number = min(same, default=len(weights))
        if not same:
            weights.append(weight)
            root.append(number)
        weights[number] = min(weights[number], weight)
        # a text that two groups share most of makes them one
        joined = {root[other] for other in same}
        root = [min(joined) if other in joined else other for other in root] if joined else root
        for line in body:
            holders[line].add(number)
        numbers.append(number)
    return [root[number] for number in numbers]


def _sharing(
    body: set[str], weight: int, holders: dict[str, set[int]], weights: Sequence[int]
) -> list[int]:
    """The groups that have most of a text, or it of theirs; texts of nothing are one group."""
    if not weight:
        return [weights.index(0)] if 0 in weights else []
    shared: Counter[int] = Counter()
    for line in body:
        for number in holders[line]:
            shared[number] += len(line)
    return [
        number
        for number, count in shared.items()
        if count >= _SAME_LINES * max(1, min(weight, weights[number]))
    ]


def _own_words(texts: Sequence[Sequence[str]], numbers: Sequence[int]) -> dict[int, set[str]]:
    """The long words of each article's first text, in lines that no other article has."""
    first = dict(zip(reversed(numbers), reversed(texts), strict=True))
    spread = Counter(line for text in first.values() for line in set(text))
    return {
        number: {
            word
            for line in text
            if spread[line] == 1
            for word in line.split()
            if len(word) >= _LONG_WORD and word.isalpha()
        }
        for number, text in first.items()
    }


def _joined(numbers: list[int], own: dict[int, set[str]]) -> list[int]:
    """Join articles whose words agree: near-copies with an edit in each line."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    root: dict[int, int] = {}
    for number, words in sorted(own.items()):
        shared: Counter[int] = Counter()
        sketch = _sketch(words)
        for value in sketch:
            shared.update(holders[value])
            holders[value].append(number)
        near = (other for other, count in shared.items() if count >= _ALIKE)
        joined = {root[other] for other in near if _agree(words, own[other])}
        root[number] = number
        if joined:
            root |= dict.fromkeys(
                (one for one in root if root[one] in joined or one == number), min(joined)
            )
    return [root[number] for number in numbers]


def _sketch(words: set[str]) -> frozenset[int]:
    if len(words) < _FEW_WORDS:
        return frozenset()
    return frozenset(sorted(zlib.crc32(word.encode()) for word in words)[:_SKETCH])


def _agree(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _SAME_WORDS * min(len(one), len(other))
