"""Which words are the head of an office («министр») or of an organisation («акимат»)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.quotes.quotewords import quote_words

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD: Final = re.compile(r"\w+(?:-\w+)*")
_ENGLISH_ENDINGS: Final = ("s", "ies", "es")
_PLURAL: Final = re.compile(
    "(?:[иы]|ие|ые|[^с]тей|телей|[оеё]в|[ая]м|[ая]ми|[лдт][ае]р\\w*|[^s]s|men|people)$"
)
_SHORTEST: Final = 4  # letters of a word too short for a noun with such an ending
_ENDING: Final = 9  # letters that declension and suffixes may add to a stem
# what makes another word of the noun: «мастерская», «экология», «председательство»
_DERIVED: Final = re.compile("ск(?!и$)|ств|ьств|(?<=г)ия|ия$|ию$|ией$|ии$|ическ")
_ANY: Final = "any"


class Head(NamedTuple):
    """A word that is a head, with its offsets in the stretch."""

    word: str
    start: int
    end: int


@cache
def _stems(kind: str, language: str) -> tuple[frozenset[str], frozenset[str], int]:
    """(stems with any ending, English words, length of the longest stem)."""
    offices, bodies = quote_words().offices, quote_words().organisations
    is_office = kind == "office"
    open_: set[str] = set()
    if language in {"ru", _ANY}:
        open_ |= set(offices.ru if is_office else bodies.ru)
    if language in {"kk", _ANY}:
        open_ |= set(offices.kk + offices.latin if is_office else bodies.kk)
    closed = set(offices.en if is_office else bodies.en) if language in {"en", _ANY} else set()
    return frozenset(open_), frozenset(closed), max(map(len, open_), default=0)


@lru_cache(maxsize=16384)
def is_office(word: str, language: str = _ANY) -> bool:
    """Whether a word is a noun for a person by office, trade or kin, in any of its forms."""
    low = word.lower()
    if low in quote_words().organisations.en:
        return False
    found = _longest("office", low, language)
    if not found or _DERIVED.match(low, found):
        return False
    # «акимат» begins like «аким»
    return found >= len(low) or _longest("organisation", low, _ANY) <= found


@cache
def _agents(language: str) -> re.Pattern[str]:
    held = quote_words().agents
    kinds = {"ru": (held.ru,), "kk": (held.kk,), "en": (held.en,)}
    forms = "|".join(kinds.get(language, (held.ru, held.kk, held.en)))
    return re.compile(rf"(?!{'|'.join(held.none)})(?:{forms})")


@lru_cache(maxsize=16384)
def is_agent(word: str, language: str = _ANY) -> bool:
    """Whether a word has the form of a noun for a person by trade: «бурильщик», «әнші»."""
    found = _agents(language).fullmatch(word.lower())
    return found is not None and not is_organisation(word)


@cache
def _opening_trades() -> tuple[re.Pattern[str], frozenset[str]]:
    held = quote_words().agents
    return re.compile(held.opening), frozenset(held.given)


def is_opening_trade(low: str) -> bool:
    """Whether the first of three capitalised English words is a noun for a person: "wrestler"."""
    pattern, given = _opening_trades()
    return pattern.fullmatch(low) is not None and low not in given


@lru_cache(maxsize=16384)
def is_organisation(word: str, language: str = _ANY) -> bool:
    """Whether a word is a noun for an office, company or body, in any of its forms."""
    low = word.lower()
    if language != "ru" and low in quote_words().organisations.en:
        return True
    found = _longest("organisation", low, language)
    return found > 0 and _longest("office", low, _ANY) < max(found, 1)


def _longest(kind: str, low: str, language: str) -> int:
    """The length of the longest stem that a word begins with; of an English word its own."""
    stems, words, longest = _stems(kind, language)
    if low in words or any(
        low.endswith(ending) and low[: -len(ending)] + ("y" if ending == "ies" else "") in words
        for ending in _ENGLISH_ENDINGS
    ):
        return len(low)
    if low.endswith("men") and low[:-3] + "man" in words:
        return len(low)
    for size in range(min(longest, len(low)), max(1, len(low) - _ENDING - 1), -1):
        if low[:size] in stems:
            return size
    return 0


def office_heads(chunk: str, language: str) -> list[Head]:
    """The heads of offices in a stretch, in order; nouns for trades only where no other is."""
    found = [_head(word) for word in WORD.finditer(chunk) if is_office(word[0], language)]
    return found or [
        _head(word)
        for word in WORD.finditer(chunk)
        if len(word[0]) > _SHORTEST and is_agent(word[0], language)
    ]


def organisation_heads(chunk: str, language: str) -> list[Head]:
    """The heads of organisations in a stretch, in order."""
    return [_head(word) for word in WORD.finditer(chunk) if is_organisation(word[0], language)]


def _head(word: re.Match[str]) -> Head:
    return Head(word[0], word.start(), word.end())


def is_plural(office: str) -> bool:
    """Whether an office is that of several people, who are nobody in particular: «жители»."""
    heads = office_heads(office, _ANY)
    return bool(heads) and bool(_PLURAL.search(heads[0].word.lower()))


def fits_office(office: str, told: str) -> bool:
    """Whether «министр» may be a person whose office is «министр энергетики РК».

    Both have a noun in common, or one says no more than that somebody leads; whose office is
    not told may be whatever a word or two say.
    """
    if not office:
        return len(told.split()) <= _SHORT
    first, second = _begun(office_heads(office, _ANY)), _begun(office_heads(told, _ANY))
    return bool(first & second) or _is_leading(first) or _is_leading(second)


_SHORT: Final = 2
_HEAD_LETTERS: Final = 6


def _begun(heads: Iterable[Head]) -> set[str]:
    words = [head.word.lower() for head in heads]
    lawmakers = quote_words().lawmakers
    return {lawmakers[0] if word.startswith(lawmakers) else word[:_HEAD_LETTERS] for word in words}


def _is_leading(heads: set[str]) -> bool:
    return any(head.startswith(quote_words().leading) for head in heads)
