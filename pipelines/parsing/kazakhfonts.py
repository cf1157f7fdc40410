"""Kazakh in code pages and fonts made for it, that was read as windows-1251.

Kazakh code pages put their letters where windows-1251 has those of Ukrainian, Serbian or
Macedonian: «Ќараѓандыда жања кеніш» is Kazakh in PT154, «Ќараєандыда жаѕа кеніш» in KZ-1048.
The other reading is taken where nearly all words with such letters become words as Kazakh
builds them: letters of its alphabet, vowels in harmony, қ and ғ beside back vowels.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

CODE_PAGES: Final = ("kz1048", "ptcp154")
# 0.96 of the words of Kazakh news pass, of Ukrainian and Belarusian ones up to a third
MIN_SHARE: Final = 0.65
MIN_WORDS: Final = 5
MIN_DENSITY: Final = 0.2

# what windows-1251 has for other languages at the places of Kazakh letters
_LETTER: Final = "ЂЃѓЉљЊњЌќЋћЏџђЎўЈјҐґЄєЇїЅѕ"
_SIGN: Final = "¤µ±‰‡¦"
_STRAY: Final = re.compile(f"[{_LETTER}]|[{_SIGN}][а-яі]|[а-яі][{_SIGN}]")
# what қ, ғ, ң and ө become; plain search is ten times as fast as a pattern
_FIRST_LOOK: Final = "ќЌєѓѕњґµЄЃЅЊ"
_OWN: Final = re.compile("[ҒғҚқҢңҮүҰұҺһӘәӨөҲҳҶҷӢӣӮӯ]")
_WORD: Final = re.compile(f"[{_SIGN}]?[А-яЁёІі{_LETTER}][А-яЁёІі{_LETTER}{_SIGN}]*")
_KAZAKH: Final = frozenset("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
_FRONT: Final = frozenset("әөү")
_BACK: Final = frozenset("аоұы")
_VOWELS: Final = frozenset("аәеёиоөуұүыіэюя")
_NOT_BESIDE_BACK: Final = frozenset("еөүіюя")


def respelled(text: str) -> str:
    """The text with its Kazakh letters; unchanged where it is not certain that they are meant."""
    page = kazakh_page(text)
    return _WORD.sub(lambda word: _as_kazakh(word[0], page), text) if page else text


def kazakh_page(text: str, least: int = MIN_WORDS) -> str | None:
    """The code page of a Kazakh text that was read as windows-1251; None where that is not certain.

    At least five words must have a letter to change; fewer, down to ``least``, are enough on
    a short page of which they are a fifth. A text that has Kazakh letters of its own has no
    need of it, and Uzbek has them too.
    """
    if (
        not any(letter in text for letter in _FIRST_LOOK)
        or _OWN.search(text)
        or not re.search("[ыіЫІ]", text)
    ):
        return None
    words = _WORD.findall(text)
    strays = [word for word in words if _STRAY.search(word)]
    if len(strays) < max(least, min(MIN_WORDS, MIN_DENSITY * len(words))):
        return None
    share, page = max((_share(strays, page), page) for page in CODE_PAGES)
    return page if share >= MIN_SHARE else None


def _as_kazakh(word: str, page: str) -> str:
    return word.encode("cp1251").decode(page, "replace")


def _share(words: list[str], page: str) -> float:
    """Which share of the words is built as Kazakh words are."""
    return sum(_is_kazakh(_as_kazakh(word, page)) for word in words) / len(words)


def _is_kazakh(word: str) -> bool:
    letters = word.lower()
    used = set(letters)
    if len(word) == 1 or not used <= _KAZAKH or (used & _FRONT and used & _BACK):
        return False
    if word != letters and not word.isupper() and not word.istitle():
        return False
    if not used & _VOWELS or not set(letters[:2]) & _VOWELS:
        return False
    return all(map(_may_follow, pairwise(letters)))


def _may_follow(pair: tuple[str, str]) -> bool:
    """қ and ғ avoid front vowels; rounded and open front vowels never stand behind a vowel."""
    if pair[1] in "өүұә" and pair[0] in _VOWELS:
        return False
    return not any(one in "қғ" and other in _NOT_BESIDE_BACK for one, other in (pair, pair[::-1]))
