"""Which figures of a story its reports agree upon, and which they tell otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.stories.likeness import is_same_value
from pipelines.stories.words import concepts, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

# people that an event counts once, whatever the words: two reports of it mean the same ones
_COUNTED: Final = frozenset(
    ("dead", "injured", "missing", "trapped", "rescued", "evacuated", "laid off", "on strike")
)
_MONTH: Final = 7  # letters of a month in ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as a report tells it; the fields are those of `pipelines.judgement.Fact`.

    ``value`` is normalised (KZT, USD, %, people, t).
    """

    kind: str
    value: float
    unit: str
    role: str = ""
    per: str = ""
    moment: str = ""
    subject: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A report of a story: a label such as its source, its time (aware), its figures."""

    label: str
    at: datetime | None
    figures: tuple[Figure, ...]


class Saying(NamedTuple):
    """Who tells a figure, when, and in which words."""

    label: str
    at: datetime | None
    value: float
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A figure that at least two reports tell alike; of rounded ones the most exact.

    ``said`` is in the order of time.
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
    """The agreed and the disputed figures of a story."""

    agreed: tuple[Agreed, ...]
    disputed: tuple[Disputed, ...]


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
    saying: Saying
    words: frozenset[str]


def agreement(told: Sequence[Told]) -> Agreement:
    """What the reports of a story agree and disagree upon.

    Casualties are compared by their role; all other figures only where the words that they are
    of are alike. A report that tells two figures of one thing disputes none of them. The result
    does not depend on the order of the reports.
    """
    ordered = sorted(told, key=lambda one: (_time(one.at), one.label))
    agreed: list[Agreed] = []
    disputed: list[Disputed] = []
    for thing, rows in sorted(_rows(ordered).items()):
        for group in _groups(thing, rows):
            at_odds = _at_odds(group)
            if at_odds:
                disputed.append(_disputed(thing, at_odds))
            agreed += _agreed(thing, [row for row in group if row not in at_odds])
    return Agreement(tuple(agreed), tuple(disputed))


def _time(at: datetime | None) -> float:
    """Reports without a time stand before the others: nothing says that they are the latest."""
    return at.timestamp() if at else float("-inf")


def _rows(told: Iterable[Told]) -> Mapping[_Thing, list[_Row]]:
    found: dict[_Thing, list[_Row]] = {}
    for index, report in enumerate(told):
        for one in sorted(report.figures, key=lambda one: (one.value, one.subject, one.quote)):
            thing = _Thing(one.kind, one.role, one.unit, one.per, _moment(one, report.at))
            saying = Saying(report.label, report.at, one.value, one.quote)
            found.setdefault(thing, []).append(_Row(index, saying, _words(one.subject)))
    return found


def _moment(figure: Figure, at: datetime | None) -> str:
    """The time that a figure is of, "" where that is the news itself: a time of the same month."""
    is_now = at is not None and figure.moment[:_MONTH] == at.strftime("%Y-%m")
    return "" if is_now else figure.moment


def _words(subject: str) -> frozenset[str]:
    """What the words of a figure mean: things known in all languages, else their beginnings."""
    return concepts(subject) or stems(subject)


def _groups(thing: _Thing, rows: Sequence[_Row]) -> list[list[_Row]]:
    """The figures that are of one thing; those without words are so where they are equal."""
    if thing.role in _COUNTED:
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
    single = {row.report: row for row in rows if len(values[row.report]) == 1}.values()
    told = [row.saying.value for row in single]
    is_one = all(is_same_value(one, other) for one in told for other in told)
    return [] if is_one else [row for row in rows if len(values[row.report]) == 1]


def _disputed(thing: _Thing, rows: Sequence[_Row]) -> Disputed:
    latest = {row.report: row.saying for row in reversed(rows)}
    said = tuple(latest[report] for report in sorted(latest, reverse=True))
    return Disputed(kind=thing.kind, role=thing.role, unit=thing.unit, per=thing.per, said=said)


def _agreed(thing: _Thing, rows: Sequence[_Row]) -> list[Agreed]:
    """The figures of one thing that more than one report tells."""
    found: list[Agreed] = []
    left = list(rows)
    while left:
        same = [row for row in left if is_same_value(row.saying.value, left[0].saying.value)]
        left = [row for row in left if row not in same]
        first = {row.report: row.saying for row in reversed(same)}
        if len(first) > 1:
            said = tuple(first[report] for report in sorted(first))
            found.append(
                Agreed(
                    kind=thing.kind,
                    role=thing.role,
                    value=max((one.value for one in said), key=lambda v: (len(f"{v:.12g}"), v)),
                    unit=thing.unit,
                    per=thing.per,
                    said=said,
                )
            )
    return found
