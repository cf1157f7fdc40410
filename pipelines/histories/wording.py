"""A text as a list of words to compare: spelling, typography and forms of numbers evened out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import number_words
from pipelines.histories.editwords import bare_title, is_stamp
from pipelines.matching.matching import reads_kazakh
from pipelines.quotes.persons import looks_like_surname
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.histories.history import Version

_TOKEN: Final = re.compile(
    r"\d{1,3}(?:[ ,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?|[^\W\d_]+|[$€₸₽£¥%№]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_THOUSANDS: Final = re.compile(r"(?<=\d)[ ,'](?=\d{3}(?!\d))")
_UNITS: Final = frozenset({"money", "measure"})
_TIMES: Final = "×"
_BEHIND_A_SUM: Final = {"m": 1e6, "k": 1e3}  # "$1.5m": elsewhere metres
_SENTENCE_END: Final = re.compile(r"[.!?…:;\n]")
# signs beside a number that words stand for as well
_LONG: Final = 5  # letters: shorter words stay small in "Mine to Close From May"
_LONGEST_ENDING: Final = 4
_SIGNS: Final = frozenset("$€₸₽£¥%")


@dataclass(frozen=True, slots=True)
class Word:
    """A word to compare by ``key``, with its letters as written and where they end.

    ``opens`` tells that a sentence begins with it; ``is_name`` a capital letter that this does
    not explain, or the ending of a surname.
    """

    key: str
    written: str
    is_name: bool
    opens: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in figures or in words."""
        return self.key[0].isdecimal()


def words_of(text: str, language: str = "und") -> list[Word]:
    """The words and numbers of a text; a word told twice in a row counts once.

    «1 150», "1,150" and 1150 are the same, and so are «2 млн» and 2 000 000, «два» and 2.
    """
    folded = fold_match(text)
    kazakh = reads_kazakh(folded, language)
    told: list[Word] = []
    behind = 0
    for found in _TOKEN.finditer(folded):
        if told and _is_ending(folded, found, told[-1]):
            behind = found.end()
            continue
        opens = not told or _SENTENCE_END.search(folded, behind, found.start()) is not None
        behind = found.end()
        written = text[found.start() : behind]
        key = _key(found[0], told, kazakh=kazakh)
        if key.startswith(_TIMES):
            told[-1] = _multiplied(told[-1], key, text[told[-1].start : behind], behind)
        elif not told or told[-1].key != key or key[0].isdecimal():
            is_name = written[0].isupper() and (not opens or looks_like_surname(written))
            told.append(Word(key, written, is_name, opens, found.start(), behind))
    return told


def _is_ending(folded: str, found: re.Match[str], before: Word) -> bool:
    """Whether letters behind a hyphen are the ending of a number or sign: «12%-ға», «45-ти»."""
    is_near = before.end == found.start() - 1 and folded[before.end] == "-"
    is_short = len(found[0]) <= _LONGEST_ENDING and found[0].isalpha()
    return is_near and is_short and not before.written[-1].isalpha()


def _key(token: str, told: Sequence[Word], *, kazakh: bool) -> str:
    """A word in the form by which it is compared; ``told`` are the words before it."""
    if token[0].isdecimal():
        return _number(float(_THOUSANDS.sub("", token).replace(",", ".")))
    is_counted = bool(told) and told[-1].is_number
    if is_counted and token in _BEHIND_A_SUM and len(told) > 1 and told[-2].key in _SIGNS:
        return f"{_TIMES}{_BEHIND_A_SUM[token]:g}"
    known = number_words().find(token)
    if known is None or (known.kazakh and not kazakh):
        return token
    if known.part == "number":
        return _number(known.value)
    if is_counted and known.part == "multiplier":
        return f"{_TIMES}{known.value:g}"
    return f"{known.unit}{known.value:g}" if is_counted and known.part in _UNITS else token


def _number(value: float) -> str:
    return f"{value:.12g}"


def _multiplied(number: Word, times: str, written: str, end: int) -> Word:
    value = float(number.key) * float(times.removeprefix(_TIMES))
    return replace(number, key=_number(value), written=written, end=end)


def without_stamps(version: Version) -> Version:
    """A version without the lines that change by themselves: times of update, counters."""
    lines = [line for line in version.text.split("\n") if not is_stamp(line)]
    return version._replace(text="\n".join(lines))


def title_words(version: Version, language: str) -> list[Word]:
    """The words of the title; where all long ones have a capital letter, none is a name."""
    told = words_of(bare_title(version.title), language)
    # the fold lost the capitals: they are looked up in the title as written
    capitals = set(_LETTERS.findall(version.title)) - {version.title.split(" ")[0]}
    is_plain = any(one[0].islower() and len(one) >= _LONG for one in capitals)
    names = {fold_match(one): one for one in capitals if is_plain and one[0].isupper()}
    return [Word(one.key, names.get(one.key, one.written), one.key in names) for one in told]
