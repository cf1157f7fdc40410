"""A text as words, numbers and signs, with what each word is to a number.

Works on text folded by `text.fold_match`, where every blank but a line break is " " and every
dash "-".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, count
from typing import TYPE_CHECKING, Final

from pipelines.figures.senses import MEANING, meanings, senses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.figures.factwords import Word

_TOKEN: Final = re.compile(
    # what no token begins with is passed over at once
    r"(?=[\w$€₸₽£¥%№])"
    # most words, told at once: of common letters, with nothing behind that may belong to them
    r"([a-zа-яәғқңөұүһі]++(?![\w'$])"
    # any word, with what belongs to it: miner's, US$, м3, Q3
    r"|[^\W\d_]+(?:'s(?!\w)|(?<=[a-z])\$|(?<=[мmqh])[1-4](?!\w|[.,]\d))?"
    r"|(?=\d)(?:\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3}(?!\d)){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}(?!\d)){2,}(?:,\d+)?"
    r"|\d{1,3},\d{3}\.\d+"
    r"|\d+(?:[.,]\d+)?)"
    r"|[$€₸₽£¥%№])"
)
# what stands beyond a text on both sides, as an index below 0 counts from the end: no rule looks
# further than a few words past its figure
_BEYOND: Final = 32
_NO_WORDS: Final = ("",) * _BEYOND
_NO_GAPS: Final = ("\n",) * _BEYOND
_GAPS: Final = frozenset({"", " "})
# a full stop ends a sentence where no small letter stands behind it, and not behind one or two
# letters («г. Риддер», "J. Smith")
_MARK: Final = re.compile(
    r"[.!?;\n…](?:(?<!\.)|(?<!(?<!\w)[^\W\d_]\.)(?<!(?<!\w)[^\W\d_]{2}\.)"
    r"(?=[\"»”)]*\s+[^\w\s]*(?P<first>\w)))"
)


@dataclass(frozen=True)
class Reading:
    """A text with its tokens: numbers in figures, words and signs.

    ``texts`` are the tokens as folded, ``gaps`` what stands before each, ``meanings`` what each
    is to a number. All three go on beyond the text, as far as any rule looks past it and on
    both sides of it (-1 is before the first token): with "", line breaks and None. ``starts``
    and ``ends`` are the offsets of the tokens; ``senses`` what those may begin that begin
    something. ``commas`` reads "1,234" as a thousand.
    """

    original: str
    folded: str
    texts: tuple[str, ...]
    gaps: tuple[str, ...]
    senses: dict[int, int]
    meanings: list[Word | None]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kazakh: bool
    commas: bool

    def beginning(self, sense: int) -> list[int]:
        """The indices of the tokens that may begin a number or a date."""
        return [index for index, told in self.senses.items() if told & sense]

    def is_figure(self, index: int) -> bool:
        """Whether a token is a number in figures."""
        return self.texts[index][:1].isdecimal()

    def continues(self, index: int) -> bool:
        """Whether a token follows the one before it without a break in the sentence.

        The stop of an abbreviation («млн. тенге») is none; the end of a sentence is.
        """
        gap = self.gaps[index]
        if gap in _GAPS:
            return True
        return gap in {".", ". "} and not self.original[self.starts[index]].isupper()

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Offsets where sentences end."""
        marks = _MARK.finditer(self.original)
        return tuple([m.start() for m in marks if not (first := m[1]) or not first.islower()])

    @cached_property
    def _limits(self) -> tuple[tuple[int, ...], list[int]]:
        """Where sentences end, as offsets, and the indices of the tokens at both their ends."""
        within = [bisect_left(self.starts, at) for at in self.breaks]
        return self.breaks, [0, *within, len(self.starts)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a span, as indices of its first token and of the one behind it."""
        breaks, limits = self._limits
        return limits[bisect_left(breaks, start)], limits[bisect_left(breaks, end) + 1]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The indices of the first token in a span and of the one behind it."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_broken(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two offsets."""
        breaks = self.breaks
        return bisect_left(breaks, start) < bisect_right(breaks, end - 1)


def read_numbers(original: str, folded: str, *, kazakh: bool, commas: bool) -> Reading:
    """Cut a text, given as written and folded, into words, numbers and signs."""
    pieces = _TOKEN.split(folded)
    offsets = tuple(accumulate(map(len, pieces)))
    texts = (*pieces[1::2], *_NO_WORDS)
    meant = list(map(senses().__getitem__, texts))
    told = dict(zip(compress(count(), meant), filter(None, meant), strict=True))
    return Reading(
        original,
        folded,
        texts=texts,
        gaps=("\n", *pieces[2:-1:2], *_NO_GAPS) if len(pieces) > 1 else _NO_GAPS,
        senses=told,
        meanings=_meanings(texts, told, kazakh=kazakh),
        starts=offsets[:-1:2],
        ends=offsets[1::2],
        kazakh=kazakh,
        commas=commas,
    )


def _meanings(texts: Sequence[str], told: dict[int, int], *, kazakh: bool) -> list[Word | None]:
    known = meanings(kazakh=kazakh)
    found: list[Word | None] = [None] * len(texts)
    for index, sense in told.items():
        if sense & MEANING:
            found[index] = known[texts[index]]
    return found
