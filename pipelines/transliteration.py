"""Kazakh in Latin or Arabic letters → Kazakh in Cyrillic, for matching and search; never shown.

The Latin spellings of 2017 (apostrophes), 2018 (acutes) and 2021 (two dots), the Turkic one
with w and ı, and Latin without any mark are read; Arabic is the tote script. What a spelling
leaves open is decided by the letters around: Kazakh words are front (ә е і ө ү) or back.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pipelines.openletters import decided, without_marks
from pipelines.text import fold_search
from pipelines.wordbeginnings import with_known_beginning

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA: Final = Path(__file__).parent / "data" / "transliteration.toml"
_Spelling = Literal["acute", "umlaut", "turkic", "apostrophe", "plain", "bare", "arabic"]

_LATIN: Final = "A-Za-zÀ-ÖØ-öø-ɏəƏ"
_ARABIC: Final = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
_HAMZA: Final = "\u0621\u0674"
_ADDRESS: Final = r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+"
_ROMAN: Final = rf"(?<![{_LATIN}])[IVXLC]+(?![{_LATIN}'])"
_LONGEST: Final = 64  # letters: what is longer is data, not a word
_APOSTROPHE_SIGNS: Final = "'‘’‛ʻʼʹ′`´"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys(_APOSTROPHE_SIGNS, "'"))
_FOREIGN: Final = re.compile(f"[{_LATIN}{_ARABIC}\u0660-\u0669\u06f0-\u06f9،؛؟۔٪ـ\ufb50-\ufefc]")
_SHAPED: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")

_WITH_APOSTROPHE: Final = re.compile(r"[agnouyisc]'(?!s\b)(?=[^\W\d_])")
_OPENING: Final = re.compile(r"(?<!\w)'")
_CLOSING: Final = re.compile(r"[agnouyisc]'(?!\w)")
_ACUTE: Final = re.compile("[áǵńóúý]")
_DOTTED: Final = re.compile("[äöüūğşñŋï]")
# y is ы where it stands between consonants; ı is where it follows a back vowel
_Y_AS_VOWEL: Final = re.compile(r"[bdfgğhjklmnñŋpqrsştvz]y(?![aeiouäöüūıy])")
_I_AS_BACK: Final = re.compile(r"[qğ]ı|ı[qğ]|[aou][bdfghjklmnprstvz]{1,2}ı|w|ï")
_I_AS_FRONT: Final = re.compile(
    r"[eäöü][bdfghjklmnñŋprsştvz]{1,2}ı|(?<![qğ])ı[bdfghjklmnñŋprsştvz]{1,2}[äöü]"
)
_I_AS_GLIDE: Final = re.compile(r"[aeou]ı|ı[aeou]")


def to_cyrillic(text: str) -> str:
    """Kazakh in Latin or Arabic letters as it would be written in Cyrillic.

    Cyrillic, digits, addresses and Roman numerals stay as they are. Whether the text is
    Kazakh at all is for the caller to know. Never raises; a second time changes nothing.
    """
    if not _FOREIGN.search(text):
        return text
    text = _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    spelling = _spelling(text)
    text = _pattern(spelling).sub(lambda found: _converted(found, spelling), text)
    return text.translate(_signs())


def search_spelling(title: str, text: str, language: str, script: str) -> str:
    """What the full-text index holds of an article: title and text in search spelling.

    Kazakh in Latin or Arabic letters has its Cyrillic spelling behind it, a line apart.
    """
    whole = f"{title}\n{text}"
    folded = fold_search(whole)
    if language != "kk" or script not in {"Latin", "Arabic"}:
        return folded
    return f"{folded}\n{fold_search(to_cyrillic(whole))}"


def _spelling(text: str) -> _Spelling:
    """Which Latin spelling a text is in, by the marks that it shows."""
    low = text.lower().translate(_APOSTROPHES)
    marked = {
        "apostrophe": len(_WITH_APOSTROPHE.findall(low)) or _ends_in_apostrophe(low),
        "acute": len(_ACUTE.findall(low)),
        "dotted": len(_DOTTED.findall(low)),
    }
    best = max(marked, key=lambda name: marked[name])
    if not marked[best] and "ı" not in low:
        return "plain" if "q" in low else "bare"
    if best == "apostrophe" and marked[best]:
        return "apostrophe"
    if best == "acute" and marked[best]:
        return "acute"
    if not marked[best] and _I_AS_GLIDE.search(low):
        return "acute"
    dotted = len(_Y_AS_VOWEL.findall(low)) + len(_I_AS_FRONT.findall(low))
    return "turkic" if len(_I_AS_BACK.findall(low)) > 2 * dotted else "umlaut"


def _ends_in_apostrophe(text: str) -> int:
    """Words that end in an apostrophe which no other one can have opened."""
    return 0 if _OPENING.search(text) else len(_CLOSING.findall(text))


@cache
def _pattern(spelling: _Spelling) -> re.Pattern[str]:
    apostrophes = _APOSTROPHE_SIGNS if spelling == "apostrophe" else ""
    latin = f"[{_LATIN}][{_LATIN}{apostrophes}]*"
    no_word = rf"[{_LATIN}{_APOSTROPHE_SIGNS}]{{{_LONGEST},}}|[{_ARABIC}{_HAMZA}]{{{_LONGEST},}}"
    return re.compile(
        rf"(?P<keep>{_ADDRESS}|{_ROMAN}|{no_word})|(?P<latin>{latin})|(?P<arabic>[{_ARABIC}{_HAMZA}]+)"
    )


def _converted(found: re.Match[str], spelling: _Spelling) -> str:
    word = found[0]
    if found["keep"]:
        return word
    if found["arabic"]:
        return _word(word, "arabic")
    return _cased(_word(word.lower().translate(_APOSTROPHES), spelling), word)


def _cased(cyrillic: str, latin: str) -> str:
    if latin.isupper() and len(latin) > 1:
        return cyrillic.upper()
    return cyrillic[:1].upper() + cyrillic[1:] if latin[0].isupper() else cyrillic


@lru_cache(maxsize=1 << 14)
def _word(word: str, spelling: _Spelling) -> str:
    letters, longest_first = _letters(spelling)
    hamza = any(sign in word for sign in _HAMZA) and spelling == "arabic"
    open_word = longest_first.sub(lambda found: letters[found[0]], word)
    if spelling in {"plain", "bare"}:
        open_word = without_marks(open_word)
    return with_known_beginning(decided(open_word, hamza=hamza))


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _letters(spelling: _Spelling) -> tuple[Mapping[str, str], re.Pattern[str]]:
    tables = _tables()
    parts = {"arabic": ("arabic",), "bare": ("latin", "plain", "bare")}
    letters: dict[str, str] = {}
    for part in parts.get(spelling, ("latin", spelling)):
        letters |= tables[part]
    keys = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, keys)))


@cache
def _signs() -> dict[int, str]:
    digits = {start + number: str(number) for start in (0x660, 0x6F0) for number in range(10)}
    return digits | {ord(sign): plain for sign, plain in _tables()["marks"].items()}
