"""Cleaning, folding and cutting of text in Kazakh, Russian and English.

Both folds keep the length of the text, so that a span found in the folded text is the same
span in the text itself. They expect text that went through `clean` (composed letters).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

# Soft hyphens, fillers, zero-width and bidirectional marks, tags: invisible, yet they part a
# word from its search term. Lone surrogates and controls cannot be stored or shown at all.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_LINE_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[^\S\n]+")
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
_MATCH: Final = _STRAY | _PLAIN

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
# "IPOға": an acronym with a Kazakh ending, although each of its letters looks Cyrillic
_SUFFIXED: Final = re.compile(rf"[{_LATIN}]{{3,}}[{_CYRILLIC}]+")
_MARKED: Final = re.compile("[\u00c0-\u024f]")
_SEARCH: Final = str.maketrans("әғқңөұүһіў", "агкноуухиу")

_WORD: Final = re.compile(r"\w+(?:[-\u2010\u2011'’ʼʻ]\w+)*")


def clean(s: str) -> str:
    r"""Compose letters (NFC), drop invisible marks, make every blank one space; keep the lines.

    Lines and the whole text lose blanks at their ends; each kind of line break becomes "\n".
    """
    s = _LINE_BREAK.sub("\n", s)
    s = unicodedata.normalize("NFC", _INVISIBLE.sub("", s))
    return "\n".join(line.strip() for line in _BLANKS.sub(" ", s).split("\n")).strip()


def fold_match(s: str) -> str:
    """Spelling for vocabulary matching: lower case, ё as е, look-alike letters repaired.

    Keeps the length and the Kazakh letters. A Latin letter that looks Cyrillic becomes
    Cyrillic inside a word that is otherwise Cyrillic, and the reverse; a word with letters
    that fit neither alphabet alone ("IPOға") is left as it is. All dashes become "-",
    apostrophes "'", quotation marks '"', blanks other than a line break " ".
    """
    return _lower(_MIXED_WORD.sub(_repair, s)).translate(_MATCH)


def _lower(s: str) -> str:
    lowered = s.lower()
    if len(lowered) == len(s):
        return lowered
    return "".join(ch.lower()[0] for ch in s)


def _repair(found: re.Match[str]) -> str:
    word = found[0]
    cyrillic = word.translate(_TO_CYRILLIC)
    if not re.search(f"[{_LATIN}]", cyrillic) and not _SUFFIXED.fullmatch(word):
        return cyrillic
    latin = word.translate(_TO_LATIN)
    return word if re.search(f"[{_CYRILLIC}]", latin) else latin


def fold_search(s: str) -> str:
    """Spelling for searching: `fold_match`, then Kazakh letters as their nearest Russian key.

    Keeps the length. «карағанды», «Қарағанды» and «КАРАГАНДЫ» give the same; Latin letters
    lose their marks («Atyraý» as "atyrau"). Meant for the stored text and for the query alike.
    """
    return fold_match(_MARKED.sub(_unmarked, s)).translate(_SEARCH)


def _unmarked(found: re.Match[str]) -> str:
    return "i" if found[0] == "ı" else unicodedata.normalize("NFD", found[0])[0]


def words(s: str) -> list[tuple[str, int, int]]:
    """Words with their start and end offsets; an inner hyphen or apostrophe joins a word."""
    return [(m[0], m.start(), m.end()) for m in _WORD.finditer(s)]


# a stop with what closes the sentence after it, then a blank; or a line break
_STOP: Final = re.compile(r"""[.!?…؟۔]+[)\]"'»”’]*(?=\s)|[。！？]+[」』”]*|(?=\n)""")
_OPENING: Final = re.compile(r"""[\s"'«»“”„‘(\[\u2010-\u2015-]*""")
_NEAR: Final = 40  # letters before a stop that are looked at
_LAST_WORD: Final = re.compile(r"(?:[^\W_]+\.)*[^\W_]+$")


def sentences(s: str) -> list[tuple[int, int]]:
    """Spans of the sentences, trimmed; every letter of the text lies in exactly one.

    A line break always ends a sentence. A full stop does not where a small letter follows,
    after an initial, an abbreviation that announces a name («г. Риддер», "Mr. Smith"), the
    number of a list item, or inside a number.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(s):
        if stop.end() > start and _ends_sentence(s, start, stop):
            spans += _trimmed(s, start, stop.end())
            start = stop.end()
    return spans + _trimmed(s, start, len(s))


def _trimmed(s: str, start: int, end: int) -> list[tuple[int, int]]:
    part = s[start:end]
    if not part.strip():
        return []
    return [(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))]


def _ends_sentence(s: str, start: int, stop: re.Match[str]) -> bool:
    mark = stop[0]
    if not mark or mark[0] in "。！？" or "\n" in s[stop.end() : stop.end() + 1]:
        return True
    opening = _OPENING.match(s, stop.end())
    following = s[opening.end() : opening.end() + 1] if opening else ""
    if following.islower():
        return False
    if mark != ".":
        return True
    near = max(start, stop.start() - _NEAR)
    word = _LAST_WORD.search(s, near, stop.start())
    if word is None:
        return True
    before = s[near : word.start()] if near == start else "…" + s[near : word.start()]
    return not _is_shortened(before, word[0], following)


def _is_shortened(before: str, word: str, following: str) -> bool:
    short = fold_match(word)
    if word.isdigit():
        return not before.strip()
    if short in _abbreviations("closing"):
        return False
    if short in _abbreviations("after a number"):
        return not before.rstrip()[-1:].isdigit()
    if short in _abbreviations("before a number") and following.isdigit():
        return True
    last = word.rsplit(".", 1)[-1]
    return len(last) == 1 or short in _abbreviations("before a name")


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    path = Path(__file__).parent / "data" / "abbreviations.toml"
    listed: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    return frozenset(map(fold_match, listed))
