"""A short piece of a text around the words that were looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.searchlanguage.marking import marks

if TYPE_CHECKING:
    import re

_CROWD: Final = 200  # marks that are looked at
_LONGEST_STEP: Final = 30  # letters to the next blank


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short piece of a text, one line, with the offsets of the marked words in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def whole(text: str, pattern: re.Pattern[str] | None) -> Snippet:
    """All of a short text, such as a title, in one line."""
    line = " ".join(text.split())
    return Snippet(line, tuple(marks(line, pattern)))


def snippet(text: str, pattern: re.Pattern[str] | None, width: int = 160) -> Snippet:
    """The piece of ``text`` of about ``width`` letters that holds most of the query's words."""
    text = " ".join(text.split())
    hits = marks(text, pattern)
    before = (_best_start(text, hits, width) if hits else 0) - width // 4
    start = _word_start(text, before) if before > 0 else 0
    end = _word_end(text, start, start + width)
    inside = [(a, b) for a, b in hits if a >= start and b <= end]
    left = "… " if start else ""
    right = " …" if end < len(text) else ""
    shift = len(left) - start
    return Snippet(left + text[start:end] + right, tuple((a + shift, b + shift) for a, b in inside))


def _best_start(text: str, hits: list[tuple[int, int]], width: int) -> int:
    """The mark after which most different words stand close by, and then most of all."""
    near = hits[:_CROWD]

    def crowd(start: int) -> tuple[int, int]:
        close = [text[a:b].lower() for a, b in near if start <= a < start + width // 2]
        return len(set(close)), len(close)

    return max((start for start, _ in near), key=crowd)


def _word_start(text: str, at: int) -> int:
    blank = text.find(" ", at, at + _LONGEST_STEP)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, start: int, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", start, at)
    return blank if blank > start else at
