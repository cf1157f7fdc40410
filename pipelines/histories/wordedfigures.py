"""Which quantities in words changed that no number tells: dozens, hundreds, half, several."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pipelines.histories.editwords import telling_words
from pipelines.histories.figurechanges import FigureChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.histories.figurechanges import Figures

# these count only where another quantity stands in their place
_VAGUE: Final = frozenset({"several", "many", "most", "all"})
# the values by which numbers tell the same
_SHARES: Final = {"half": (50.0, 0.5), "third": (33.0, 33.3), "quarter": (25.0, 0.25)}


def quantity_changes(
    before: str, after: str, language: str, figures: tuple[Figures, Figures]
) -> tuple[FigureChange, ...]:
    """Quantities that one text has and the other lacks, in the words of the article.

    ``figures`` are those of both texts: a half that is told as 50% now has not changed.
    """
    old, new = dict(_told(before, language)), dict(_told(after, language))
    lost = [(one, words) for one, words in old.items() if one not in new]
    added = [(one, words) for one, words in new.items() if one not in old]
    lost, added = _without(lost, figures[1]), _without(added, figures[0])
    return tuple(
        FigureChange("number", "", "", "", one[1], other[1])
        for one, other in zip_longest(_sharp(lost), _sharp(added), fillvalue=("", ""))
        if (one[1] and other[1]) or not {one[0], other[0]} & _VAGUE
    )


def _told(text: str, language: str) -> Iterable[tuple[str, str]]:
    """Each quantity with its words, where it stands first."""
    return reversed(telling_words(text, language, "quantity"))


def _without(told: list[tuple[str, str]], other: Figures) -> list[tuple[str, str]]:
    """Quantities that the other text does not tell in numbers."""
    return [one for one in told if not any(v in other.all_values for v in _SHARES.get(one[0], ()))]


def _sharp(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sharper quantities first, so that they stand beside each other."""
    return sorted(told, key=lambda one: one[0] in _VAGUE)
