"""Which of several readings of a page is its article: where they differ, their words decide.

The careful reading has little that is not the article, at times nothing of it; the quick one
has all of the article, at times the menus of the site too. What the page's own markup says
the article is (``articleBody`` of JSON-LD) is a third opinion; it may be cut, hold markup, or be
of another article, so it decides only between readings, or where there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree, html

from pipelines.lines import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CAREFUL_SHARE = 0.6
MIN_CAREFUL = 250
MIN_SENTENCE = 60
MIN_CLAIM = 400
CLAIM_FACTOR = 2
MIN_OWN = 100
MIN_AGREEMENT = 0.5
MAX_DIFFERENCE = 0.1

_SENTENCE_END = re.compile(r"[.!?…][\"'»”“’)\]]*$")
_MARKUP = re.compile(r"<(?:p|br|div|body|h[1-6]|li)\b", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:/?(?:p|div|li|ul|ol|blockquote|h[1-6])|br)\b[^<>]*>", re.IGNORECASE)


def choose(careful: Sequence[str], quick: Sequence[str], claim: str = "") -> Sequence[str]:
    """The reading that is the article; ``claim`` is what the page's markup gives for it."""
    if not careful or not quick:
        return careful or quick
    lengths = _length(careful), _length(quick)
    if len(claim) >= MIN_CLAIM and min(lengths) < (1 - MAX_DIFFERENCE) * max(lengths):
        claimed = Counter(words(claim))
        shares = [_agreement(claimed, reading) for reading in (careful, quick)]
        if max(shares) >= MIN_AGREEMENT:
            return careful if shares[0] >= shares[1] else quick
    if lengths[0] > CAREFUL_SHARE * lengths[1]:
        return careful
    known = set(map(words, careful))
    surplus = [line for line in quick if words(line) not in known]
    return careful if lengths[0] >= MIN_CAREFUL and _are_labels(surplus) else quick


def is_most(careful: Sequence[str], most: int) -> bool:
    """Whether a careful reading stands whatever else is found, of at most ``most`` letters."""
    return _length(careful) > CAREFUL_SHARE * most


def claimed_lines(claim: str) -> list[str]:
    """The paragraphs of an ``articleBody``, whose markup may be escaped once more."""
    if "&lt;" in claim:
        claim = unescape(claim)
    if _MARKUP.search(claim):
        try:
            claim = str(html.fromstring(_BREAKS.sub("\n", claim)).xpath("string()"))
        except (etree.ParserError, ValueError):
            return []
    lines = (" ".join(unescape(line).split()) for line in claim.splitlines())
    return [line for line in lines if line]


def says_more(claim: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the lines are a small part of a claimed article, or all of it in fewer paragraphs."""
    own, total = _length(lines), _length(claim)
    if total < MIN_CLAIM:
        return False
    mine, claimed = words(" ".join(lines)), words(" ".join(claim))
    if total > CLAIM_FACTOR * own:
        shared = (Counter(mine) & Counter(claimed)).total()
        return own < MIN_OWN or shared >= MIN_AGREEMENT * len(mine)
    return len(claim) > len(lines) and mine == claimed


def _length(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


def _agreement(claimed: Counter[str], reading: Sequence[str]) -> float:
    """The share of words that both have in those that either has."""
    have = Counter(words("\n".join(reading)))
    return (claimed & have).total() / max((claimed | have).total(), 1)


def _are_labels(lines: Sequence[str]) -> bool:
    """Whether most letters stand in lines that are no sentences: menus, lists of headlines."""
    sentences = [line for line in lines if len(line) >= MIN_SENTENCE and _SENTENCE_END.search(line)]
    return 2 * _length(sentences) < _length(lines)
