"""How many people an event counts: what is told now, what was told before, what contradicts it.

A toll grows while a day goes by, so other counts at other times are no dispute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipelines.stories.likeness import is_same_value
from pipelines.stories.tellings import (
    COUNTED,
    is_of_other_times,
    is_part,
    moment_of,
    saying,
    time_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from pipelines.stories.tellings import Figure, Saying, Told

Status = Literal["now", "earlier", "part", "disputed"]
# nobody comes alive again: of these a later report with fewer is no news, but a contradiction
_GROWING: Final = frozenset(("dead", "injured"))
# what becomes of them is told later
_OPEN_FATES: Final = frozenset(("missing", "trapped"))
_SAME_TIME: Final = timedelta(hours=3)
_OPEN: Final = frozenset(("at least", "over", "about"))


class Counted(NamedTuple):
    """A count that a report tells, and what it is to the count that holds now."""

    saying: Saying
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The counts of one role: ``value`` is what holds now; ``told`` has the latest first.

    It is 0 where the missing have all been counted among the dead since.
    """

    kind: str
    role: str
    unit: str
    value: float
    told: tuple[Counted, ...]


class _Row(NamedTuple):
    """A report's main count of a role, the sum of all that it tells of it, and its own time."""

    source: str
    saying: Saying
    published: float
    total: float
    is_part: bool
    is_open: bool

    @property
    def time(self) -> float:
        return time_of(self.saying.at)


def counts(told: Sequence[Told]) -> tuple[Count, ...]:
    """The counts of people by role, those that most reports tell first.

    Of a report counts the largest figure that is of no other event, time or part of the people.
    The result does not depend on the order of the reports.
    """
    found: dict[tuple[str, str, str], list[_Row]] = {}
    for report in sorted(told, key=lambda one: (time_of(one.at), one.label)):
        for thing, figures in _by_thing(report).items():
            found.setdefault(thing, []).extend(_mains(report, figures))
    made = [_count(thing, rows) for thing, rows in sorted(found.items()) if rows]
    return tuple(sorted(map(_settled(made), made), key=lambda one: -len(one.told)))


def _settled(made: Sequence[Count]) -> Callable[[Count], Count]:
    """Of people who were missing or trapped nobody is, once the toll has grown by all of them."""
    dead = next((one for one in made if one.role == "dead"), None)

    def settle(count: Count) -> Count:
        if dead is None or count.role not in _OPEN_FATES or not _are_among(dead, count):
            return count
        return replace(count, value=0.0, told=tuple(map(_no_more, count.told)))

    return settle


def _no_more(one: Counted) -> Counted:
    return one._replace(status="earlier") if one.status == "now" else one


def _are_among(dead: Count, count: Count) -> bool:
    """Whether the toll that each report told with them has grown by all of them since."""
    toll = {(one.saying.label, one.saying.version): one.saying.value for one in dead.told}
    now = [one.saying for one in count.told if one.status == "now"]
    before = [toll.get((one.label, one.version), dead.value) for one in now]
    return bool(now) and all(
        was < dead.value and was + one.value <= dead.value
        for was, one in zip(before, now, strict=True)
    )


def _by_thing(report: Told) -> Mapping[tuple[str, str, str], list[Figure]]:
    found: dict[tuple[str, str, str], list[Figure]] = {}
    for one in report.figures:
        if one.role in COUNTED and not one.per and not moment_of(one, report.at):
            found.setdefault((one.kind, one.role, one.unit), []).append(one)
    return found


def _mains(report: Told, figures: Sequence[Figure]) -> Iterable[_Row]:
    """What a report counts now, and what each earlier version of it did."""
    versions: dict[datetime | bool | None, list[Figure]] = {}
    for one in figures:
        versions.setdefault(one.is_withdrawn and one.edited_at, []).append(one)
    for own in versions.values():
        of_event = [one for one in own if one.is_of_event]
        held = of_event or [one for one in own if not is_of_other_times(one)]
        if held:
            whole = [one for one in held if not is_part(one)]
            main = max(whole or held, key=lambda one: (one.value, one.quote))
            yield _Row(
                source=report.source,
                saying=saying(report, main),
                published=time_of(report.at),
                total=sum({one.value for one in held}),
                is_part=not whole,
                is_open=main.bound in _OPEN,
            )


def _count(thing: tuple[str, str, str], rows: Sequence[_Row]) -> Count:
    kind, role, unit = thing
    ordered = sorted(rows, key=lambda row: (row.time, row.saying.label, row.saying.value))
    now = _holding(role, ordered)
    told = [Counted(row.saying, _status(role, row, now, ordered)) for row in reversed(ordered)]
    return Count(kind=kind, role=role, unit=unit, value=now.saying.value, told=tuple(told))


def _holding(role: str, rows: Sequence[_Row]) -> _Row:
    """The first row of the count that holds now: the latest one, of the dead the largest.

    Where reports tell only parts, or only what they have withdrawn, these have to do.
    """
    standing = [row for row in rows if row.saying.version != "withdrawn"] or rows
    whole = [row for row in standing if not row.is_part] or standing
    value = (max if role in _GROWING else _last)(row.saying.value for row in whole)
    return next(row for row in whole if is_same_value(row.saying.value, value))


def _last(values: Iterable[float]) -> float:
    return [*values][-1]


def _status(role: str, row: _Row, now: _Row, rows: Sequence[_Row]) -> Status:
    value, holding = row.saying.value, now.saying.value
    if row.saying.version == "withdrawn":
        return "earlier"
    if is_same_value(value, holding):
        return "now"
    near = now.time - row.time <= _SAME_TIME.total_seconds()
    if near and value < holding and (row.is_part or is_same_value(row.total, holding)):
        return "part"
    if row.time > now.time and role in _GROWING:
        return _of_fewer_later(row, now, rows)
    given_up = {
        one.saying.value for one in rows if one.source == now.source and one.time < now.time
    }
    return "disputed" if near and row.source != now.source and value not in given_up else "earlier"


def _of_fewer_later(row: _Row, now: _Row, rows: Sequence[_Row]) -> Status:
    """What a smaller count is that was told later: an old report may be edited without haste."""
    if row.published < now.time:
        return "earlier"
    knows = any(one.source == row.source and one.saying.value > row.saying.value for one in rows)
    return "part" if knows or row.is_open else "disputed"
