"""The words of a text as they are compared, and which of them are anchors.

An anchor is what tells two forms of one template apart: a figure or a number in words, a day, a
month, a weekday, a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence  # noqa: TC003 - pydantic reads the annotation
from enum import IntEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from pipelines.datafile import DATA, Record, read
from pipelines.relevance.scripts import respelled
from pipelines.text import fold_search


class Kind(IntEnum):
    """What a word is: an anchor of some kind, or a plain word."""

    PLAIN = 0
    FIGURE = 1
    MONTH = 2
    WEEKDAY = 3
    NAME = 4
    DAY = 5


class Word(NamedTuple):
    """A word in search spelling; ``value`` is what an anchor tells, ``written`` is as it stands."""

    folded: str
    kind: Kind
    value: str
    written: str


class AnchorWords(Record):
    """Words that stand for a number or a part of a date."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    numbers: Mapping[str, tuple[str, ...]]


# thousands may be parted by blanks: "1 150"; a Roman numeral stands alone
_WORD: Final = re.compile(
    r"\d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W_]|_(?=\w))*"
)
_ROMAN: Final = re.compile(r"[IVX]{1,5}")
_DAY: Final = re.compile(r"[0-3]?\d")
_PARTED: Final = re.compile(r"[ ,](?=\d{3}(?!\d))")
_SENTENCE_END: Final = re.compile(r"[.!?…:\n]")
_ABBREVIATION: Final = 2  # letters before a full stop that ends no sentence: «г. Риддер»
_FEW_WORDS: Final = 3
_MOSTLY: Final = 0.6
_WORDS_KEPT: Final = 8192


def in_cyrillic(text: str) -> str:
    """A text as it is compared: Kazakh of Latin or Arabic letters in Cyrillic, others as given."""
    found = respelled(text, "und")
    return found.read if found else text


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; each figure is one word, signs are none."""
    text = in_cyrillic(text)
    folded = fold_search(text)
    spans = [found.span() for found in _WORD.finditer(folded)]
    named = _names_are_told(text, spans)
    words: list[Word] = []
    end = 0
    for start, stop in spans:
        is_name = named and text[start].isupper() and _is_within(folded[end:start], words)
        words.append(_word(folded[start:stop], text[start:stop], can_be_name=is_name))
        end = stop
    return _with_days(_with_places(words) if named else words)


def _with_places(words: list[Word]) -> list[Word]:
    """The words with a capital before «облысы», «ауданы» as a name, wherever it stands."""
    for at, (word, following) in enumerate(pairwise(words)):
        if word.kind is Kind.PLAIN and word.written[0].isupper() and _is_place(following.folded):
            words[at] = word._replace(kind=Kind.NAME, value=word.folded)
    return words


def _with_days(words: list[Word]) -> tuple[Word, ...]:
    """The words with a figure beside a month as a day: «5 февраля», "May 12"."""
    months = [at for at, word in enumerate(words) if word.kind is Kind.MONTH]
    for at in (beside for month in months for beside in (month - 1, month + 1)):
        if 0 <= at < len(words) and _DAY.fullmatch(words[at].folded):
            words[at] = words[at]._replace(kind=Kind.DAY)
    return tuple(words)


def _names_are_told(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether capitals tell names: not in a headline or a text that has them on most words."""
    initials = "".join([text[start] for start, _ in spans])
    letters, capitals = sum(map(str.isalpha, initials)), sum(map(str.isupper, initials))
    return letters < _FEW_WORDS or capitals < _MOSTLY * letters


def _is_within(gap: str, before: Sequence[Word]) -> bool:
    """Whether what stands between a word and those before it leaves them in one sentence."""
    if not before:
        return False
    if gap[:1] == "." and len(before[-1].folded) <= _ABBREVIATION and not before[-1].kind:
        return "\n" not in gap
    return _SENTENCE_END.search(gap) is None


@lru_cache(_WORDS_KEPT)
def _word(folded: str, written: str, *, can_be_name: bool) -> Word:
    if folded[0].isdigit():
        return Word(folded, Kind.FIGURE, _value(folded), written)
    if _ROMAN.fullmatch(written):
        return Word(folded, Kind.FIGURE, folded, written)
    kind, value = _listed(folded)
    if kind is not Kind.PLAIN and (written[0].isupper() or folded not in ("may", "march")):
        return Word(folded, kind, value, written)
    if can_be_name and written[0].isupper():
        return Word(folded, Kind.NAME, folded, written)
    return Word(folded, Kind.PLAIN, "", written)


def _value(figure: str) -> str:
    return _PARTED.sub("", figure).replace(",", ".")


@lru_cache(_WORDS_KEPT)
def _listed(folded: str) -> tuple[Kind, str]:
    """The kind and value of a word that stands for a number or a part of a date."""
    whole, beginnings = _anchor_words()
    if folded in whole:
        return whole[folded]
    found = (told for beginning, told in beginnings if folded.startswith(beginning))
    return next(found, (Kind.PLAIN, ""))


@cache
def _listing() -> AnchorWords:
    return read(DATA / "anchors.toml", AnchorWords)


@lru_cache(_WORDS_KEPT)
def _is_place(folded: str) -> bool:
    forms = [fold_search(word) for word in _listing().places]
    return any(folded == word[1:] if word[0] == "=" else folded.startswith(word) for word in forms)


@cache
def _anchor_words() -> tuple[dict[str, tuple[Kind, str]], tuple[tuple[str, tuple[Kind, str]], ...]]:
    listed = _listing()
    rows = [
        (Kind.MONTH, {str(n): words for n, words in enumerate(listed.months, 1)}),
        (Kind.WEEKDAY, {str(n): words for n, words in enumerate(listed.weekdays, 1)}),
        (Kind.FIGURE, listed.numbers),
    ]
    forms = [
        (fold_search(word), (kind, value))
        for kind, values in rows
        for value, words in values.items()
        for word in words
    ]
    whole = {word[1:]: told for word, told in forms if word[0] == "="}
    return whole, tuple((word, told) for word, told in forms if word[0] != "=")
