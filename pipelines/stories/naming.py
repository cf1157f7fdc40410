"""The proper names of an article that the gazetteer does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.stories.skeletons import names_of, skeleton
from pipelines.stories.words import common_names, translated_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Mention

_MOST: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]+")


def proper_names(
    leading: Sequence[str], others: Iterable[str], mentions: Iterable[Mention]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Skeletons of the names in title and first sentences, and of these and all others, sorted.

    ``leading`` begins with the title.
    """
    known = {skeleton(word) for one in mentions for word in _WORD.findall(one.surface)}
    unwanted = known | common_names()
    first = _found([*_titled(leading[0]), *leading[1:]], unwanted)
    found = list(first | _found(others, unwanted))[:_MOST]
    return tuple(sorted(first.keys() & set(found))), tuple(sorted(found))


def _found(said: Iterable[str], unwanted: set[str] | frozenset[str]) -> dict[str, None]:
    translated = translated_names()
    return {
        translated.get(name, name): None
        for sentence in said
        for name in sorted(names_of(sentence) - unwanted)
    }


def _titled(title: str) -> list[str]:
    """A title that can tell names: not one in which most words begin with a capital."""
    others = title.split()[1:]
    capitals = sum(word[:1].isupper() for word in others)
    return [title] if 2 * capitals < len(others) else []
