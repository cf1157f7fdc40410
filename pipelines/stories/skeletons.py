"""Proper names as language-independent skeletons.

Kazakh, Russian and English spell the vowels of a name in their own ways, while the consonants
stay: «Нұрлан Сейітқалиев», «Нурлан Сейткалиев» and "Nurlan Seitkaliyev" have the same ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipelines.quotes.fullnames import name_pattern
from pipelines.text import fold_match

_GENITIVE_EN: Final = re.compile("['’]s?$")
_LEAST: Final = 3  # consonants from which on a name by itself is telling

# letters as sounds: C is any of the hushing ones, a any vowel
_CYRILLIC: Final = str.maketrans(
    dict(zip("бвгґдзкқлмнңпрстфғхһ", "bvggdzkklmnnprstfghh", strict=True))
    | {"ж": "j", **dict.fromkeys("цчшщ", "C"), **dict.fromkeys("аәеёиійоөуұүыіэюяў", "a")}
    | {"ъ": "", "ь": ""}
)
_LATIN_PAIRS: Final = (
    ("shch", "C"),
    ("dzh", "j"),
    ("tch", "C"),
    ("sh", "C"),
    ("ch", "C"),
    ("ts", "C"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ck", "k"),
    ("ph", "f"),
)
_SOFT_C: Final = re.compile("c(?=[eiy])")
_LATIN: Final = str.maketrans(
    {"x": "ks", "q": "k", "w": "v", "c": "k"} | dict.fromkeys("eiouy", "a")
)
_OTHERS: Final = re.compile("[^a-zC]+")
# Endings of cases. Kazakh ones that could be the end of a name as well, or of a Russian case,
# are left: «Қайрақты», «Болата»
_CASE: Final = re.compile(
    "(?:[дт][ае]ғ[ыі]|[нтд][ыі]ң|[нтд][ае]н|[мбп]ен|[гғқ][ае]|ке|ого|ому|[ыиоея]м|[ая]х|ами)$"
)
_AT: Final = re.compile("[тд][ае]$")
_DOUBLE: Final = re.compile(r"(.)\1+")
# letters of firms and institutes, which every language leaves as they are
_ACRONYM: Final = re.compile(r"\b[A-Z]{3,8}\b")
# names of firms, mines and ships: a few words in quotation marks
_QUOTED: Final = re.compile(r"[«“\"]([^«»“”\".,!?:;]{3,40})[»”\"]")
# what may follow a name that begins a sentence
_NAMED: Final = re.compile(
    ": | (?:аудан|кент|қала|облыс|ауыл|көше|өзен|көл|су қойма|шахта|кеніш|кен орн|разрез|карьер"
    "|зауыт|комбинат|фабрика|станция|район|district|region|village|settlement|street|river|lake"
    "|mine|pit|colliery|deposit|field|quarry|plant|smelter|mill|works|refinery|station)"
)
_MOST_QUOTED: Final = 4  # words; what is longer is said by somebody
_PART: Final = re.compile(r"[^\W\d_]{2,}")
# «Абайская» is of Абай, "Guslyakovsky" of Guslyakov
_ADJECTIVE: Final = re.compile(
    "(?<=[^\\W\\d_]{4})(?:ск(?:ий|ая|ое|ого|ому|им|ом|ой|ую|их|ие)|sk(?:y|iy|aya|oye|oe))$"
)


@lru_cache(maxsize=1 << 14)
def skeleton(name: str) -> str:
    """The consonants of one name of any of the three languages, without its case ending.

    Of a short name an "a" stands for each vowel: «Абай» is "aba".
    """
    word = _GENITIVE_EN.sub("", fold_match(name))
    word = _ADJECTIVE.sub("", word)
    short = _consonants(_CASE.sub("", word))
    told = short if len(short) >= _LEAST else _consonants(word)
    return told if len(told) >= _LEAST else _sounds(word).lower()


def _sounds(word: str) -> str:
    """A folded word as it sounds, whatever its script."""
    latin = word.translate(_CYRILLIC)
    if latin == word:
        for pair, letter in _LATIN_PAIRS:
            latin = latin.replace(pair, letter)
        latin = _SOFT_C.sub("s", latin).translate(_LATIN)
    else:
        latin = latin.replace("dj", "j").replace("ts", "C")
    return _DOUBLE.sub(r"\1", _OTHERS.sub("", latin))


def _consonants(word: str) -> str:
    """What is left of the sounds without vowels; a consonant twice in a row is one."""
    return _DOUBLE.sub(r"\1", _sounds(word).replace("a", "")).lower()


def names_of(sentence: str) -> frozenset[str]:
    """Skeletons of the proper names of a sentence, each word by itself.

    The first word of a sentence is a name only where another follows it, a colon or a word for
    what is named, or where it stands in quotation marks.
    """
    found: set[str] = set()
    for run in name_pattern().finditer(sentence):
        parts = _PART.findall(run[0])
        is_first = not sentence[: run.start()].strip(" «“\"'–—-")
        is_sure = len(parts) > 1 or _NAMED.match(sentence, run.end())
        found.update(parts[1:] if is_first and not is_sure else parts)
    for quoted in _QUOTED.finditer(sentence):
        parts = _PART.findall(quoted[1])
        if len(parts) <= _MOST_QUOTED:
            found.update(part for part in parts if part[0].isupper())
            found.update(_AT.sub("", part) for part in parts[-1:] if part[0].isupper())
    told = {one for one in map(skeleton, found) if len(one) >= _LEAST}
    return frozenset(told.union(match[0].lower() for match in _ACRONYM.finditer(sentence)))
