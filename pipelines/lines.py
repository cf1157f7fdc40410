"""Lines of a page for comparison: blanks, character references and typography evened out."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_WORD = re.compile(r"\w+")
_SAME_STORY = 0.6


def one_line(text: str) -> str:
    """Character references resolved, white space collapsed to single blanks."""
    return " ".join(html.unescape(text).split())


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """The words in small letters: what is left when typography differs."""
    return tuple(_WORD.findall(text.casefold().replace("ё", "е")))


def resembles(one: str, other: str) -> bool:
    """Whether two lines share most of the shorter one's words."""
    first, second = set(words(one)), set(words(other))
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) / shorter >= _SAME_STORY
