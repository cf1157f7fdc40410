"""Which figures of a story its reports agree upon, and which they tell otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipelines.stories.likeness import is_same_value
from pipelines.stories.tellings import COUNTED, moment_of, saying, time_of
from pipelines.stories.words import concepts, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.stories.tellings import Saying, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A figure that several sources tell alike, or one alone; of rounded ones the most exact.

    ``said`` holds each report once, in the order of time.
    """

    kind: str
    role: str
    value: float
    unit: str
    per: str
    said: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """Figures of one thing that differ; ``said`` holds each report once, the latest first."""

    kind: str
    role: str
    unit: str
    per: str
    said: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreed and the disputed figures of a story, and those that one source alone tells."""

    agreed: tuple[Agreed, ...]
    disputed: tuple[Disputed, ...]
    alone: tuple[Agreed, ...] = ()


class _Thing(NamedTuple):
    """What figures have to share to be of one thing, as far as words do not tell."""

    kind: str
    role: str
    unit: str
    per: str
    moment: str


class _Row(NamedTuple):
    """A figure of one of the reports, by the place of the report."""

    report: int
    source: str
    saying: Saying
    words: frozenset[str]


def agreement(told: Sequence[Told]) -> Agreement:
    """What the reports of a story agree and disagree upon.

    To agree and to differ takes two sources. Figures are compared where the words that they are
    of are alike; what an event counts is for ``counts``. A report that tells two figures of one
    thing disputes none of them. The result does not depend on the order of the reports.
    """
    ordered = sorted(told, key=lambda one: (time_of(one.at), one.label))
    alike: list[Agreed] = []
    disputed: list[Disputed] = []
    alone: list[Agreed] = []
    for thing, rows in sorted(_rows(ordered).items()):
        for group in _groups(thing, rows):
            at_odds = _at_odds(group)
            if at_odds:
                disputed.append(_disputed(thing, at_odds))
            for same in _alike([row for row in group if row not in at_odds]):
                found = alike if len({row.source for row in same}) > 1 else alone
                found.append(_agreed(thing, same))
    return Agreement(tuple(alike), tuple(disputed), tuple(alone))


def _rows(told: Iterable[Told]) -> Mapping[_Thing, list[_Row]]:
    found: dict[_Thing, list[_Row]] = {}
    for index, report in enumerate(told):
        for one in sorted(report.figures, key=lambda one: (one.value, one.subject, one.quote)):
            moment = moment_of(one, report.at)
            if one.is_withdrawn or (one.role in COUNTED and not moment):
                continue
            thing = _Thing(one.kind, one.role, one.unit, one.per, moment)
            row = _Row(index, report.source, saying(report, one), _words(one.subject))
            found.setdefault(thing, []).append(row)
    return found


def _words(subject: str) -> frozenset[str]:
    """What the words of a figure mean: things known in all languages, else their beginnings."""
    return concepts(subject) or stems(subject)


def _groups(thing: _Thing, rows: Sequence[_Row]) -> list[list[_Row]]:
    """The figures that are of one thing; those without words are so where they are equal."""
    if thing.role in COUNTED:
        return [list(rows)]
    groups: list[list[_Row]] = []
    for row in rows:
        fitting = [group for group in groups if any(_are_one(row, other) for other in group)]
        groups = [group for group in groups if group not in fitting]
        groups.append([*(other for group in fitting for other in group), row])
    return groups


def _are_one(row: _Row, other: _Row) -> bool:
    if row.words and other.words:
        return not row.words.isdisjoint(other.words)
    return is_same_value(row.saying.value, other.saying.value)


def _at_odds(rows: Sequence[_Row]) -> list[_Row]:
    """The figures of the reports that tell one each, where these differ and all have words."""
    values: dict[int, set[float]] = {}
    for row in rows:
        values.setdefault(row.report, set()).add(row.saying.value)
    single = [row for row in rows if len(values[row.report]) == 1]
    told = [(row.source, row.saying.value) for row in single]
    is_one = all(
        source == other or is_same_value(value, another)
        for source, value in told
        for other, another in told
    )
    return [] if is_one else single


def _disputed(thing: _Thing, rows: Sequence[_Row]) -> Disputed:
    latest = {row.report: row.saying for row in reversed(rows)}
    said = tuple(latest[report] for report in sorted(latest, reverse=True))
    return Disputed(kind=thing.kind, role=thing.role, unit=thing.unit, per=thing.per, said=said)


def _alike(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The figures of one thing by their value."""
    found: list[list[_Row]] = []
    left = list(rows)
    while left:
        value = left[0].saying.value
        found.append([row for row in left if is_same_value(row.saying.value, value)])
        left = [row for row in left if row not in found[-1]]
    return found


def _agreed(thing: _Thing, rows: Sequence[_Row]) -> Agreed:
    first = {row.report: row.saying for row in reversed(rows)}
    said = tuple(first[report] for report in sorted(first))
    return Agreed(
        kind=thing.kind,
        role=thing.role,
        value=max((one.value for one in said), key=lambda v: (len(f"{v:.12g}"), v)),
        unit=thing.unit,
        per=thing.per,
        said=said,
    )
