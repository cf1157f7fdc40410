"""Labelled texts for facts and events: their reading, their split and their scores.

Each line of a file is a record: ``text``; ``facts``, each with kind, value and unit, with ``to``
where it is a change or a range, ``other`` where a sum is told in two currencies, and ``role`` of
people; the kinds of ``events``; in the files of news also the day of publication and the
``dates`` as moment, end of a span and role.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.events.events import find_events
from pipelines.figures.facts import find_facts
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.judgement import Fact

FOLDER = Path(__file__).parent / "data" / "facts"
LANGUAGES = ("en", "kk", "ru")
SEED = 2024

# kind, value, unit, value_to, other_value, other_unit
Gold = tuple[str, float | None, str, float | None, float | None, str]
Moment = tuple[str, str, str]


@dataclass(frozen=True)
class Labelled:
    language: str
    text: str
    facts: frozenset[Gold]
    roles: frozenset[tuple[float, str]]
    events: frozenset[str]
    published: date | None = None
    dates: frozenset[Moment] = frozenset()


def labelled(part: str) -> list[Labelled]:
    """The "fit" or the "check" half of each language's short texts, drawn by a fixed seed."""
    return _half("", part)


def news(part: str) -> list[Labelled]:
    """The same of the longer texts, news of two to four sentences with the dates as well."""
    return _half("news-", part)


def counted() -> list[Labelled]:
    """Ordinary news whose money and people alone are labelled, all of it."""
    return [
        _read(language, json.loads(line))
        for language in LANGUAGES
        for line in (FOLDER / f"counted-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def _half(prefix: str, part: str) -> list[Labelled]:
    chosen: list[Labelled] = []
    for language in LANGUAGES:
        lines = (FOLDER / f"{prefix}{language}.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [_read(language, json.loads(line)) for line in lines]
        random.Random(SEED).shuffle(texts)
        half = len(texts) // 2
        chosen += texts[:half] if part == "fit" else texts[half:]
    return chosen


def _read(language: str, record: dict[str, Any]) -> Labelled:
    published = record.get("published")
    return Labelled(
        language,
        record["text"],
        frozenset(map(_gold, record["facts"])),
        frozenset((f["value"], f["role"]) for f in record["facts"] if "role" in f),
        frozenset(record.get("events", ())),
        date.fromisoformat(published) if published else None,
        frozenset((begin, end, role) for begin, end, role in record.get("dates", ())),
    )


def _gold(fact: dict[str, Any]) -> Gold:
    value, unit = fact.get("other", (None, ""))
    return (fact["kind"], fact["value"], fact["unit"], fact.get("to"), value, unit)


def found(example: Labelled) -> tuple[Fact, ...]:
    return find_facts(example.text, language=example.language, published=example.published)


def facts_of(example: Labelled, kinds: frozenset[str] = frozenset()) -> frozenset[Gold]:
    """All figures but dates; of the given kinds only, where any are given."""
    return frozenset(
        (f.kind, f.value, f.unit, f.value_to, f.other_value, f.other_unit)
        for f in found(example)
        if f.kind != "date" and (not kinds or f.kind in kinds)
    )


def dates_of(example: Labelled) -> frozenset[Moment]:
    return frozenset((f.moment, f.moment_to, f.role) for f in found(example) if f.kind == "date")


def roles_of(example: Labelled) -> frozenset[tuple[float, str]]:
    return frozenset((f.value or 0.0, f.role) for f in found(example) if f.kind == "people")


def events_of(example: Labelled) -> frozenset[str]:
    return frozenset(card.kind for card in find_events(example.text, ()))


def score_facts(examples: Iterable[Labelled], kinds: frozenset[str] = frozenset()) -> Score:
    return _score(
        (
            facts_of(example, kinds),
            frozenset(gold for gold in example.facts if not kinds or gold[0] in kinds),
        )
        for example in examples
    )


def score_dates(examples: Iterable[Labelled]) -> Score:
    return _score((dates_of(example), example.dates) for example in examples)


def score_roles(examples: Iterable[Labelled]) -> Score:
    return _score((roles_of(example), example.roles) for example in examples)


def score_events(examples: Iterable[Labelled]) -> Score:
    return _score((events_of(example), example.events) for example in examples)


def _score(pairs: Iterable[tuple[frozenset[object], frozenset[object]]]) -> Score:
    hits = found = gold = 0
    for got, want in pairs:
        hits, found, gold = hits + len(got & want), found + len(got), gold + len(want)
    return Score(hits, found, gold)
