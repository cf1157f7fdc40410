"""Which words are real ones, so that one is no slip of the pen for another."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.datafile import DATA
from pipelines.histories.editwords import edit_words
from pipelines.text import fold_match

_LISTS: Final = (
    "blame.toml",
    "edits.toml",
    "events.toml",
    "facts.toml",
    "quotes.toml",
    "vocabulary.toml",
)
# whole words: what stands before a mark of the notation of patterns is the beginning of one
_WHOLE: Final = re.compile(r"(?<![\w(|)*~-])[^\W\d_]{5,}(?![\w(|)*~-])")


@cache
def real_words() -> frozenset[str]:
    """The whole words of five letters and more in the project's lists and their examples."""
    told = (fold_match((DATA / name).read_text(encoding="utf-8")) for name in _LISTS)
    return frozenset(word for text in told for word in _WHOLE.findall(text))


@cache
def _twins() -> tuple[tuple[str, str], ...]:
    pairs = (tuple(pair.split()) for pair in edit_words().twins)
    return tuple((one, other) for one, other in pairs)


def are_twins(one: str, other: str) -> bool:
    """Whether two words are of a listed pair that is taken for each other, with equal endings."""
    return any(_is_pair(one, other, *heads) or _is_pair(other, one, *heads) for heads in _twins())


def _is_pair(one: str, other: str, head: str, second: str) -> bool:
    if not (one.startswith(head) and other.startswith(second)):
        return False
    return one[len(head) :] == other[len(second) :]
