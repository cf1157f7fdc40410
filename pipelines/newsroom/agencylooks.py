"""Agencies that no list knows, told by the looks of their names behind a city in capitals."""

from __future__ import annotations

import re
from typing import Final

from pipelines.newsroom.attribution import folded_list
from pipelines.text import fold_search

_UPPER: Final = r"[^\W\d_a-zа-яёәғқңөұүіһ]"
_LETTERS: Final = r"[^\W\d_]"
# «КарТАСС», «DALA.KZ», «Степь-Информ»: names by their looks; two capitals in one word
_LIKE_AGENCY: Final = (
    rf"(?:{_LETTERS}[\w-]{{2,24}}\.(?i:kz|kg|uz|ru|com|info|media|asia|news)(?!\w)"
    rf"|{_UPPER}[a-zа-яёәғқңөұүіһ]+{_UPPER}{_LETTERS}+|{_UPPER}{{4,}}"
    rf"|{_UPPER}{_LETTERS}+[ -]{_UPPER}{_LETTERS}+)"
)
_LOOKS: Final = re.compile(rf"{_LIKE_AGENCY}(?=\s?[–—-]\s|\.\s)")


def named_by_looks(city: str, text: str, at: int) -> re.Match[str] | None:
    """The name that stands at a place of a text and ends in a dash or a full stop.

    Of two words one must be of those that agencies are named with; a name in capitals must
    not be one of the acronyms and calls that begin sentences. None where the city before it
    is not in capitals.
    """
    found = _LOOKS.match(text, at) if city.isupper() else None
    if found is None:
        return None
    name = fold_search(found[0])
    parts = set(re.split(r"[ -]", name))
    if len(parts) > 1 and "." not in name and not parts & folded_list("agency_parts"):
        return None
    return None if parts & folded_list("not_cities") else found
