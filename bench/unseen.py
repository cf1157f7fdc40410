"""Precision and recall of judgement on sets of news that the rules were not made from.

Run from the project folder: ``python bench/unseen.py [--languages] [--errors SET]``.

The sets in ``tests/data/unseen`` are invented news in three languages, written and labelled by
authors who had not seen the rules. Only their first run says how kenwatch does on new texts; its
figures are in docs/quality.md. What failed was mended since, so what is printed today is the state
after mending: a floor against losses, no measure of new texts.

A record holds ``title``, ``lead``, ``text``, ``language``, and as labels the topics ``mining`` and
``monotown`` (bool), ``towns`` (entity ids), ``facts``, ``events`` (kinds; those in
``events_optional`` may be told or not) and ``quotes`` (``words``, ``speaker``).

Counted are towns of mono-town texts, events of relevant texts, roles of the people found, a figure
told twice once, a wrong speaker as extra and missed, reported speech only where it is labelled.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.judging import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.judgement import Fact, Judgement, Quotation

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "unseen"
SETS = ("first", "second", "third", "fourth", "fifth")
LANGUAGES = ("en", "ru", "kk")
KINDS = ("mining", "monotown", "towns", "money", "people", "roles", "events", "quotations")
CURRENCIES = frozenset({"KZT", "USD", "RUB", "EUR"})
UNITS = {"money": CURRENCIES, "people": frozenset({"people", "jobs"})}
# a mention surer than this is taken for the town
SURE = 0.5
# of the words of a quotation, so that a mark or a particle at its edge decides nothing
ALIKE = 0.8

Record = dict[str, Any]
Outcome = Literal["hit", "extra", "missed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found or should have been, and what is known of it in words."""

    kind: str
    outcome: Outcome
    words: str
    language: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found rightly, found wrongly, and not found; 1.0 where there is nothing."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        found = self.hits + self.extra
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found."""
        gold = self.hits + self.missed
        return self.hits / gold if gold else 1.0


def read_set(name: str) -> list[Record]:
    """The labelled records of a set."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score_set(name: str) -> list[Finding]:
    """Judge every text of a set and compare with its labels."""
    return [
        Finding(one.kind, one.outcome, one.words, record["language"], record["id"])
        for record in read_set(name)
        for one in compare(
            record,
            judge(record["title"], record["text"], record["language"], lead=record["lead"]),
        )
    ]


def tally(findings: Iterable[Finding], kind: str, language: str = "") -> Tally:
    """The counts of a kind, in one language or in all."""
    counts = Counter(
        one.outcome for one in findings if one.kind == kind and language in ("", one.language)
    )
    return Tally(counts["hit"], counts["extra"], counts["missed"])


def compare(record: Record, judgement: Judgement) -> Iterator[Finding]:
    """What of a judgement is as labelled, what is beyond the labels and what is missing."""
    for verdict in judgement.verdicts:
        found = {record["title"]} if verdict.relevant else set()
        gold = {record["title"]} if record[verdict.topic] else set()
        yield from _compare_sets(verdict.topic, found, gold)
    if record["monotown"]:
        yield from _compare_sets("towns", _towns(judgement), set(record["towns"]))
    for kind in UNITS:
        yield from _compare_facts(kind, judgement.facts, record["facts"])
    if record["mining"] or record["monotown"]:
        yield from _compare_events(judgement, record)
    yield from _compare_quotations(judgement.quotations, record["quotes"])


def _compare_sets(kind: str, found: set[str], gold: set[str]) -> Iterator[Finding]:
    yield from (Finding(kind, "hit", one) for one in sorted(found & gold))
    yield from (Finding(kind, "extra", one) for one in sorted(found - gold))
    yield from (Finding(kind, "missed", one) for one in sorted(gold - found))


def _towns(judgement: Judgement) -> set[str]:
    return {
        mention.entity_id
        for mention in judgement.mentions
        if mention.kind == "town" and mention.confidence >= SURE
    }


def _compare_events(judgement: Judgement, record: Record) -> Iterator[Finding]:
    gold = set(record["events"])
    may_be = set(record["events_optional"]) - gold
    yield from _compare_sets("events", {card.kind for card in judgement.events} - may_be, gold)


