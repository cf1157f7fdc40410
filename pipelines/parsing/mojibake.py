"""Text that a site itself read in a wrong encoding before it sent the page: undone where certain.

UTF-8 that was read as windows-1251, windows-1252 or Latin-1 and encoded once more shows two
letters for each one («РєРѕРјР±РёРЅР°С‚»); some of those of Latin-1 are controls that nobody
sees. Such pairs in a row are no text of any language: the second of each is a sign or a letter
of other alphabets. Character references that were escaped twice (``&amp;laquo;``) are read where
they stand for marks of typography.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MIN_UNITS: Final = 4
MAX_BETWEEN: Final = 20
MAX_DEPTH: Final = 3
MAX_LOST: Final = 0.1

_ESCAPED: Final = re.compile(
    r"&amp;(laquo|raquo|[lrbs]dquo|[lrs][as]quo|[mn]dash|hellip|nbsp|shy|quot|apos|bull|middot|"
    r"copy|reg|trade|euro|deg|sect|para|times|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)


# what the most frequent letters and marks become
_SIGNS: Final = {
    "cp1251": ("Р°", "Рѕ", "Рµ", "Рё", "РЅ", "С‚", "С‹", "С–", "вЂ"),
    "cp1252": (
        *("Ð°", "Ð¾", "Ðµ", "Ð¸", "Ð½", "Ñ‚", "Ñ‹", "Ñ–", "Ã©", "Ã¼", "Ã¶", "Ã¤", "â€"),
        *("â\x80", "Ã\x90", "Ã\x91"),
    ),
}


class _Misreading(NamedTuple):
    dashes: tuple[str, ...]
    segment: re.Pattern[str]
    unit: re.Pattern[str]
    codes: dict[int, int]


def _misreading(charset: str) -> _Misreading:
    letters = [bytes([code]).decode(charset, "ignore") or chr(code) for code in range(256)]
    # Latin-1 differs from windows-1252 in controls alone, and programs mix the two
    controls = list(map(chr, range(0x80, 0xA0))) if charset == "cp1252" else []
    tails = re.escape("".join([*letters[0x80:0xC0], *controls]))
    leads = re.escape("".join(letters[0xC2:0xE0]))
    wide = re.escape("".join(letters[0xE0:0xF0]))
    unit = f"(?:[{leads}][{tails}]|[{wide}][{tails}]{{2}})"
    codes = {ord(letter): code for code, letter in enumerate(letters)}
    return _Misreading(
        tuple(letters[0xE2] + end for end in {letters[0x80], *controls[:1]}),
        re.compile(f"{unit}(?:[^<>\x80-\U0010ffff]{{0,{MAX_BETWEEN}}}{unit})*"),
        re.compile(unit),
        codes | {ord(control): ord(control) for control in controls},
    )


_MISREADINGS: Final = tuple(map(_misreading, _SIGNS))
# over bytes, which are searched several times as fast as letters
_LOOK: Final = re.compile(
    b"|".join(re.escape(sign.encode()) for signs in _SIGNS.values() for sign in signs)
)


def undone(text: str) -> str:
    """The text as its authors wrote it; unchanged where no misreading is certain."""
    for _ in range(MAX_DEPTH):
        before = text
        if _LOOK.search(text.encode("utf-8", "ignore")):
            text = _reread(_reread(text, _MISREADINGS[0]), _MISREADINGS[1])
        if text == before:
            break
    return _ESCAPED.sub(r"&\1;", text) if "&amp;" in text else text


def _reread(text: str, misreading: _Misreading) -> str:
    def reading(segment: re.Match[str]) -> str:
        units = misreading.unit.findall(segment[0])
        if len(units) < MIN_UNITS and not any(unit.startswith(misreading.dashes) for unit in units):
            return segment[0]
        coded = bytes(misreading.codes[ord(letter)] for letter in segment[0])
        found = coded.decode("utf-8", "replace")
        return found if found.count("�") <= MAX_LOST * len(found) else segment[0]

    return misreading.segment.sub(reading, text)
