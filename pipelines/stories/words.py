"""The words by which reports of one event are known in three languages."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record
from pipelines.datafile import read as read_file
from pipelines.relevance.scripts import respelled
from pipelines.stories.skeletons import skeleton
from pipelines.text import fold_search, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH: Final = DATA / "storywords.toml"
_LONGEST: Final = 14  # letters of the longest beginning that is looked up
_SHORTEST: Final = 2
_STEM: Final = 6  # letters that tell a word of a title, whatever its ending
_SHORT: Final = 3
_EDGE: Final = r"\b"


class _Words(Record):
    background: tuple[str, ...]
    templates: tuple[str, ...]
    common_names: tuple[str, ...]
    translated: dict[str, tuple[str, ...]]
    concept: dict[str, tuple[str, ...]]


@cache
def _data() -> _Words:
    return read_file(_PATH, _Words)


@cache
def _either(kind: str) -> re.Pattern[str]:
    """All expressions of a kind in one; what stands at a word's edge is sought only there."""
    listed: tuple[str, ...] = getattr(_data(), kind)
    at_edge = [one.removeprefix(_EDGE) for one in listed if one.startswith(_EDGE)]
    others = [one for one in listed if not one.startswith(_EDGE)]
    return re.compile("|".join([f"{_EDGE}(?:{'|'.join(at_edge)})", *others]))


@cache
def common_names() -> frozenset[str]:
    """Skeletons of capitalised words that tell no event."""
    listed = _data().common_names
    return frozenset((*map(skeleton, listed), *map(str.lower, listed)))


@cache
def translated_names() -> dict[str, str]:
    """Skeletons of words that are translated within a name: «Северный», «Солтүстік», "North"."""
    return {
        skeleton(word): meaning for meaning, listed in _data().translated.items() for word in listed
    }


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """Concepts by the beginning of a word; "=" in front where it is the whole word."""
    found: dict[str, tuple[str, ...]] = {}
    for concept, listed in _data().concept.items():
        for word in map(fold_search, listed):
            if concept not in found.get(word, ()):
                found[word] = (*found.get(word, ()), concept)
    return found


@cache
def _phrases() -> dict[str, list[str]]:
    """Phrases by their first word, the longest first; their last word may be a beginning."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(_beginnings(), key=len, reverse=True):
        if " " in phrase:
            found.setdefault(words(phrase)[0][0], []).append(phrase)
    return found


@lru_cache(maxsize=1 << 14)
def _of_word(word: str) -> tuple[str, ...]:
    """Concepts of a folded word: by the whole of it, else by its longest known beginning."""
    table = _beginnings()
    whole = table.get("=" + word)
    if whole:
        return whole
    lengths = range(min(len(word), _LONGEST), _SHORTEST, -1)
    return next((table[word[:n]] for n in lengths if word[:n] in table), ())


def concepts(text: str) -> frozenset[str]:
    """What general things a text in any of the three languages speaks of.

    Kazakh is expected in Cyrillic letters.
    """
    folded = fold_search(text)
    read = words(folded)
    found = {concept for word, _, _ in read for concept in _of_word(word)}
    phrases, end = _phrases(), 0
    for word, start, _ in read:
        phrase = next((p for p in phrases.get(word, ()) if folded.startswith(p, start)), "")
        if phrase and start >= end:
            found.update(_beginnings()[phrase])
            end = start + len(phrase)
    return frozenset(found)


def in_cyrillic(parts: Sequence[str], text: str, language: str) -> Sequence[str]:
    """The parts of a text; Kazakh in Latin or Arabic letters as it is read, each on its own."""
    if respelled(text, language) is None:
        return parts
    read = (respelled(part, "kk") for part in parts)
    return [new.read if new else part for new, part in zip(read, parts, strict=True)]


def is_background(sentence: str) -> bool:
    """Whether a sentence tells what was before."""
    return bool(_either("background").search(fold_search(sentence)))


def is_template(title: str) -> bool:
    """Whether a title is of a daily report that repeats its words: rates, prices, weather."""
    return bool(_either("templates").search(fold_search(title)))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that have more than three letters."""
    folded = words(fold_search(text))
    return frozenset(w[:_STEM] for w, _, _ in folded if len(w) > _SHORT and not w.isdigit())
