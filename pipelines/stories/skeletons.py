"""Proper names as language-independent skeletons.

Kazakh, Russian and English spell the vowels of a name in their own ways, while the consonants
stay: «Нұрлан Сейітқалиев», «Нурлан Сейткалиев» and "Nurlan Seitkaliyev" have the same ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipelines.quotes.fullnames import name_pattern, stem, without_genitive
from pipelines.text import fold_match

_LEAST: Final = 3  # consonants from which on a name by itself is telling

_CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("бвгғджзкқлмнңпрстф", "bvggdjzkklmnnprstf", strict=True)),
        "х": "h",
        "һ": "h",
        "ж": "j",
        "ц": "c",
        "ч": "c",
        "ш": "c",
        "щ": "c",
        **dict.fromkeys("аәеёиійоөуұүыіэюяъьў", ""),
    }
)
_LATIN_PAIRS: Final = (
    ("shch", "c"),
    ("dzh", "j"),
    ("tch", "c"),
    ("sh", "c"),
    ("ch", "c"),
    ("ts", "c"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ck", "k"),
    ("ph", "f"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
)
_VOWELS: Final = re.compile(r"[^bcdfghjklmnprstvz]+")
# letters of firms and institutes, which every language leaves as they are
_ACRONYM: Final = re.compile(r"\b[A-Z]{3,8}\b")
_DOUBLE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def skeleton(name: str) -> str:
    """The consonants of one name of any of the three languages, without its case ending."""
    word = stem(without_genitive(fold_match(name)))
    latin = word.translate(_CYRILLIC)
    if latin.isascii():
        for pair, letter in _LATIN_PAIRS if word == latin else (("дж", "j"),):
            latin = latin.replace(pair, letter)
    # a cluster of ts is one letter in Cyrillic, «дж» is written j in English
    latin = latin.replace("ts", "c").replace("dj", "j")
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", latin))


def names_of(sentence: str) -> frozenset[str]:
    """Skeletons of the proper names of a sentence: single words, and whole names joined by a dot.

    The first word of a sentence is a name only where another follows it.
    """
    found: set[str] = set()
    for run in name_pattern().finditer(sentence):
        parts = re.findall(r"[^\W\d_]{2,}", run[0])
        is_first = not sentence[: run.start()].strip(" «“\"'–—-")
        told = [skeleton(part) for part in (parts[1:] if is_first and len(parts) == 1 else parts)]
        found.update(one for one in told if len(one) >= _LEAST)
    found.update(match[0].lower() for match in _ACRONYM.finditer(sentence))
    return frozenset(found)
