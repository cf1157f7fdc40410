"""Labelled pairs of texts for near-duplicates, and how verdicts on them are counted."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import Reading, read
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.likeness.likeness import Likeness

LANGUAGES = ("kk", "ru", "en")
SETS = ("first", "second")
_FOLDER = Path(__file__).parent / "data" / "copies"
_SEED = 6
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, each a title and a body, and whether they are the same report."""

    id: str
    language: str
    kind: str
    first: tuple[str, str]
    second: tuple[str, str]
    copy: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair with what was found."""

    pair: Pair
    found: Likeness

    @property
    def shares_half(self) -> bool:
        """Whether half of the four-word shingles are common: of all, or of the shorter text's."""
        return max(self.found.similarity, self.found.containment) >= _HALF


@cache
def pairs(part: str) -> tuple[Pair, ...]:
    """The pairs of a part: "fit" or "check", each half of every kind and language; or a set.

    The sets ("first", ...) were written by others, who knew nothing of the rules.
    """
    if part in SETS:
        lines = (_FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        return tuple(map(_pair, map(json.loads, lines)))
    groups: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for language in LANGUAGES:
        lines = (_FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        for pair in map(_pair, map(json.loads, lines)):
            groups[pair.language, pair.kind].append(pair)
    draw = random.Random(_SEED)
    halves = {"fit": slice(0, None, 2), "check": slice(1, None, 2)}
    return tuple(
        pair for group in groups.values() for pair in draw.sample(group, len(group))[halves[part]]
    )


def _pair(row: dict[str, object]) -> Pair:
    first, second = row["a"], row["b"]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    return Pair(
        id=str(row["id"]),
        language=str(row["language"]),
        kind=str(row["kind"]),
        first=(first["title"], first["text"]),
        second=(second["title"], second["text"]),
        copy=bool(row["copy"]),
    )


@cache
def reading(title: str, text: str) -> Reading:
    """A text of the set, read once."""
    return read(title, text)


@cache
def judged(part: str) -> tuple[Judged, ...]:
    """Each pair of a part with its likeness."""
    return tuple(
        Judged(pair, likeness(reading(*pair.first), reading(*pair.second))) for pair in pairs(part)
    )


def score(chosen: Iterable[Judged]) -> Score:
    """How many copies are found, and how many of the found are copies."""
    rows = list(chosen)
    return Score(
        hits=sum(row.pair.copy and row.found.is_copy for row in rows),
        found=sum(row.found.is_copy for row in rows),
        gold=sum(row.pair.copy for row in rows),
    )
