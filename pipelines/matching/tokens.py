"""A text cut into its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, overload

from pipelines.text import fold_match

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


class _Spelled(Sequence[str]):
    """Words in another spelling, cut where they are asked for: seldom more than one is."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._text, self._starts, self._ends = text, starts, ends

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self._text[self._starts[index] : self._ends[index]]

    def __len__(self) -> int:
        return len(self._starts)


class Text(NamedTuple):
    """A text with its words and their offsets."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def spelled(self, other: str) -> Text:
        """The same words as they stand in another spelling of the same length."""
        return Text(other, _Spelled(other, self.starts, self.ends), self.starts, self.ends)

    def following(self, index: int, end: int, passed_over: int) -> Sequence[int]:
        """The words that may go on a phrase behind the word that ends at ``end``.

        The farthest comes first, where so many words may be passed over.
        """
        if index + 1 == len(self.words):
            return ()
        start = self.starts[index + 1]
        if self.text[end:start] != " " and not is_between(self.text, end, start):
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


def is_between(text: str, end: int, start: int) -> bool:
    """Whether nothing but signs that may part the words of a phrase stands between two words."""
    return _BETWEEN.fullmatch(text, end, start) is not None


def fold_once(text: str) -> str:
    """The spelling of `text.fold_match`, which several rooms ask for the same text."""
    return _folded_kept(text) if len(text) < _LONG_TEXT else fold_match(text)


def tokens(folded: str) -> Text:
    """A text with its words, which are of letters and digits."""
    return _tokens_kept(folded) if len(folded) < _LONG_TEXT else _tokens(folded)


def _tokens(folded: str) -> Text:
    pieces = _NO_SIGN.split(folded)
    words = pieces[1::2]
    if not (folded.isascii() or "".join(words).isalnum()):
        pieces = _TOKEN.split(folded)
        words = pieces[1::2]
    offsets = list(accumulate(map(len, pieces)))
    return Text(folded, words, offsets[:-1:2], offsets[1::2])


# every matcher reads the same text
_tokens_kept = lru_cache(_TEXTS_KEPT)(_tokens)
_folded_kept = lru_cache(_TEXTS_KEPT)(fold_match)
