"""Pairs of versions with what changed between them, and how well that is told."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.histories.edits import edits
from pipelines.histories.history import Version
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.histories.edits import Edits

LANGUAGES = ("kk", "ru", "en")
_FOLDER = Path(__file__).parent / "data" / "edits"
_SEED = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions; ``told`` are the flags, and "cosmetic"."""

    language: str
    is_hard: bool
    before: Version
    after: Version
    told: frozenset[str]


@cache
def labelled(part: str) -> tuple[Pair, ...]:
    """The pairs of a part: "fit" or "check", half of each kind of edit by a fixed seed."""
    chosen: list[Pair] = []
    for language in LANGUAGES:
        lines = (_FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        random.Random(_SEED).shuffle(rows)
        # pairs with the same labels stand beside each other, so that each part has its share
        rows.sort(key=lambda row: (row["cosmetic"], row["flags"]))
        chosen += map(_pair, rows[::2] if part == "fit" else rows[1::2])
    return tuple(chosen)


def _pair(row: dict[str, list[str]]) -> Pair:
    cosmetic = ["cosmetic"] if row["cosmetic"] else []
    return Pair(
        str(row["language"]),
        bool(row["hard"]),
        Version(*row["before"]),
        Version(*row["after"]),
        frozenset([*row["flags"], *cosmetic]),
    )


def told(found: Edits) -> frozenset[str]:
    """What is told of a change, as the labels have it."""
    return frozenset([*found.flags, *(["cosmetic"] if found.is_cosmetic else [])])


def errors(pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
    """(told though it is not so, so but not told)."""
    found = told(edits(pair.before, pair.after, language=pair.language))
    return found - pair.told, pair.told - found


def score(pairs: Iterable[Pair], flag: str) -> Score:
    """How well one flag is told."""
    right = found = gold = 0
    for pair in pairs:
        wrong, missing = errors(pair)
        is_gold, is_found = flag in pair.told, flag in (pair.told | wrong) - missing
        right, found, gold = right + (is_gold and is_found), found + is_found, gold + is_gold
    return Score(right, found, gold)
