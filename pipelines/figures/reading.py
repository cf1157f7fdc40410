"""A text as words, numbers and signs, with what each word is to a number.

Works on text folded by `text.fold_match`, where every blank but a line break is " " and every
dash "-".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import number_words
from pipelines.figures.senses import sense_of

if TYPE_CHECKING:
    from pipelines.figures.factwords import Word

_TOKEN: Final = re.compile(
    # a word, with what belongs to it: miner's, US$, м3, Q3
    r"([^\W\d_]+(?:'s(?!\w)|(?<=[a-z])\$|(?<=[мmqh])[1-4](?!\w|[.,]\d))?"
    r"|\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3}(?!\d)){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}(?!\d)){2,}(?:,\d+)?"
    r"|\d{1,3},\d{3}\.\d+"
    r"|\d+(?:[.,]\d+)?"
    r"|[$€₸₽£¥%№])"
)
_GAPS: Final = frozenset({"", " "})
_MARK: Final = re.compile(r"[.!?;\n…]")
# what stands behind a full stop that ends a sentence: no small letter
_OPENING: Final = re.compile(r"\.[\"»”)]*\s+[^\w\s]*(?P<first>\w)")
# «г. Риддер», "J. Smith": a stop behind so few letters, none of them a figure, ends nothing
_INITIALS: Final = re.compile(r"(?<!\w)[^\W\d_]{1,2}\Z")


@dataclass(frozen=True)
class Reading:
    """A text with its tokens: numbers in figures, words and signs.

    ``texts`` are the tokens as folded, ``starts`` and ``ends`` their offsets, ``gaps`` what
    stands before each. ``kazakh`` says whether Kazakh number words count, ``commas`` reads
    "1,234" as a thousand.
    """

    original: str
    folded: str
    texts: tuple[str, ...]
    gaps: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kazakh: bool
    commas: bool

    def gap(self, index: int) -> str:
        """What stands between a token and the one before it; a line break at both ends."""
        return self.gaps[index] if 0 < index < len(self.gaps) else "\n"

    def word(self, index: int) -> str:
        """The text of a token, empty outside the text."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def meaning(self, index: int) -> Word | None:
        """What a token is to a number."""
        if not 0 <= index < len(self.texts):
            return None
        word = number_words().find(self.texts[index])
        return None if word and word.kazakh and not self.kazakh else word

    @cached_property
    def senses(self) -> list[int]:
        """What each token may begin, told from the word alone."""
        return list(map(sense_of, self.texts))

    def beginning(self, sense: int) -> list[int]:
        """The indices of the tokens that may begin a number or a date."""
        return [index for index, told in self._begun if told & sense]

    @cached_property
    def _begun(self) -> list[tuple[int, int]]:
        return [(index, told) for index, told in enumerate(self.senses) if told]

    def is_figure(self, index: int) -> bool:
        """Whether a token is a number in figures."""
        return self.word(index)[:1].isdecimal()

    def continues(self, index: int) -> bool:
        """Whether a token follows the one before it without a break in the sentence.

        The stop of an abbreviation («млн. тенге») is none; the end of a sentence is.
        """
        gap = self.gap(index)
        if gap in _GAPS:
            return True
        return gap in {".", ". "} and not self.original[self.starts[index]].isupper()

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Offsets where sentences end."""
        text = self.original
        return tuple(
            [
                at
                for mark in _MARK.finditer(text)
                if text[at := mark.start()] != "." or _ends_sentence(text, at)
            ]
        )

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a span, as indices of its first token and of the one behind it."""
        at = bisect_left(self.breaks, start)
        low = self.breaks[at - 1] + 1 if at else 0
        after = bisect_left(self.breaks, end)
        high = self.breaks[after] if after < len(self.breaks) else len(self.folded)
        return bisect_left(self.starts, low), bisect_left(self.starts, high)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The indices of the first token in a span and of the one behind it."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_broken(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two offsets."""
        return bisect_left(self.breaks, start) < bisect_right(self.breaks, end - 1)


def _ends_sentence(text: str, stop: int) -> bool:
    opening = _OPENING.match(text, stop)
    if opening is None or opening["first"].islower():
        return False
    return _INITIALS.search(text, max(0, stop - 3), stop) is None


def read_numbers(original: str, folded: str, *, kazakh: bool, commas: bool) -> Reading:
    """Cut a text, given as written and folded, into words, numbers and signs."""
    pieces = _TOKEN.split(folded)
    offsets = tuple(accumulate(map(len, pieces)))
    return Reading(
        original,
        folded,
        texts=tuple(pieces[1::2]),
        gaps=tuple(pieces[:-1:2]),
        starts=offsets[:-1:2],
        ends=offsets[1::2],
        kazakh=kazakh,
        commas=commas,
    )
