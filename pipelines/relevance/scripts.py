"""Kazakh in Latin or Arabic letters, read in Cyrillic, with the way back to the words as written.

The vocabulary is written in Cyrillic Kazakh. A text in other letters is respelled word by word;
a place in the reading leads back to the whole word that stands there in the text as stored.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.transliteration import to_cyrillic

_ARABIC = re.compile("[\u0620-\u06ff\ufb50-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_CYRILLIC_BLOCK = 0x04
# letters of the tote script that Arabic and Persian do not write
_TOTE = "ەۇۆۋىڭ"
# letters of Kazakh in Latin script, and q before another letter than u
_KAZAKH_LATIN = re.compile("[ǵńğşıñýūáóäöüǴŃĞŞÑÝŪÁÓÄÖÜ]|[qQ](?![uU])")
_SHARE_OF_MARKS = 0.04
_SIGNS = "'‘’‛ʻʼʹ′`´"
_WORD = re.compile(rf"[^\W_]+(?:[{_SIGNS}][^\W_]+)*[{_SIGNS}]?")


@dataclass(frozen=True)
class Respelled:
    """A text in Cyrillic letters (``read``) beside the text as ``stored``.

    ``starts`` and ``ends`` are the words' offsets in the reading, ``written_starts`` and
    ``written_ends`` those in the stored text. ``is_caseless`` says that the letters of the text
    have no capitals.
    """

    stored: str
    read: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    written_starts: tuple[int, ...]
    written_ends: tuple[int, ...]
    is_caseless: bool

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The stored words that a stretch of the reading covers, each whole."""
        return (
            _moved(start, self.starts, self.ends, self.written_starts, self.written_ends)[0],
            _moved(end - 1, self.starts, self.ends, self.written_starts, self.written_ends)[1],
        )

    def reading(self, start: int, end: int) -> tuple[int, int]:
        """The words of the reading that a stretch of the stored text covers, each whole."""
        return (
            _moved(start, self.written_starts, self.written_ends, self.starts, self.ends)[0],
            _moved(end - 1, self.written_starts, self.written_ends, self.starts, self.ends)[1],
        )

    def position(self, offset: int) -> int:
        """Where the word or gap at an offset of the stored text stands in the reading."""
        return _moved(offset, self.written_starts, self.written_ends, self.starts, self.ends)[0]


def _moved(
    offset: int,
    starts: tuple[int, ...],
    ends: tuple[int, ...],
    new_starts: tuple[int, ...],
    new_ends: tuple[int, ...],
) -> tuple[int, int]:
    """The same place on the other side: a whole word, or the same letter between two words."""
    index = bisect_right(starts, offset) - 1
    if index < 0:
        return offset, offset + 1
    if offset < ends[index]:
        return new_starts[index], new_ends[index]
    moved = new_ends[index] + offset - ends[index]
    return moved, moved + 1


def respelled(stored: str, language: str) -> Respelled | None:
    """The Cyrillic reading of a Kazakh text in other letters; None for all other texts."""
    if language not in {"kk", "und"} or (language == "und" and stored.isascii()):
        return None
    # the upper bytes of letters: 04 is Cyrillic, and counting bytes is quickest
    if 2 * stored.encode("utf-16-le", "surrogatepass")[1::2].count(_CYRILLIC_BLOCK) > len(stored):
        return None
    arabic = _letters(_ARABIC, stored)
    others = _letters(_CYRILLIC, stored)
    latin = _letters(_LATIN, stored)
    is_tote = arabic > others + latin and any(letter in stored for letter in _TOTE)
    if is_tote or (latin > others and (language == "kk" or _is_marked(stored, latin))):
        return _respelled(stored, is_caseless=is_tote)
    return None


def _letters(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _is_marked(text: str, letters: int) -> bool:
    return len(_KAZAKH_LATIN.findall(text)) >= _SHARE_OF_MARKS * letters


def _respelled(stored: str, *, is_caseless: bool) -> Respelled:
    words = list(_WORD.finditer(stored))
    # one conversion for all, as the spelling is told by the whole; a line break stays as it is
    converted = to_cyrillic("\n".join(word[0] for word in words)).split("\n")
    parts: list[str] = []
    starts, ends = [], []
    length = before = 0
    for word, cyrillic in zip(words, converted, strict=True):
        gap = stored[before : word.start()]
        parts += (gap, cyrillic)
        starts.append(length + len(gap))
        length += len(gap) + len(cyrillic)
        ends.append(length)
        before = word.end()
    parts.append(stored[before:])
    return Respelled(
        stored=stored,
        read="".join(parts),
        starts=tuple(starts),
        ends=tuple(ends),
        written_starts=tuple(word.start() for word in words),
        written_ends=tuple(word.end() for word in words),
        is_caseless=is_caseless,
    )
