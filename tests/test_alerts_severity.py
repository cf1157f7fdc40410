from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.severity import (
    ORDER,
    PLAIN,
    STEPS,
    Step,
    by_gravity,
    grade,
    measure_of,
    reaches,
    worst,
)

KINDS = sorted({*PLAIN, *(step.kind for step in STEPS)})
MEASURES = st.dictionaries(
    st.sampled_from(sorted({step.measure for step in STEPS})), st.floats(0, 1e10), max_size=5
)
DOCS = Path(__file__).parent.parent / "docs" / "alerts.md"


@pytest.mark.parametrize("step", STEPS, ids=lambda one: f"{one.kind} {one.measure} {one.least:g}")
def test_each_step_of_the_table_holds_from_its_number_on(step: Step) -> None:
    kind, measure, least, severity, _ = step
    assert reaches(grade({kind: {measure: least}}), severity)
    assert grade({kind: {measure: least * 0.99}}) != severity or any(
        other.kind == kind and other.measure == measure and other.least < least for other in STEPS
    )


def test_a_death_in_an_accident_is_high_and_elsewhere_only_what_it_is_of() -> None:
    assert grade({"accident": {"dead": 1}}) == "high"
    assert grade({"policy": {"dead": 46}}) == "low"


def test_without_an_event_a_story_is_low_whatever_it_counts() -> None:
    assert grade({}) == "low"
    assert grade({"weather of tomorrow": {"dead": 5}}) == "low"


@given(
    st.dictionaries(st.sampled_from(KINDS), MEASURES, max_size=3), st.sampled_from(KINDS), MEASURES
)
def test_more_events_and_larger_numbers_never_make_a_story_less_grave(
    counted: dict[str, dict[str, float]], kind: str, more: dict[str, float]
) -> None:
    held = counted.get(kind, {})
    grown = {name: max(value, held.get(name, 0)) for name, value in {**held, **more}.items()}
    assert reaches(grade({**counted, kind: grown}), grade(counted))


def test_the_worst_of_none_is_low() -> None:
    assert [worst(()), worst(("low", "high", "medium"))] == ["low", "high"]


def test_kinds_are_told_by_their_gravity_else_in_their_order() -> None:
    kinds = ("policy", "investment", "accident", "strike", "policy")
    told = by_gravity(kinds, {"strike": {"on strike": 900}})
    assert told == ("strike", "accident", "policy", "investment")


@pytest.mark.parametrize(
    ("figure", "made"),
    [
        (("money", "", "KZT", 5e10), ("USD", 1e8)),
        (("money", "", "USD", 5.0), ("USD", 5.0)),
        (("money", "", "DOGE", 5.0), None),
        (("people", "residents", "people", 12e3), ("residents", 12e3)),
        (("people", "", "people", 12e3), None),
        (("tonnage", "", "t", 500.0), ("t", 500.0)),
        (("count", "", "times", 12.0), ("times", 12.0)),
        (("count", "", "houses", 12.0), None),
    ],
)
def test_a_figure_is_a_measure_where_the_table_knows_it(
    figure: tuple[str, str, str, float], made: tuple[str, float] | None
) -> None:
    assert measure_of(*figure) == made


def test_the_page_on_alerts_shows_every_step_of_the_table() -> None:
    shown = re.findall(
        r"^\| (\w+) \| ([\w ]+) \| ([\d,]+) \| (\w+) \|", DOCS.read_text("utf-8"), re.MULTILINE
    )
    told = {
        (kind, measure, float(least.replace(",", "")), level)
        for kind, measure, least, level in shown
    }
    assert told == {(one.kind, one.measure, float(one.least), one.severity) for one in STEPS}
    assert all(one.severity in ORDER for one in STEPS)
