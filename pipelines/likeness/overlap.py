"""How much of one text stands in another, and whether in one piece or throughout."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipelines.likeness.reading import RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.likeness.reading import Reading

# A quotation or a sentence of a press release is repeated in one run; words that an editor left
# between his changes are short runs: with 30 % of the words changed one in 50 is this long.
_LONG_RUN: Final = 12
_HEAD: Final = 24  # words in which a report says what happened


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares from 0 to 1 of a text's words that stand in a run of three that another text has.

    Runs of two would not do: a long text has half of the pairs of any other one by chance.

    ``cover``: of all its words; ``scattered``: of those outside the long runs that are common;
    ``head``: of its first words.
    """

    cover: float
    scattered: float
    head: float


def overlap(part: Reading, whole: Reading) -> Overlap:
    """What of a text stands in another one; of a text without words nothing does."""
    covered = _covered(part, whole)
    outside = _outside_long_runs(covered)
    return Overlap(_share(covered), _share(outside), _share(covered[:_HEAD]))


def _covered(part: Reading, whole: Reading) -> list[bool]:
    """For each word of a text whether it stands in a run of words that the other text has."""
    covered = [False] * len(part.words)
    for at, run in enumerate(part.runs):
        if run in whole.run_set:
            covered[at : at + RUN] = [True] * min(RUN, len(covered) - at)
    return covered


def _outside_long_runs(covered: Sequence[bool]) -> list[bool]:
    runs = [list(run) for _, run in groupby(covered)]
    return [word for run in runs if not run[0] or len(run) < _LONG_RUN for word in run]


def _share(words: Sequence[bool]) -> float:
    return sum(words) / len(words) if words else 0.0
