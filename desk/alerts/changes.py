"""What of a story has changed since it was told, as far as it is worth a message. Pure.

Further reports and copies of what was told are none: that is what a story is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.severity import ORDER, reaches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desk.alerts.gist import Gist, People
    from desk.alerts.turns import Turn

# whose number is news by itself; the others tell when they make the story graver
HARMED: Final = ("dead", "injured", "missing", "trapped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; ``what`` tells which of the other fields it has.

    people: ``people`` and the number ``before`` (None: none was told); disputed: ``people``;
    severity: ``before`` and ``after`` in words; turn: ``turn``.
    """

    what: str
    people: People | None = None
    before: Any = None
    after: Any = None
    turn: Turn | None = None


def changes(told: Sequence[Mapping[str, Any]], now: Gist) -> tuple[Change, ...]:
    """What is new against every one of several tellings (``Gist.told``), the gravest first.

    A story that was told in two parts has two tellings: what either said is not new.
    """
    people = [*_people(told, now)]
    counted = {(one.people.role, one.people.value) for one in people if one.people}
    return (
        *people,
        *_severity(told, now),
        *_disputed(told, now),
        *(one for one in _turns(told, now) if one.turn and one.turn.people not in counted),
    )


def retold(told: Mapping[str, Any], now: Gist) -> dict[str, Any]:
    """What was told when ``now`` is told as well: what no report says any more was said once."""
    new = now.told()
    return {
        "severity": max((told["severity"], new["severity"]), key=ORDER.index),
        "people": {**told["people"], **new["people"]},
        "disputed": sorted({*told["disputed"], *new["disputed"]}),
        "turns": sorted({*told["turns"], *new["turns"]}),
    }


def _people(told: Sequence[Mapping[str, Any]], now: Gist) -> Iterator[Change]:
    for one in now.people:
        known = [each["people"].get(one.role) for each in told]
        if one.role in HARMED and one.value not in known:
            before = max((value for value in known if value is not None), default=None)
            yield Change(what="people", people=one, before=before)


def _severity(told: Sequence[Mapping[str, Any]], now: Gist) -> Iterator[Change]:
    if not any(reaches(each["severity"], now.severity) for each in told):
        yield Change(what="severity", before=told[-1]["severity"], after=now.severity)


def _disputed(told: Sequence[Mapping[str, Any]], now: Gist) -> Iterator[Change]:
    known = {role for each in told for role in each["disputed"]}
    for one in now.people:
        if one.role in HARMED and one.others and one.role not in known:
            yield Change(what="disputed", people=one)


def _turns(told: Sequence[Mapping[str, Any]], now: Gist) -> Iterator[Change]:
    known = {key for each in told for key in each["turns"]}
    for one in now.turns:
        if one.key not in known:
            yield Change(what="turn", turn=one)
