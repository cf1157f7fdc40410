"""How grave a story is: low, medium or high, by its events and by what they count. Pure.

The table below is the whole rule; ``docs/alerts.md`` shows it in words. A story is as grave as
the gravest line that it meets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["low", "medium", "high"]
# of each kind of event what it counts: roles of people, "USD", "t", "times" (over a limit)
Measures = Mapping[str, Mapping[str, float]]
ORDER: Final[tuple[Severity, ...]] = ("low", "medium", "high")
# Units for one US dollar, of late 2026 and rounded: a step of the table is a factor of ten wide,
# so that no rate moves a story by more than its edge.
_A_DOLLAR: Final = {
    "USD": 1.0, "KZT": 500.0, "EUR": 0.9, "GBP": 0.75, "RUB": 85.0, "CNY": 7.0, "KGS": 87.0,
    "UZS": 12_500.0,
}  # fmt: skip


class Step(NamedTuple):
    """From so many of a measure on, an event of this kind is so grave, and why."""

    kind: str
    measure: str
    least: float
    severity: Severity
    why: str


# what an event is without any figure; kinds that are not named here are low
PLAIN: Final[Mapping[str, Severity]] = {
    # who was hurt is often told hours after the event itself
    "accident": "medium",
    "strike": "medium",
    "outage": "medium",
    "pollution": "medium",
    # the owner of the one large employer decides what becomes of a mono-town
    "ownership": "medium",
}
STEPS: Final[tuple[Step, ...]] = (
    Step("accident", "dead", 1, "high", "a death is never a small accident"),
    Step("accident", "missing", 1, "high", "people may be dying while it is read"),
    Step("accident", "trapped", 1, "high", "people may be dying while it is read"),
    Step("accident", "injured", 5, "high", "more than one team was hit"),
    Step("accident", "evacuated", 100, "high", "a whole shift or quarter had to leave"),
    Step("strike", "dead", 1, "high", "a labour dispute in which people die is a crisis"),
    Step("strike", "injured", 1, "high", "a labour dispute has become violent"),
    Step("strike", "on strike", 500, "high", "a mine or plant stands still"),
    Step("layoff", "laid off", 30, "medium", "collective redundancy (Directive 98/59/EC: 30)"),
    Step("layoff", "laid off", 300, "high", "a mono-town feels it in every street"),
    Step("outage", "dead", 1, "high", "heat and power failures kill in winter"),
    Step("outage", "evacuated", 1, "high", "homes can no longer be lived in"),
    Step("outage", "residents", 10_000, "high", "a town or a large quarter of one"),
    Step("pollution", "dead", 1, "high", "people were poisoned to death"),
    Step("pollution", "injured", 5, "high", "people were poisoned"),
    Step("pollution", "evacuated", 1, "high", "homes can no longer be lived in"),
    Step("pollution", "residents", 10_000, "high", "a town or a large quarter of one"),
    Step("pollution", "t", 1000, "high", "as much as fifteen tank wagons"),
    Step("pollution", "times", 10, "high", "weather services call a tenfold excess high pollution"),
    Step("crime", "dead", 1, "high", "a life was taken"),
    Step("crime", "injured", 1, "medium", "people were hurt"),
    Step("crime", "USD", 2e6, "medium", "about a billion tenge"),
    Step("investment", "USD", 1e8, "medium", "a new mine or plant"),
    Step("investment", "USD", 1e9, "high", "as much as the largest projects of the country"),
    Step("ownership", "USD", 1e9, "high", "as much as the largest companies of the country"),
    Step("licence", "USD", 1e8, "medium", "a new mine or plant"),
)


def grade(measures: Measures) -> Severity:
    """How grave a story is whose events, by kind, count what ``measures`` tells.

    A story that tells no event is low, whatever it counts: the figures are of something else.
    """
    met = [step.severity for step in STEPS if _is_met(step, measures.get(step.kind))]
    return worst((*(PLAIN.get(kind, "low") for kind in measures), *met))


def _is_met(step: Step, counted: Mapping[str, float] | None) -> bool:
    return counted is not None and counted.get(step.measure, 0.0) >= step.least


def worst(found: Iterable[Severity]) -> Severity:
    """The gravest of several; low of none."""
    return max(found, key=ORDER.index, default="low")


def reaches(found: Severity, least: Severity) -> bool:
    """Whether a story is at least so grave."""
    return ORDER.index(found) >= ORDER.index(least)


def by_gravity(kinds: Iterable[str], measures: Measures) -> tuple[str, ...]:
    """The kinds of events, the gravest first, else in the order given."""
    return tuple(
        sorted(
            dict.fromkeys(kinds),
            key=lambda kind: -ORDER.index(grade({kind: measures.get(kind, {})})),
        )
    )


def measure_of(kind: str, role: str, unit: str, value: float) -> tuple[str, float] | None:
    """A figure of an event as a measure of the table and its value; None for what it has not."""
    if kind == "money" and unit in _A_DOLLAR:
        return "USD", value / _A_DOLLAR[unit]
    if kind == "people" and role:
        return role, value
    if unit in {"t", "times"}:
        return unit, value
    return None
