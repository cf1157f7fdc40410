"""A text prepared once for being set against others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.likeness.anchors import Anchor, find_anchors
from pipelines.likeness.words import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

SHINGLE: Final = 4
RUN: Final = 3

# a paragraph would displace whole texts, and a few books would fill the memory
_KEPT_LENGTHS: Final = range(800, 20_000)
_MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared.

    ``words`` in search spelling; ``runs`` of three words in order; ``shingles`` of four
    words; ``anchors`` of the text; ``title`` words and their anchors.
    """

    words: tuple[str, ...]
    runs: tuple[str, ...]
    run_set: frozenset[str]
    shingles: frozenset[str]
    anchors: tuple[Anchor, ...]
    title: tuple[str, ...]
    title_anchors: tuple[Anchor, ...]


def read(title: str, text: str) -> Reading:
    """Prepare a text and its headline; either may be empty.

    The readings of the last texts are kept: one that is stored is set against several, and
    what copies of one article are set against is the same each time.
    """
    is_kept = len(text) in _KEPT_LENGTHS
    told = _kept(text) if is_kept else _reading_of(text)
    read_title = read_words(title)
    return replace(
        told,
        title=tuple(word.folded for word in read_title),
        title_anchors=find_anchors(read_title),
    )


def _reading_of(text: str) -> Reading:
    """The reading of a text without a headline."""
    read_text = read_words(text)
    words = tuple(word.folded for word in read_text)
    runs = tuple(shingles(words, RUN))
    return Reading(
        words=words,
        runs=runs,
        run_set=frozenset(runs),
        shingles=frozenset(shingles(words, SHINGLE)),
        anchors=find_anchors(read_text),
        title=(),
        title_anchors=(),
    )


_kept = lru_cache(_MOST_KEPT)(_reading_of)


def shingles(words: Sequence[str], size: int) -> list[str]:
    """Each run of ``size`` words; of fewer words the one run that there is, or none."""
    if not words:
        return []
    return [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]
