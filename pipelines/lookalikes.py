"""Letters and signs that look alike or stand for each other, made the same.

All of it keeps the length of a text.
"""

from __future__ import annotations

import re
from typing import Final

_SPACES: Final = "\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES: Final = "‘’‛ʻʼʹ′`´＇"
_QUOTES: Final = "«»“”„‟″＂"

# Letters that stand in for Kazakh ones in old fonts (KZ-1048 read as cp1251 among them) and
# that no language of the region uses itself; the final sigma only so that lower-casing a
# letter does not depend on its neighbours.
_STRAY: Final = str.maketrans("ќѓӛҥҧҝҟӄҡҕӈӊѳɵјѕћς", "кгөңұкккқғңңөөәңһσ") | str.maketrans(
    {"ќ": "қ", "ѓ": "ғ", "ҝ": "қ", "ҟ": "қ", "ӄ": "қ"}
)
_PLAIN: Final = (
    str.maketrans("ё", "е")
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _QUOTES), '"')
)
_ALIKE: Final = {
    chr(letter): str.translate(chr(letter), _STRAY | _PLAIN) for letter in _STRAY | _PLAIN
}
_UNLIKE: Final = re.compile(f"[{re.escape(''.join(_ALIKE))}]")

# Capitals look alike where the small letters do not (H is Н, but h is һ), hence both cases.
_TO_CYRILLIC: Final = str.maketrans(
    "aceopxyiıəǝhABCEHIİKMOPTXYƏƎÏï" + "αορυγΑΒΕΗΚΜΟΡΤΧΥ",
    "асеорхуііәәһавсеніікмортхүәәїї" + "аоруүавенкмортхү",
)
# With the letters that a fold makes alike, so that folding twice changes nothing more.
_TO_LATIN: Final = str.maketrans(
    "асеорхуіһАВСЕНІКМОРТХУҮһҺёЁүөӨӛӚұҰҧҦўЎәӘћЋјЈѕЅѳѲ",
    "aceopxyihabcehikmoptxyyhheeyooooyyyyyyəəhhjjssoo",
)
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u0391-\u03a9\u03b1-\u03c9"
_CYRILLIC: Final = "\u0400-\u052f"
_MIXED_WORD: Final = re.compile(
    rf"(?<![{_LATIN}{_CYRILLIC}])"
    rf"(?:[{_LATIN}]+[{_CYRILLIC}]|[{_CYRILLIC}]+[{_LATIN}])[{_LATIN}{_CYRILLIC}]*"
)
# Most texts have no such place, which is seen at once: texts of one alphabet have no Cyrillic
# letter or hardly a Latin one, from which on the letters beside it are looked at.
_ANY_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
_SIDE_BY_SIDE: Final = re.compile(f"[{_LATIN}](?:(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}][{_LATIN}]))")
# "IPOға": an acronym with a Kazakh ending, although each of its letters looks Cyrillic
_SUFFIXED: Final = re.compile(rf"[{_LATIN}]{{3,}}[{_CYRILLIC}]+")


def plain(lowered: str) -> str:
    """Stray letters as Kazakh ones, ё as е; one kind of dash, apostrophe, quotation mark, blank."""
    # few letters change: finding them costs a tenth of translating all
    return _UNLIKE.sub(_alike, lowered)


def _alike(found: re.Match[str]) -> str:
    return _ALIKE[found[0]]


def one_alphabet(s: str) -> str:
    """Words of two alphabets in one of them; one that fits neither alone stays as it is."""
    is_mixed = not s.isascii() and _ANY_CYRILLIC.search(s) and _SIDE_BY_SIDE.search(s)
    return _MIXED_WORD.sub(_repair, s) if is_mixed else s


def _repair(found: re.Match[str]) -> str:
    word = found[0]
    cyrillic = word.translate(_TO_CYRILLIC)
    if not re.search(f"[{_LATIN}]", cyrillic) and not _SUFFIXED.fullmatch(word):
        return cyrillic
    latin = word.translate(_TO_LATIN)
    return word if re.search(f"[{_CYRILLIC}]", latin) else latin
