"""Labelled reports of events in three languages, and how well they are linked into stories."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipelines.judging import judge
from pipelines.stories.blocking import keys_of
from pipelines.stories.linking import link
from pipelines.stories.report import Report, report_of
from samples.stories import stories
from tests.scores import Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.judgement import Judgement
    from pipelines.stories.linking import Link

FOLDER = Path(__file__).parent / "data" / "stories"
UNSEEN = Path(__file__).parent / "data" / "unseen"
SEED = 20261118
FIT_SHARE = 0.5

OTHERS = ("second", "third")

Part = Literal["fit", "check", "samples", "dense"]
PARTS: tuple[Part, ...] = ("fit", "check", "samples", "dense")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report with the event that it is of; an event of "" is told by no other report."""

    event: str
    id: str
    language: str
    at: datetime | None
    title: str
    text: str


def load(part: Part) -> list[Labelled]:
    """The reports of a part; events, and so all of their reports, are split by a fixed seed."""
    if part == "samples":
        return _samples()
    # many events of few towns within four days, to tell apart what is alike
    return [_labelled(row) for row in _rows("dense")] if part == "dense" else _own(part)


def _own(part: Part) -> list[Labelled]:
    """The first set halved; those of other authors, whose reports are longer, are to fit on."""
    rows = [*_rows("events"), *_rows("singles")]
    units = sorted({row["group"] or row["id"] for row in rows})
    chosen = set(random.Random(SEED).sample(units, round(FIT_SHARE * len(units))))
    if part == "check":
        return [_labelled(row) for row in rows if (row["group"] or row["id"]) not in chosen]
    told = [row for row in rows if (row["group"] or row["id"]) in chosen]
    return [*map(_labelled, told), *(one for name in OTHERS for one in _other(name))]


def _other(name: str) -> list[Labelled]:
    """What another author wrote, with events that are of nobody else."""
    told = map(_labelled, _rows(name))
    return [replace(one, event=one.event and f"{name} {one.event}") for one in told]


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _labelled(row: dict[str, str]) -> Labelled:
    return Labelled(
        row["group"],
        row["id"],
        row["language"],
        datetime.fromisoformat(row["at"]) if row["at"] else None,
        row["title"],
        row["text"],
    )


def _samples() -> list[Labelled]:
    """The sample stories; copies tell nothing of the words by which reports are linked."""
    return [
        Labelled(one.event or "", one.id, one.language, one.published, one.title, one.text)
        for one in stories()
        if one.kind == "article" and not one.copy_of
    ]


def judged(one: Labelled) -> Judgement:
    return judge(one.title, one.text, one.language, published=one.at.date() if one.at else None)


@cache
def reports(part: Part) -> tuple[tuple[Labelled, Report], ...]:
    """The labelled articles of a part, each with its report."""
    return tuple(
        (one, report_of(one.title, one.text, judged(one), at=one.at, language=one.language))
        for one in load(part)
    )


def authors() -> dict[str, tuple[tuple[Labelled, Report], ...]]:
    """The part "fit" by who wrote it."""
    by_id = {name: {row["id"] for row in _rows(name)} for name in OTHERS}
    found: dict[str, list[tuple[Labelled, Report]]] = defaultdict(list)
    for one in reports("fit"):
        name = next((name for name in OTHERS if one[0].id in by_id[name]), "first")
        found[name].append(one)
    return {name: tuple(told) for name, told in found.items()}


@cache
def strangers() -> tuple[tuple[Report, ...], ...]:
    """Reports of the sets of invented news; within a set no event is told twice."""
    return tuple(_strangers(path) for path in sorted(UNSEEN.glob("*.jsonl")))


def _strangers(path: Path) -> tuple[Report, ...]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return tuple(
        report_of(
            row["title"],
            row["text"],
            judge(row["title"], row["text"], row["language"], lead=row["lead"]),
            at=None,
            language=row["language"],
        )
        for row in rows
    )


def gold_pairs(labelled: Sequence[tuple[Labelled, Report]]) -> set[Pair]:
    return {
        (i, j)
        for i, j in combinations(range(len(labelled)), 2)
        if labelled[i][0].event and labelled[i][0].event == labelled[j][0].event
    }


def candidates(labelled: Sequence[tuple[Labelled, Report]]) -> set[Pair]:
    """The pairs that share a key, whatever their time."""
    held: dict[str, list[int]] = defaultdict(list)
    for index, (_, report) in enumerate(labelled):
        for key in keys_of(report):
            held[key].append(index)
    return {pair for indices in held.values() for pair in combinations(indices, 2)}


def found_pairs(
    labelled: Sequence[tuple[Labelled, Report]],
    linked: Callable[[Report, Report], Link | None] = link,
) -> set[Pair]:
    """The pairs of one story: connected components of the links among candidates."""
    pairs = candidates(labelled)
    return closure(
        len(labelled), (pair for pair in pairs if linked(*(labelled[i][1] for i in pair)))
    )


def closure(size: int, links: Iterable[Pair]) -> set[Pair]:
    """All pairs within a connected component."""
    parent = list(range(size))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, j in links:
        parent[root(i)] = root(j)
    return {(i, j) for i, j in combinations(range(size), 2) if root(i) == root(j)}


def languages(labelled: Sequence[tuple[Labelled, Report]], pair: Pair) -> str:
    return "-".join(sorted(labelled[index][0].language for index in pair))


def score(gold: set[Pair], found: set[Pair]) -> Score:
    return Score(len(gold & found), len(found), len(gold))
