"""Letters that hide a word from a search for its bytes, and that matching reads all the same.

What these letters are is asked of the folding and the cleaning themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text import clean, fold_match

if TYPE_CHECKING:
    from collections.abc import Iterable

_LATIN = rb"(?:[A-Za-z]|[\xc3-\xc9][\x80-\xbf]|[\xce\xcf][\x80-\xbf])"
_CYRILLIC_START = rb"[\xd0-\xd4]"
_CYRILLIC = rb"(?:[\xd0-\xd4][\x80-\xbf])"
# without ideographs and Hangul, which nothing is folded from or to
_LETTERS = (
    *range(0xA0, 0x3400),
    *range(0xA000, 0xAC00),
    *range(0xD7A4, 0xD800),
    *range(0xE000, 0x10000),
)
_TAGS = rb"\xf3\xa0"  # the first bytes of the tags of plane 14, which show nothing


@cache
def disguises() -> tuple[bytes, ...]:
    """Regular expressions over UTF-8: each ends at or in a letter that may hide a word."""
    return (
        # a word in two alphabets
        _LATIN + _CYRILLIC_START,
        _CYRILLIC + rb"(?:[A-Za-z]|[\xc3-\xc9\xce\xcf])",
        # capitals within a word, or in a part of it alone
        _one_of(_cased("lower")) + _one_of(_cased("upper")),
        _one_of(_cased("upper")) + _one_of(_cased("upper")) + _one_of(_cased("lower")),
        _TAGS,
        *_ranges(hiding()),
    )


@cache
def hiding() -> frozenset[str]:
    """Letters that are folded to a letter that is not theirs, and marks that are taken out."""
    letters = list(map(chr, _LETTERS))
    folded = fold_match("\n".join(letters))[::2]
    others = {
        letter
        for letter, plain in zip(letters, folded, strict=True)
        if plain.isalnum() and letter not in {plain, plain.upper()} and letter not in "ёЁ"
    }
    return frozenset(others | _invisible(letters))


def has_marks(text: str) -> bool:
    """Whether marks that show nothing stand in a text."""
    return _marks().search(text) is not None


@cache
def _marks() -> re.Pattern[str]:
    shown = "".join(sorted(letter for letter in hiding() if not letter.isalpha()))
    return re.compile(f"[{re.escape(shown)}\U000e0000-\U000e0fff]")


def _invisible(letters: list[str]) -> set[str]:
    """Marks within a word; letters that composing replaces are none in a text of a page."""
    kept = set(clean("".join(letters)))
    return {
        letter
        for letter in letters
        if letter not in kept
        and not letter.isspace()
        and unicodedata.is_normalized("NFC", letter)
        and not unicodedata.combining(letter)
    }


def _cased(case: str) -> list[str]:
    letters = map(chr, range(0x400, 0x530))
    return [
        letter for letter in letters if (letter.islower if case == "lower" else letter.isupper)()
    ]


def _one_of(letters: Iterable[str]) -> bytes:
    """An expression for one of the letters."""
    return b"(?:" + b"|".join(_ranges(letters)) + b")"


def _ranges(letters: Iterable[str]) -> list[bytes]:
    """Expressions for letters that share all their bytes but the last."""
    by_start: dict[bytes, bytes] = {}
    for data in map(str.encode, letters):
        by_start[data[:-1]] = by_start.get(data[:-1], b"") + data[-1:]
    return [_escaped(start) + b"[" + _escaped(ends) + b"]" for start, ends in by_start.items()]


def _escaped(data: bytes) -> bytes:
    return b"".join(rb"\x%02x" % byte for byte in data)
