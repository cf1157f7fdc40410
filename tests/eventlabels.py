"""News texts labelled with the kinds of event that they report: reading, split and scores."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.events.events import find_events
from pipelines.relevance.relevance import judge_text
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "data" / "events"
LANGUAGES = ("en", "kk", "ru")
SEED = 2024


@dataclass(frozen=True)
class Report:
    language: str
    title: str
    text: str
    events: frozenset[str]


def reports(part: str, language: str) -> list[Report]:
    """The "fit" or the "check" half of a language's texts, drawn by a fixed seed."""
    lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [_report(language, json.loads(line)) for line in lines]
    random.Random(SEED).shuffle(texts)
    half = len(texts) // 2
    return texts[:half] if part == "fit" else texts[half:]


def briefs() -> list[Report]:
    """Single sentences, as a headline or a news in brief tells an event or tells none."""
    lines = (FOLDER / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [_report(record["language"], record) for record in records]


def _report(language: str, record: dict[str, object]) -> Report:
    events = record["events"]
    assert isinstance(events, list)
    return Report(language, str(record["title"]), str(record["text"]), frozenset(events))


def found(report: Report) -> frozenset[str]:
    """The kinds that are found, with the names that the judgement of the text gives."""
    language = report.language
    named = judge_text(report.title, report.text, language=language).mentions
    cards = find_events(report.text, named, title=report.title, language=language)
    return frozenset(card.kind for card in cards)


def score(texts: Iterable[Report]) -> Score:
    pairs = [(found(text), text.events) for text in texts]
    return Score(
        sum(len(got & want) for got, want in pairs),
        sum(len(got) for got, _ in pairs),
        sum(len(want) for _, want in pairs),
    )


def by_kind(texts: Iterable[Report]) -> dict[str, Score]:
    hits: Counter[str] = Counter()
    got: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for text in texts:
        kinds = found(text)
        hits.update(kinds & text.events)
        got.update(kinds)
        gold.update(text.events)
    return {kind: Score(hits[kind], got[kind], gold[kind]) for kind in sorted(got | gold)}
