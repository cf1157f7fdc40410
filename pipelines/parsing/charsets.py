"""How much a reading of bytes looks like a language of the region: marks for letters in context.

General detectors are not asked, because on short Cyrillic pages they answer with East Asian
encodings. A wrong reading shows in every word: capitals behind small letters, signs within
words, letters that no language of the region has.
"""

from __future__ import annotations

import re
from typing import Final

_FREQUENT: Final = frozenset("оеаинтсрвлкмдпуяыіңғқәү")
_PUNCTUATION: Final = frozenset("«»“”„‘’–—…№•·©®™°€§±\xa0\xad")
# letters that cp1251 has for other languages: seldom on our pages, often in a misreading
_RARE: Final = frozenset("ЂЃѓЉљЊњЌќЋћЏџЎўЈјҐґ")
_NO_WORD: Final = re.compile("[\u0400-\u04ff]{80}")


def plausibility(text: str) -> float:
    """Mean of marks from -1 to 1 over the characters beyond ASCII, higher is more like language."""
    total = 0.0
    count = 0
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        run = match.group()
        if _NO_WORD.search(run):
            return -1.0
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        total += _run_mark(f"{before or ' '}{run}{after or ' '}")
        count += len(run)
    return total / count if count else 1.0


def _run_mark(run: str) -> float:
    """Sum of marks of a run of characters, given with one neighbour on each side."""
    return sum(
        _mark(run[index - 1], run[index], run[index + 1]) for index in range(1, len(run) - 1)
    )


def _mark(before: str, letter: str, after: str) -> float:
    if letter in _PUNCTUATION:
        return 0.3
    if not letter.isalpha():
        return -1.0
    if "Ѐ" <= letter <= "ӿ":
        return _cyrillic_mark(before, letter, after)
    if letter < "ɐ":
        return _accent_mark(before, after)
    return 0.5


def _accent_mark(before: str, after: str) -> float:
    """Accents stand alone or in pairs among plain letters; a run is another alphabet misread."""
    neighbours = _is_accented(before) + _is_accented(after)
    return (0.6, 0.2, -1.0)[neighbours] if (before + after).strip() else -1.0


def _cyrillic_mark(before: str, letter: str, after: str) -> float:
    if (before.isascii() and before.isalpha()) or after.isdigit():
        return -1.0
    if letter.isupper() and before.islower():
        return -1.0
    if letter in _RARE:
        return 0.1
    shouting = 0.2 if letter.isupper() and before.isupper() else 0.0
    return (1.0 if letter.lower() in _FREQUENT else 0.5) - shouting


def _is_accented(letter: str) -> bool:
    return "\x80" <= letter < "ɐ" and letter.isalpha()