def _compare_facts(kind: str, facts: Sequence[Fact], labels: Sequence[Record]) -> Iterator[Finding]:
    """A figure is right by value and unit; of people found rightly the role is compared."""
    gold = [label for label in labels if label["kind"] == kind]
    left, seen = list(gold), set()
    for fact in _told(kind, facts, gold):
        figure = (fact.value, fact.unit, fact.value_to, fact.other_value)
        label = next((one for one in left if _is_same(fact, one)), None)
        # a repetition in other words is no second figure
        if figure in seen or (label is None and any(_is_same(fact, one) for one in gold)):
            continue
        seen.add(figure)
        yield Finding(kind, "hit" if label else "extra", _said(fact))
        if label is not None:
            left.remove(label)
            yield from _compare_roles(fact, label) if kind == "people" else ()
    for label in left:
        yield Finding(kind, "missed", f"{label['value']:g} {label['unit']} {label['role']}")


def _told(kind: str, facts: Sequence[Fact], gold: Sequence[Record]) -> Iterator[Fact]:
    """Facts of a kind, behind those told as jobs or as a change that hold a labelled figure."""
    of_unit = [fact for fact in facts if fact.unit in UNITS[kind]]
    others = (fact for fact in of_unit if fact.kind != kind)
    yield from (fact for fact in others if any(_is_same(fact, label) for label in gold))
    yield from (fact for fact in of_unit if fact.kind == kind)


def _compare_roles(fact: Fact, label: Record) -> Iterator[Finding]:
    found, gold = {fact.role} - {""}, {label["role"]} - {""}
    for one in _compare_sets("roles", found, gold):
        yield Finding("roles", one.outcome, f"{one.words}: {_said(fact)}")


def _is_same(fact: Fact, label: Record) -> bool:
    """Whether value and unit agree, but for the rounding of floats; jobs are of people."""
    is_unit = label["unit"] == ("people" if fact.unit == "jobs" else fact.unit)
    return is_unit and fact.value is not None and isclose(fact.value, label["value"], rel_tol=1e-6)


def _said(fact: Fact) -> str:
    return f"{fact.value} {fact.unit} {fact.role} in {fact.quote!r}"


def _compare_quotations(found: Sequence[Quotation], gold: Sequence[Record]) -> Iterator[Finding]:
    left = list(gold)
    for said in found:
        label = next((one for one in left if _is_alike(one["words"], said.words)), None)
        if label is not None and _surname(said.speaker) == _surname(label["speaker"]):
            left.remove(label)
            yield Finding("quotations", "hit", said.words)
        elif label is not None or said.is_direct:
            yield Finding("quotations", "extra", f"{said.speaker!r} {said.words!r}")
    for one in left:
        yield Finding("quotations", "missed", f"{one['speaker']!r} {one['words']!r}")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _is_alike(one: str, other: str) -> bool:
    """Whether most of the words of the longer one are in both."""
    left, right = Counter(_words(one)), Counter(_words(other))
    return (left & right).total() >= ALIKE * max(left.total(), right.total(), 1)


def _surname(name: str) -> str:
    return (_words(name.replace("-", "")) or [""])[-1]


def print_set(name: str, findings: Sequence[Finding], languages: Iterable[str]) -> None:
    """Print a row for each kind and language; "" is all languages."""
    print(f"{name:22s}     P      R   hits extra missed")
    for kind in KINDS:
        for language in languages:
            row = tally(findings, kind, language)
            print(
                f"  {kind:12s} {language or 'all':6s} {row.precision:6.3f} {row.recall:6.3f}"
                f" {row.hits:6d} {row.extra:5d} {row.missed:6d}"
            )


def print_errors(findings: Iterable[Finding]) -> None:
    """Print all that was found wrongly or not at all, kind by kind."""
    wrong = [one for one in findings if one.outcome != "hit"]
    for one in sorted(wrong, key=lambda found: KINDS.index(found.kind)):
        print(f"{one.kind:10s} {one.outcome:6s} {one.record_id}: {one.words}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of each set, or what is misjudged in one."""
    parser = argparse.ArgumentParser(description="Judgement on news the rules were not made from.")
    parser.add_argument("--languages", action="store_true", help="a row for each language too")
    parser.add_argument("--errors", choices=SETS, help="list what is misjudged in a set")
    options = parser.parse_args(arguments)
    if options.errors:
        print_errors(score_set(options.errors))
        return
    for name in SETS:
        print_set(name, score_set(name), (*LANGUAGES, "") if options.languages else ("",))


if __name__ == "__main__":
    main()
