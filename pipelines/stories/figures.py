"""The figures of an article by which it is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from pipelines.judgement import Fact

    Span = tuple[int, int]

_TONNES: Final = {"oz": 3.11035e-5, "lb": 4.53592e-4}  # of a troy ounce and of a pound
_SCALED: Final = 1e5  # what is larger is written in thousands or millions
_MOST_DIGITS: Final = 6
_YEAR: Final = 4  # letters of a year in ISO 8601


class Number(NamedTuple):
    """A figure that is no time, as `pipelines.judgement.Fact` holds it; weights are in tonnes."""

    kind: str
    role: str
    value: float
    unit: str


def numbers_of(
    facts: Iterable[Fact], past: Sequence[Span], at: datetime | None
) -> tuple[Number, ...]:
    """The figures, both ends of a range and both currencies, sorted.

    Neither those of ``past`` sentences nor those of years that are long gone ``at`` the time of
    the news.
    """
    found: set[Number] = set()
    for fact in facts:
        is_past = fact.where == "text" and any(start <= fact.span[0] < end for start, end in past)
        if not (is_past or _is_long_gone(fact.moment, at)):
            found.update(_numbers(fact))
    return tuple(sorted(found))


def _numbers(fact: Fact) -> Iterator[Number]:
    told = (
        (fact.value, fact.unit),
        (fact.value_to, fact.unit),
        (fact.other_value, fact.other_unit),
    )
    for value, unit in told:
        if value is not None and unit in _TONNES:
            yield Number(fact.kind, fact.role, _in_tonnes(value, unit), "t")
        elif value is not None:
            yield Number(fact.kind, fact.role, value, unit)


def _in_tonnes(value: float, unit: str) -> float:
    """As exact as it is told: 3.6 million ounces are 110 tonnes."""
    return float(f"{value * _TONNES[unit]:.{max(digits(value), 1)}g}")


def digits(value: float) -> int:
    """The significant digits of a figure, up to six: 2 of 1500, 3 of 0.125."""
    plain = f"{abs(value):.{_MOST_DIGITS}g}".partition("e")[0].replace(".", "").strip("0")
    return len(plain)


def counted(figures: Iterable[Number]) -> frozenset[str]:
    """Counts as they would be written, for those that are told in words."""
    told = (f"{one.value:g}" for one in figures if one.kind != "money" and one.value < _SCALED)
    return frozenset(one for one in told if len(one.strip("0.")) > 1)


def _is_long_gone(moment: str, at: datetime | None) -> bool:
    """Whether a time is of the year before the last or earlier: news compares with the last."""
    return at is not None and moment[:_YEAR].isdigit() and int(moment[:_YEAR]) < at.year - 1
