"""Beginnings of Kazakh words that only a list tells how to spell in Cyrillic.

Latin and Arabic letters lose э ь ъ, write ц щ я ю as two letters, and do not tell that a word
mixes front and back vowels; the list (``data/transliteration.toml``) gives such words back.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent / "data" / "transliteration.toml"
_VOWELS: Final = frozenset("аәеэоөуұүыіияю")

# what borrowed words lose in other scripts
_BARE: Final = str.maketrans(
    {
        **dict(zip("эыйіөүұәқғ", "еиииоууакг", strict=True)),
        **dict.fromkeys("ьъ", ""),
        "ц": "тс",
        "щ": "шш",
        "я": "иа",
        "ю": "иу",
        "ё": "ио",
    }
)
_PARTS: Final = re.compile("и[яю]|.", re.DOTALL)
_KEY: Final = 3


def _bare(word: str) -> list[str]:
    """The letters of a word as the poorest script would have them, part by part."""
    # ия and я are one thing here: серия, Серебрянск
    return [part.translate(_BARE).replace("ии", "и") for part in _PARTS.findall(word)]


@cache
def _stems() -> list[str]:
    listed: str = tomllib.loads(_DATA.read_text(encoding="utf-8"))["beginnings"]["words"]
    return listed.split()


@cache
def _borrowed() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for stem in sorted(_stems(), key=len, reverse=True):
        start = "".join(_bare(stem))
        found.setdefault(start[:_KEY], []).append((start, stem))
    return found


def with_known_beginning(word: str) -> str:
    """The word with the spelling of a known beginning that its letters do not tell."""
    bare = _bare(word)
    whole = "".join(bare)
    for start, stem in _borrowed().get(whole[:_KEY], ()):
        if whole.startswith(start):
            return _joined(stem, start, word, bare)
    return word


def _joined(stem: str, start: str, word: str, bare: list[str]) -> str:
    ends = [len("".join(bare[:count])) for count in range(len(bare) + 1)]
    if len(start) not in ends:
        return word
    # a sign without sound belongs to the beginning: take the last place that fits
    taken = len(ends) - 1 - ends[::-1].index(len(start))
    rest = "".join(_PARTS.findall(word)[taken:])
    # Kazakh endings that begin with a vowel take the place of ь: пароль, паролі
    return (stem.removesuffix("ь") if rest[:1] in _VOWELS else stem) + rest
