"""Cyrillic Kazakh written in the Latin spellings and in tote, to read it back in tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_SHARED = dict(zip("абвгдежзкқлмнопрстфхһэ", "abvgdejzkqlmnoprstfhhe", strict=True)) | {
    "ь": "", "ъ": "", "ц": "ts",
}  # fmt: skip


def _scheme(cyrillic: str, latin: str) -> dict[str, str]:
    return _SHARED | dict(zip(cyrillic, latin.split(), strict=True))


_LATIN: Final = {
    "2017": _scheme("әғңөүұуийіышчщяюё", "a' g' n' o' u' u y' i' i' i y s' c' s's' i'a i'y' i'o"),
    "2018": _scheme("әғңөүұуийіышчщяюё", "á ǵ ń ó ú u ý ı ı i y sh ch shsh ıa ıý ıo"),
    "2021": _scheme("әғңөүұуийіышчщяюё", "ä ğ ñ ö ü ū u i i ı y ş ch ş ia iu io"),
    "turkic": _scheme("әғңөүұуийіышчщяюёцх", "ä ğ ñ ö ü u w ï y i ı ş ç şş ya yu yo c x"),
    "plain": _scheme("әғңөүұуийіышчщяюё", "a g n o u u u i i i y sh ch sh ya yu yo"),
    "bare": _scheme("әғңөүұуийіышчщяюёжқх", "a g n o u u u i y i y sh ch sh ya yu yo zh k kh"),
}
_TOTE: Final = dict(
    zip(
        "аәбвгғдежзийкқлмнңоөпрстуұүфхһчшыіэ",
        "اابۆگعدەجزييكقلمنڭووپرستۋۇۇفحھچشىىە",
        strict=True,
    )
) | {"ц": "تس", "щ": "شش", "я": "يا", "ю": "يۋ", "ё": "يو", "ь": "", "ъ": ""}


def _latin(text: str, scheme: str) -> str:
    letters = _LATIN[scheme]
    small = "".join(letters.get(letter, letter) for letter in text.lower())
    return small[:1].upper() + small[1:]


def _tote(text: str) -> str:
    return re.sub(r"\w+", lambda found: _tote_word(found[0].lower()), text).replace(",", "،")


def _tote_word(word: str) -> str:
    # the hamza marks a front word that no other letter shows to be one
    hamza = "ء" if re.search("[әөүі]", word) and not re.search("[екг]", word) else ""
    return hamza + "".join(_TOTE.get(letter, letter) for letter in word)


SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "2017": lambda text: _latin(text, "2017"),
    "2018": lambda text: _latin(text, "2018"),
    "2021": lambda text: _latin(text, "2021"),
    "2021-ŋ": lambda text: _latin(text, "2021").replace("ñ", "ŋ"),
    "turkic": lambda text: _latin(text, "turkic"),
    "plain": lambda text: _latin(text, "plain"),
    "bare": lambda text: _latin(text, "bare"),
    "tote": _tote,
}
