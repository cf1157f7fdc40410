"""The forms of a word in Kazakh, Russian and English, in search spelling.

A word finds its inflected forms and nothing else that happens to begin alike: город finds
городу, not городской. A few words find a second one besides (``inflection/related.toml``).
Languages are told apart by the letters only; one word may be read in two of them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.inflection import english, kazakh, russian
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Mapping

_MIN_WORD: Final = 3
# longer "words" are addresses and data
_MAX_WORD: Final = 40
_SURE_STEM: Final = 5
_KAZAKH: Final = frozenset("әғқңөұүһі")
# after these letters Russian writes и, whatever is heard
_NOT_RUSSIAN: Final = re.compile("[жшчщгкх]ы")
_MIN_NAME: Final = 5
_VOWELS: Final = "аеиоуыэюя"
_RELATED: Final = Path(__file__).parent / "inflection" / "related.toml"


@lru_cache(maxsize=512)
def forms(word: str) -> tuple[str, ...]:
    """Every form to look for, folded, the word itself first. ``word`` is as typed, one word.

    Numbers and words with digits have no other forms, words of two letters only a few of Kazakh.
    """
    folded = fold_search(word)
    if folded in kazakh.SHORT:
        return (folded, *sorted(kazakh.forms(folded) - {folded}))
    if not _MIN_WORD <= len(folded) <= _MAX_WORD or not folded.isalpha():
        return (folded,)
    town = _town(folded)
    if town and word[0].isupper():
        return (folded, *sorted(town - {folded}))
    found = _inflected(word.lower(), folded) | town
    more = (_inflected(other, other) for other in _related(folded))
    return (folded, *sorted(found.union(*more) - {folded}))


def _town(folded: str) -> frozenset[str]:
    """The forms of a town's name that is a form of a common noun, too; none for another word."""
    named = russian.town(folded)
    return named[1] | kazakh.forms(named[0]) if named else frozenset()


def _inflected(written: str, folded: str) -> frozenset[str]:
    if not "\u0400" <= folded[0] <= "\u052f":
        return frozenset(english.forms(folded))
    found = kazakh.forms(folded)
    if _may_be_russian(written, folded):
        found |= russian.forms(folded)
    # шахтасы is a form of шахта, which Russian has as well
    for stem in kazakh.stems(folded):
        if len(stem) >= _SURE_STEM:
            found |= russian.forms(stem)
    return frozenset(found)


def _may_be_russian(written: str, folded: str) -> bool:
    """Whether Russian texts can decline the word.

    Of Kazakh words they decline names, and only those that end like one of theirs.
    """
    if _NOT_RUSSIAN.search(folded):
        return False
    is_kazakh = not _KAZAKH.isdisjoint(written)
    return not is_kazakh or (len(folded) >= _MIN_NAME and folded[-1] not in _VOWELS)


@cache
def _related_table() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(_RELATED.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for word, others in table.items():
        for form in _inflected(word, word):
            found.setdefault(form, []).extend(others)
    return found


def _related(folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(_related_table().get(folded, ()))))
