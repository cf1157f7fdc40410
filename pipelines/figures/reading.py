"""A text as words, numbers and signs, with what each word is to a number.

Works on text folded by `text.fold_match`, where every blank but a line break is " " and every
dash "-".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.factwords import look_up

if TYPE_CHECKING:
    from pipelines.figures.factwords import Word

_TOKEN: Final = re.compile(
    r"(?:us|[ac])\$|[^\W\d_]+"
    r"|\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3}(?!\d)){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}(?!\d)){2,}(?:,\d+)?"
    r"|\d{1,3},\d{3}\.\d+"
    r"|\d+(?:[.,]\d+)?"
    r"|[$€₸₽£%№]"
)
_GAPS: Final = frozenset({"", " "})


class Token(NamedTuple):
    """A number in figures, a word or a sign, with its offsets; ``meaning`` is a word's only."""

    text: str
    start: int
    end: int
    meaning: Word | None
    digits: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens, and how its numbers are to be read.

    ``kazakh`` says whether Kazakh number words count, ``commas`` reads "1,234" as a thousand.
    """

    original: str
    folded: str
    tokens: tuple[Token, ...]
    kazakh: bool
    commas: bool

    def gap(self, index: int) -> str:
        """What stands between a token and the one before it."""
        if not 0 < index < len(self.tokens):
            return "\n"
        return self.folded[self.tokens[index - 1].end : self.tokens[index].start]

    def word(self, index: int) -> str:
        """The text of a token, empty outside the text."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def meaning(self, index: int) -> Word | None:
        """What a token is to a number."""
        return self.tokens[index].meaning if index < len(self.tokens) else None

    def continues(self, index: int) -> bool:
        """Whether a token follows the one before it without a break in the sentence.

        The stop of an abbreviation («млн. тенге») is none; the end of a sentence is.
        """
        gap = self.gap(index)
        if gap in _GAPS:
            return True
        return gap in {".", ". "} and not self.original[self.tokens[index].start].isupper()


def read_numbers(original: str, folded: str, *, kazakh: bool, commas: bool) -> Reading:
    """Cut a text, given as written and folded, into words, numbers and signs."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        text, (start, end) = match[0], match.span()
        if text[0].isdecimal():
            tokens.append(Token(text, start, end, None, True))
            continue
        word = look_up(text)
        if word and word.kazakh and not kazakh:
            word = None
        tokens.append(Token(text, start, end, word, False))
    return Reading(original, folded, tuple(tokens), kazakh, commas)
