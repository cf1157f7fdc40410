"""Labelled texts for quotations, and how what is found in them is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.quotes.fullnames import stem
from pipelines.quotes.quotations import find_quotations
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.judgement import Quotation

LANGUAGES = ("kk", "ru", "en")
_FOLDER = Path(__file__).parent / "data" / "quotes"
_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Told:
    """Words with their speaker; "" where nobody is named."""

    words: str
    speaker: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with all its quotations."""

    language: str
    is_hard: bool
    text: str
    quotes: tuple[Told, ...]


@cache
def labelled(part: str) -> tuple[Labelled, ...]:
    """The texts of a part: "fit" or "check"."""
    lines = (_FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_labelled(json.loads(line)) for line in lines)


def _labelled(row: dict[str, object]) -> Labelled:
    quotes = row["quotes"]
    assert isinstance(quotes, list)
    return Labelled(
        language=str(row["language"]),
        is_hard=bool(row["hard"]),
        text=str(row["text"]),
        quotes=tuple(Told(q["words"], q["speaker"], q["is_direct"]) for q in quotes),
    )


def misses(example: Labelled) -> tuple[list[Quotation], list[Told]]:
    """(quotations found that are wrong, labelled ones that are not found)."""
    missing = list(example.quotes)
    wrong: list[Quotation] = []
    for found in find_quotations(example.text, (), language=example.language):
        match = next((told for told in missing if _is_same(found, told)), None)
        if match:
            missing.remove(match)
        else:
            wrong.append(found)
    return wrong, missing


def score(examples: Iterable[Labelled]) -> Score:
    """Quotations with the words (overlap of 0.8) and the speaker's surname right."""
    right = found = gold = 0
    for example in examples:
        wrong, missing = misses(example)
        right += len(example.quotes) - len(missing)
        found += len(example.quotes) - len(missing) + len(wrong)
        gold += len(example.quotes)
    return Score(right, found, gold)


def _is_same(found: Quotation, told: Told) -> bool:
    return (
        found.is_direct == told.is_direct
        and _overlap(found.words, told.words) >= _OVERLAP
        and _surname(found.speaker) == _surname(told.speaker)
    )


def _overlap(one: str, other: str) -> float:
    """Share of words in common, of the longer of the two."""
    first, second = (Counter(re.findall(r"\w+", words.lower())) for words in (one, other))
    longest = max(first.total(), second.total())
    return (first & second).total() / longest if longest else 1.0


def _surname(speaker: str) -> str:
    return stem(speaker.rsplit(maxsplit=1)[-1]) if speaker else ""
