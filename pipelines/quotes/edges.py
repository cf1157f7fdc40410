"""The edges of a phrase: what is no part of it, and marks that belong to a name within it."""

from __future__ import annotations

import re
from typing import Final

_EDGES: Final = re.compile(
    r"^[\s,«»\"“”–—-]+|(?:\s(?:called|named))?[\s,–—-]+$|\s(?:called|named)$"
)
_PAIRS: Final = (("«", "»"), ("“", "”"), ("„", "“"))


def without_edges(words: str) -> str:
    """A phrase without blanks, dashes and marks around it; «Қазақалтын» компаниясы keeps its own.

    A mark that opens a name at the beginning of the phrase stays where its closing one does.
    """
    bare = _EDGES.sub("", words)
    if bare == words or not bare:
        return bare
    lead = words[: words.find(bare[0])]
    for opening, closing in _PAIRS:
        if lead.endswith(opening) and bare.count(closing) > bare.count(opening):
            return opening + bare
    return f'"{bare}' if lead.endswith('"') and bare.count('"') % 2 else bare
