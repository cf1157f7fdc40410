"""Whether what is left of a page is prose: menus, rates and labels alone are no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.lines import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import BlockKind

MIN_SENTENCE = 6
MIN_UNSTOPPED = 12
_LETTERS_A_WORD = 8
_NO_PROSE = frozenset({"heading", "row"})
# Arabic script has signs of its own, and full-width ones stand in Chinese texts
_STOP = re.compile(r"[.!?…۔؟。！？][»”\"'’)\]]*\s*$")


def has_prose(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> bool:
    """Whether a paragraph that is no heading or row reads as prose.

    It ends as a sentence does and has six words, or has twelve. ``kinds`` goes with
    ``paragraphs``; ValueError where their numbers differ.
    """
    return any(
        _is_prose(paragraph)
        for paragraph, kind in zip(paragraphs, kinds, strict=True)
        if kind not in _NO_PROSE
    )


def _is_prose(paragraph: str) -> bool:
    # Chinese has no blanks between its words
    count = max(len(words(paragraph)), len(paragraph) // _LETTERS_A_WORD)
    return count >= (MIN_SENTENCE if _STOP.search(paragraph) else MIN_UNSTOPPED)
