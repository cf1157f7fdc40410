"""Class and id of an element: the names themselves, and the words that they are made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS: Final = {code: " " for code in range(128) if not chr(code).isalpha()}


def hyphened(names: str) -> str:
    """The names with a hyphen where a capital begins a word: "photoCaption" as "photo-Caption"."""
    return _CAPITAL.sub("-", names)


@lru_cache(maxsize=8192)
def name_words(names: str) -> frozenset[str]:
    """The words of class names, in small letters: "newsList__item-2" holds news, list, item."""
    # the pages of a site share their names, and few hold a capital
    lowered = names.lower()
    if lowered != names:
        lowered = hyphened(names).lower()
    return frozenset(lowered.translate(_NO_LETTERS).split())


def words_of_element(node: HtmlElement) -> frozenset[str]:
    """The words of an element's class and id, in small letters."""
    return name_words(_class_and_id(node))


def whole_names(names: str) -> list[str]:
    """The names one by one, in small letters, with - for _."""
    return names.lower().replace("_", "-").split()


def names_of(node: HtmlElement) -> list[str]:
    """Classes and id of an element, in small letters, with - for _."""
    return whole_names(_class_and_id(node))


def _class_and_id(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"
