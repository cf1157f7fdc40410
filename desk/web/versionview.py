"""Two versions of a text beside each other, and what the looks at its page prove. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, Final

from desk.tables import same_length
from pipelines.histories.history import BESIDE
from pipelines.histories.worddiff import Paragraph, Run, word_diff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.histories.history import Version

Record = dict[str, Any]
# letters of the stretch that differs, of both versions: a word diff of it takes a second at most
LONGEST: Final = 200_000
_BREAK: Final = "\n\n"
_CONFIRMING: Final = frozenset({"text", "unchanged"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs of a comparison that follow each other: shown, or ``is_folded`` and as before."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """The word diffs of title and text; ``left_out``: letters that were too many to compare."""

    title: tuple[Paragraph, ...]
    text: tuple[Stretch, ...]
    left_out: int

    @property
    def is_same(self) -> bool:
        """Whether nothing but white space differs, as far as it was compared."""
        told = [one for stretch in self.text for one in stretch.paragraphs]
        return not self.left_out and all(one.is_kept for one in (*self.title, *told))


def compare(before: Version, after: Version, most: int = LONGEST) -> Compared:
    """What changed between two versions; where the texts differ no more than ``most`` letters.

    What both begin and end with is not compared at all, so that a long text with a small edit is
    told whole.
    """
    # what hides or reorders letters on a screen is no word of either
    old, new = (same_length(one.text).split(_BREAK) for one in (before, after))
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = [_BREAK.join(one[head : len(one) - tail]) for one in (old, new)]
    left_out = sum(max(0, len(one) - most // 2) for one in middle)
    told = word_diff(*(one[: most // 2] for one in middle))
    kept = [Paragraph((Run("kept", one),)) for one in old]
    every = map(_trimmed, (*kept[:head], *told, *kept[len(old) - tail :]))
    return Compared(
        title=word_diff(same_length(before.title), same_length(after.title)),
        text=tuple(_stretches([one for one in every if one.runs])),
        left_out=left_out,
    )


def _trimmed(one: Paragraph) -> Paragraph:
    """A paragraph without the line breaks behind it, which would stand as empty lines."""
    runs = [run for run in one.runs if run.text]
    while runs and not runs[-1].text.rstrip("\n"):
        runs.pop()
    last = [Run(runs[-1].change, runs[-1].text.rstrip("\n"))] if runs else []
    return Paragraph((*runs[:-1], *last))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _stretches(every: Sequence[Paragraph]) -> Iterator[Stretch]:
    """Changed paragraphs with their neighbours are shown, all else is folded."""
    changed = {index for index, one in enumerate(every) if not one.is_kept}
    near = {index + step for index in changed for step in (-1, 0, 1)}
    for is_shown, stretch in groupby(range(len(every)), lambda index: index in near):
        yield Stretch(tuple(every[index] for index in stretch), is_folded=not is_shown)


def chosen(
    heads: Sequence[Record], before: int | None, after: int | None
) -> tuple[Record, Record] | None:
    """The two versions to compare, the earlier first; None where there are no two.

    ``before`` and ``after`` are their numbers. What is not asked for, or not there, is the last
    change by the site, and what held before it; without one the last two versions.
    """
    if len(heads) <= 1:
        return None
    known = {one["number"]: one for one in heads}
    changes = [one for one in heads[1:] if one["kind"] in {"changed", "cosmetic"}]
    second = known.get(after or 0) or (changes or heads)[-1]
    first = known.get(before or 0) or _before(heads, second)
    if first["number"] == second["number"]:
        first = _before(heads, second)
    return (first, second) if first["number"] < second["number"] else (second, first)


def _before(heads: Sequence[Record], of: Record) -> Record:
    """The version that held before one; of the first one the next."""
    earlier = [one for one in heads if one["number"] < of["number"]]
    held = [one for one in earlier if one["kind"] not in BESIDE]
    return (held or earlier or heads[1:])[-1] if earlier else heads[1]


def spans(heads: Sequence[Record], looks: Sequence[Record]) -> dict[int, Record]:
    """For each version that held, by its number: since, until, looks.

    ``until`` is the last look that found it unchanged, before another version held. ``looks``
    counts these looks: between ``since`` and ``until`` nothing was changed.
    """
    held = [one for one in heads if one["kind"] not in BESIDE]
    ends = [*(one["seen_at"] for one in held[1:]), ""][: len(held)]
    confirming = [one["at"] for one in looks if one["outcome"] in _CONFIRMING]
    told = {}
    for one, end in zip(held, ends, strict=True):
        times = [at for at in confirming if one["seen_at"] <= at and (not end or at < end)]
        told[one["number"]] = {
            "since": one["seen_at"],
            "until": max(times, default=one["seen_at"]),
            "looks": len(times),
        }
    return told


def tally(looks: Sequence[Record]) -> dict[str, int]:
    """How many looks had which outcome, in the order of the alphabet."""
    outcomes = sorted({one["outcome"] for one in looks})
    return {name: sum(one["outcome"] == name for one in looks) for name in outcomes}


def is_adjacent(heads: Sequence[Record], first: Record, second: Record) -> bool:
    """Whether the stored changes of the second version are those against the first."""
    return bool(second["changes"]) and _before(heads, second)["number"] == first["number"]
