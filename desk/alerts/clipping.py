"""Words of sites, cleaned and no longer than a reader needs. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.tables import plain

if TYPE_CHECKING:
    from desk.wording.phrases import Phrases

# marks within marks are others
_NESTED: Final = {
    "kk": str.maketrans("«»“”", "„“„“"),
    "ru": str.maketrans("«»“”", "„“„“"),
    "en": str.maketrans("«»“”„", "‘’‘’‘"),
}


def clipped(words: str, most: int, say: Phrases) -> str:
    """Words of a site to be put in quotation marks."""
    return cut(plain(words), most).translate(_NESTED[say.language])


def cut(text: str, most: int) -> str:
    """No longer than so many letters, cut between words where that can be."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head, blank, _ = kept.rpartition(" ")
    # a word that fills half of it is cut within
    return (head if blank and len(head) > most // 2 else kept).rstrip(" ,.;:–-") + "…"
