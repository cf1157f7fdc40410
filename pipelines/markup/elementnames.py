"""What the class and id of an element say: the words that such names are made of."""

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
    return name_words(f"{node.get('class') or ''} {node.get('id') or ''}")
