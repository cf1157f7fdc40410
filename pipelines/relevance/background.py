"""Where an article says what it is about: its title, introduction and first sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.relevance.scans import Scan

_ARTICLE = 6  # sentences from which on an article has a background
_LONG = 10  # sentences from which on one in the opening is not all that tells the subject
_OPENING = 3  # sentences in which an article says what it is about
_SHARE = 0.4  # of the sentences of an article that is of a subject though it does not open so
_ENOUGH = 30  # sentences that shares are taken of: what a page puts far behind is no article's
_FEW, _HARDLY = 0.2, 0.1  # such shares where one word of the opening or title is of it


def opening_of(scan: Scan) -> range:
    """The numbers of the first sentences of the text."""
    first = scan.sentence(scan.text_start)
    return range(first, first + _OPENING)


def is_article(scan: Scan) -> bool:
    """Whether a text is long enough to have a background."""
    return _length(scan) >= _ARTICLE


def is_behind(scan: Scan, told: Collection[int]) -> bool:
    """Whether a longer article names a subject behind its news alone, and seldom.

    ``told`` are the numbers of the sentences that name it. What an article is about stands in
    its title, introduction or first sentences; who sponsors a park and what a town lives from
    stands below.
    """
    opening = opening_of(scan)
    if not told or not is_article(scan):
        return False
    return min(told) not in range(opening.stop) and _share(scan, told) < _SHARE


def is_touched(scan: Scan, told: Collection[int]) -> bool:
    """Whether the text of a long article touches a subject in one sentence of its opening only.

    Neither title nor introduction names it, and little of what follows.
    """
    opening = opening_of(scan)
    if _length(scan) < _LONG or not told or min(told) < opening.start:
        return False
    return sum(number in opening for number in told) == 1 and _share(scan, told) < _FEW


def is_hardly_told(scan: Scan, told: Collection[int]) -> bool:
    """Whether the text of a long article leaves a subject alone that its title may name."""
    return _length(scan) >= _LONG and _share(scan, told) < _HARDLY


def _length(scan: Scan) -> int:
    return len(scan.spans) - scan.sentence(scan.text_start)


def _share(scan: Scan, told: Collection[int]) -> float:
    """The share of the sentences of the text that tell of a subject."""
    first = scan.sentence(scan.text_start)
    return sum(number >= first for number in told) / min(_length(scan), _ENOUGH)
