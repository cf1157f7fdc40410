"""Labelled texts for facts and events: their reading, their split and their scores."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.events.events import find_events
from pipelines.figures.facts import find_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "data" / "facts"
LANGUAGES = ("en", "kk", "ru")
SEED = 2024

Gold = tuple[str, float | None, str, float | None]


@dataclass(frozen=True)
class Labelled:
    language: str
    text: str
    facts: frozenset[Gold]
    events: frozenset[str]


@dataclass(frozen=True)
class Score:
    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0


def labelled(part: str) -> list[Labelled]:
    """The "fit" or the "check" half of each language's texts, drawn by a fixed seed."""
    chosen: list[Labelled] = []
    for language in LANGUAGES:
        lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [_read(language, line) for line in lines]
        random.Random(SEED).shuffle(texts)
        half = len(texts) // 2
        chosen += texts[:half] if part == "fit" else texts[half:]
    return chosen


def _read(language: str, line: str) -> Labelled:
    record = json.loads(line)
    facts = frozenset(
        (k, float(v), u, None if to is None else float(to)) for k, v, u, to in record["facts"]
    )
    return Labelled(language, record["text"], facts, frozenset(record["events"]))


def facts_of(example: Labelled) -> frozenset[Gold]:
    return frozenset((f.kind, f.value, f.unit, f.value_to) for f in find_facts(example.text))


def events_of(example: Labelled) -> frozenset[str]:
    return frozenset(card.kind for card in find_events(example.text, ()))


def score_facts(examples: Iterable[Labelled]) -> Score:
    return _score((facts_of(example), example.facts) for example in examples)


def score_events(examples: Iterable[Labelled]) -> Score:
    return _score((events_of(example), example.events) for example in examples)


def _score(pairs: Iterable[tuple[frozenset[object], frozenset[object]]]) -> Score:
    hits = found = gold = 0
    for got, want in pairs:
        hits, found, gold = hits + len(got & want), found + len(got), gold + len(want)
    return Score(hits, found, gold)
