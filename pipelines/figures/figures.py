"""Quantities as facts: what is one figure, what each counts, how exact it is and what it is of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipelines.figures.bounds import bound_of, rate_of
from pipelines.figures.casualties import counts_people
from pipelines.figures.changes import passes_limit, way_of
from pipelines.figures.currencies import find_rates, find_twins
from pipelines.figures.grades import is_grade
from pipelines.figures.heirs import is_compared
from pipelines.figures.jointroles import are_joined, lacks_verb, may_share, shared_role
from pipelines.figures.numerals import find_numerals
from pipelines.figures.parts import with_parts
from pipelines.figures.quantities import BASE, find_quantities
from pipelines.figures.ranges import find_spans
from pipelines.figures.roles import role_of, role_of_jobs, room_of
from pipelines.figures.subjects import subject_of
from pipelines.judgement import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading


class _Figure(NamedTuple):
    """One figure: the quantity that leads it, with what a range or a second currency adds."""

    quantity: Quantity
    last: Quantity
    value_to: float | None = None
    other_value: float | None = None
    other_unit: str = ""


def find_figures(reading: Reading, taken: frozenset[int] = frozenset()) -> list[Fact]:
    """All figures of a text in order; none overlap. ``taken`` are the tokens of its dates."""
    numerals = [n for n in find_numerals(reading) if n.first not in taken]
    found = find_quantities(reading, numerals)
    # a noun behind a date counts nothing that stands before the date
    apart = [q for q in found if not taken or taken.isdisjoint(range(q.first, q.after))]
    quantities = [_named(reading, quantity) for quantity in apart]
    quantities = with_parts(reading, quantities)
    figures = sorted(_figures(reading, quantities), key=lambda figure: figure.quantity.start)
    counts = [quantity for quantity in quantities if quantity.kind == "people"]
    facts: list[Fact] = []
    low = 0
    for figure in figures:
        facts.append(_fact(reading, figure, counts, low))
        low = figure.last.after
    _share_roles(reading, [figure.quantity for figure in figures], facts)
    return facts


def _share_roles(reading: Reading, quantities: list[Quantity], facts: list[Fact]) -> None:
    """Give counts of people that stand joined the role that only one of them has."""
    for at, (first, second) in enumerate(pairwise(quantities)):
        if not first.kind == second.kind == "people":
            continue
        if not facts[at + 1].role and is_compared(reading, second, first):
            facts[at + 1] = replace(facts[at + 1], role=facts[at].role)
        if not are_joined(reading, first, second):
            continue
        before, behind = facts[at].role, facts[at + 1].role
        if not behind and may_share(reading, before, second):
            facts[at + 1] = replace(facts[at + 1], role=before)
        elif not before and shared_role(behind) and lacks_verb(reading, first, second):
            facts[at] = replace(facts[at], role=behind)


def _named(reading: Reading, quantity: Quantity) -> Quantity:
    if quantity.kind or quantity.role or not counts_people(reading, quantity):
        return quantity
    return quantity._replace(kind="people", unit="people")


def _figures(reading: Reading, quantities: list[Quantity]) -> Iterator[_Figure]:
    twins = find_twins(reading, quantities)
    used = {*twins, *twins.values()}
    rates = find_rates(reading, quantities) - used | _per_head(reading, quantities)
    for index, other in twins.items():
        first, second = quantities[index], quantities[other]
        yield _Figure(first, second, None, second.value, second.unit)
    for span in find_spans(reading, quantities, frozenset(used | rates)):
        used |= set(range(span.first, span.last + 1))
        lead = quantities[span.first]._replace(
            kind=span.kind,
            unit=span.unit,
            value=span.value,
            start=span.start,
        )
        yield _Figure(lead, quantities[span.last], span.value_to)
    for index, quantity in enumerate(quantities):
        if index not in used and index not in rates and (found := _single(reading, quantity)):
            yield _Figure(found, found)


def _per_head(reading: Reading, quantities: list[Quantity]) -> set[int]:
    """Indices of counts of people that are told per so many others: «12 врачей на 10 тысяч»."""
    bases = {reading.sentence(q.start, q.end) for q in quantities if q.role == BASE}
    if not bases:
        return set()
    return {
        index
        for index, q in enumerate(quantities)
        if q.kind == "people" and reading.sentence(q.start, q.end) in bases
    }


def _single(reading: Reading, quantity: Quantity) -> Quantity | None:
    """A quantity that stands for itself, as what it is told to be; None where it is no fact."""
    if not quantity.kind or _is_one_of_mass(quantity):
        return None
    if quantity.unit == "times":
        return _ratio(reading, quantity)
    if quantity.unit == "pp":
        return quantity._replace(value=(way_of(reading, quantity) or 1) * quantity.value)
    if quantity.kind != "share":
        return quantity
    if is_grade(reading, quantity):
        return quantity._replace(kind="grade")
    way = way_of(reading, quantity)
    return quantity._replace(kind="change", value=way * quantity.value) if way else quantity


def _is_one_of_mass(quantity: Quantity) -> bool:
    """«бір унция», "a tonne" as a word: what is paid by, no figure."""
    numeral = quantity.numeral
    return quantity.kind == "tonnage" and numeral.worded and numeral.value == 1


def _ratio(reading: Reading, quantity: Quantity) -> Quantity | None:
    if passes_limit(reading, quantity):
        return quantity._replace(kind="count")
    way = way_of(reading, quantity) or int(quantity.numeral.factor)
    return quantity._replace(value=way * quantity.value) if way else None


def _end(reading: Reading, figure: _Figure) -> int:
    """Where a figure ends, with the bracket that closes behind its second currency."""
    end = figure.last.end
    closed = reading.folded[end : end + 1] == ")"
    return end + 1 if closed and "(" in reading.folded[figure.quantity.start : end] else end


def _fact(reading: Reading, figure: _Figure, counts: list[Quantity], low: int) -> Fact:
    """The fact of a figure; ``counts`` are the quantities of people, in order."""
    quantity, end = figure.quantity, _end(reading, figure)
    whole = quantity
    if end != quantity.end or figure.last is not quantity:
        whole = quantity._replace(after=figure.last.after, end=end, last=figure.last.last)
    return Fact(
        kind=quantity.kind,
        value=quantity.value,
        unit=quantity.unit,
        value_to=figure.value_to,
        other_value=figure.other_value,
        other_unit=figure.other_unit,
        role=_role(reading, whole, counts),
        subject=subject_of(reading, whole, behind=whole.after, low=low),
        bound=bound_of(reading, quantity),
        per=rate_of(reading, whole),
        quote=reading.original[quantity.start : end],
        span=(quantity.start, end),
    )


def _role(reading: Reading, whole: Quantity, counts: list[Quantity]) -> str:
    if whole.unit == "people":
        return role_of(reading, whole, room_of(counts, whole))
    return role_of_jobs(reading, whole) if whole.unit == "jobs" else ""
