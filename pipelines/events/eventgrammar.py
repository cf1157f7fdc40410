"""Rules of which groups of words together tell an event, and whether a sentence meets one.

A rule is written as ``death + worker/workplace``: the group that begins it, then steps. ``+``
wants a group within 90 letters of the first, ``&`` within 45, ``>`` behind it within 20; ``/``
parts alternatives; ``@group`` may also stand in what was told before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Span = tuple[int, int]
Found = dict[str, list[Span]]
# whether one of some groups stood in what was told before
Told: TypeAlias = "Callable[[frozenset[str]], bool]"

_REACH: Final = {"+": 90, "&": 45, ">": 20}
_LONGEST: Final = 200  # letters that a group of words may take
_STEP: Final = re.compile(r" ([+&>]) ")
_VETO: Final = re.compile(r"([a-z_ ]+)(?:<(\d+))?")


class RuleError(ValueError):
    """A rule cannot be read; the text names it and what to mend."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of ``groups`` within ``reach`` letters, or one of ``told`` anywhere before."""

    groups: frozenset[str]
    told: frozenset[str]
    reach: int
    behind: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """The group that begins it, and the steps that all have to be met."""

    anchor: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Veto:
    """A group that takes an event back; ``reach`` in letters, None for the whole sentence."""

    group: str
    reach: int | None


def read_rule(source: str, known: frozenset[str]) -> Rule:
    """A rule as written; raises RuleError for a group that is not ``known``."""
    anchor, *rest = _STEP.split(source)
    _check(source, [anchor], known)
    return Rule(
        anchor,
        tuple(
            _step(source, sign, names, known)
            for sign, names in zip(rest[::2], rest[1::2], strict=True)
        ),
    )


def _step(source: str, sign: str, names: str, known: frozenset[str]) -> Step:
    listed = names.split("/")
    groups = [name.removeprefix("@") for name in listed]
    _check(source, groups, known)
    told = frozenset(name[1:] for name in listed if name.startswith("@"))
    return Step(frozenset(groups), told, _REACH[sign], behind=sign == ">")


def read_veto(source: str, known: frozenset[str]) -> Veto:
    """A veto as written, ``denial<45`` or ``drill``; raises RuleError."""
    read = _VETO.fullmatch(source)
    if read is None:
        raise RuleError(f"{source!r}: write a group, or a group<letters")
    _check(source, [read[1]], known)
    return Veto(read[1], int(read[2]) if read[2] else None)


def _check(source: str, groups: Sequence[str], known: frozenset[str]) -> None:
    for group in groups:
        if group not in known:
            raise RuleError(f"{source!r}: no group {group!r}; describe it in eventwords.toml")


def gap(one: Span, other: Span) -> int:
    """Letters between two spans, 0 where they touch or overlap."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def near(spans: Sequence[Span], other: Span, reach: int) -> Iterator[Span]:
    """The spans at most so many letters from another; they have to be in order of start."""
    first = bisect_left(spans, (other[0] - reach - _LONGEST, 0))
    for span in islice(spans, first, None):
        if span[0] > other[1] + reach:
            break
        if gap(span, other) <= reach:
            yield span


def needed(rule: Rule) -> tuple[frozenset[str], ...]:
    """What a sentence with the first group of a rule must hold besides: one group of each set."""
    return tuple(step.groups for step in rule.steps if not step.told)


def met(rule: Rule, found: Found, told: Told) -> Span | None:
    """The words that begin a met rule, or None. ``told`` says whether a group stood before."""
    for anchor in found[rule.anchor]:
        for step in rule.steps:
            if not _is_met(step, anchor, found, told):
                break
        else:
            return anchor
    return None


def _is_met(step: Step, anchor: Span, found: Found, told: Told) -> bool:
    for group in step.groups:
        for span in near(found.get(group, ()), anchor, step.reach):
            if span != anchor and (not step.behind or span[0] > anchor[0]):
                return True
    return bool(step.told) and told(step.told)


def taken_back(vetoes: Sequence[Veto], anchor: Span, found: Found) -> bool:
    """Whether something in the sentence takes the event at these words back."""
    for veto in vetoes:
        spans = found.get(veto.group)
        if spans and (veto.reach is None or any(gap(s, anchor) <= veto.reach for s in spans)):
            return True
    return False
