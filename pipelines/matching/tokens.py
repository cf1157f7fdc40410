"""A text cut into its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = r"\s\-«»\"“”„'"
SEPARATOR = f"[{_SIGNS}]+"
JOINT = f"[{_SIGNS}]*"
ANY_WORD = r"\w[\w.,%]*"

_TOKEN = re.compile(r"([^\W_]+)")
# What is no letter in most texts. A text with other signs is told by its words, which have one.
_SIGNS_OF_TEXT = "".join(
    sign for sign in map(chr, (*range(0x600), *range(0x2000, 0x2120))) if not sign.isalnum()
)
_NO_SIGN = re.compile(f"([^{re.escape(_SIGNS_OF_TEXT)}]+)")
_BETWEEN = re.compile(SEPARATOR)
_PASSED = re.compile(ANY_WORD + SEPARATOR)
_TEXTS_KEPT = 8
_LONG_TEXT = 1 << 16


class Text(NamedTuple):
    """A text with its words and their offsets."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]

    def spelled(self, other: str) -> Text:
        """The same words as they stand in another spelling of the same length."""
        words = [
            other[start : start + len(word)]
            for start, word in zip(self.starts, self.words, strict=True)
        ]
        return Text(other, words, self.starts)

    def following(self, index: int, end: int, passed_over: int) -> Sequence[int]:
        """The words that may go on a phrase behind the word that ends at ``end``.

        The farthest comes first, where so many words may be passed over.
        """
        if index + 1 == len(self.words):
            return ()
        start = self.starts[index + 1]
        if self.text[end:start] != " " and not _BETWEEN.fullmatch(self.text, end, start):
            return ()
        return self._ahead(index + 1, passed_over) if passed_over else (index + 1,)

    def _ahead(self, index: int, passed_over: int) -> list[int]:
        ahead, at = [index], self.starts[index]
        while len(ahead) <= passed_over and (passed := _PASSED.match(self.text, at)):
            at = passed.end()
            index = bisect_left(self.starts, at, index)
            if index == len(self.starts) or self.starts[index] != at:
                break
            ahead.append(index)
        return ahead[::-1]


def tokens(folded: str) -> Text:
    """A text with its words, which are of letters and digits."""
    return _tokens_kept(folded) if len(folded) < _LONG_TEXT else _tokens(folded)


def _tokens(folded: str) -> Text:
    pieces = _NO_SIGN.split(folded)
    words = pieces[1::2]
    if not "".join(words).isalnum():
        pieces = _TOKEN.split(folded)
        words = pieces[1::2]
    return Text(folded, words, list(accumulate(map(len, pieces)))[:-1:2])


# every matcher reads the same text
_tokens_kept = lru_cache(_TEXTS_KEPT)(_tokens)
