"""Where the words of a query stand in a text as it was written."""

from __future__ import annotations

import re
from typing import Final

from pipelines.text import fold_search
from pipelines.transliteration import to_cyrillic

_WRITTEN: Final = re.compile(r"[^\W_]+(?:['’ʼʻ][^\W_]+)*")
_OTHER_SCRIPT: Final = re.compile("[A-Za-z\u00c0-\u024f\u0621-\u06ff]")


def marks(text: str, pattern: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Where the query's words stand in a text: (start, end) offsets, in order, not overlapping."""
    if pattern is None:
        return []
    found = [match.span() for match in pattern.finditer(fold_search(text))]
    if found or not _OTHER_SCRIPT.search(text):
        return found
    # Kazakh in Latin or Arabic letters is found by its Cyrillic spelling: look word by word
    words = (match for match in _WRITTEN.finditer(text) if _OTHER_SCRIPT.match(match[0]))
    return [word.span() for word in words if pattern.search(fold_search(to_cyrillic(word[0])))]
