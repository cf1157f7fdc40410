"""Texts too long for an article, compared by the words they have and how often."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pipelines.histories.figurechanges import FigureChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.histories.history import Version

LONGEST: Final = 60_000  # letters: some 9,000 words, beyond which comparing costs seconds
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def is_long(*versions: Version) -> bool:
    """Whether one of the versions is too long to be compared sentence by sentence."""
    return any(len(one.title) + len(one.text) > LONGEST for one in versions)


def plain_words(text: str) -> list[str]:
    """The words and numbers of a text in small letters, in order."""
    return _WORD.findall(text.lower())


def differing(old: Sequence[str], new: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """(added, removed): how often each word stands more and less often than before."""
    before, after = Counter(old), Counter(new)
    return after - before, before - after


def number_changes(added: Counter[str], removed: Counter[str]) -> tuple[FigureChange, ...]:
    """The numbers among added and removed words, side by side in their order."""
    lost, new = ([word for word in told if word[0].isdecimal()] for told in (removed, added))
    return tuple(
        FigureChange("number", "", "", "", before, after)
        for before, after in zip_longest(lost, new, fillvalue="")
    )
