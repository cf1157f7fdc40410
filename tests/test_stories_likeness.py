from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.figures import Number, digits
from pipelines.stories.likeness import (
    FEATURES,
    features,
    gap,
    is_few,
    is_same_value,
    is_telling,
    shared_figures,
)
from pipelines.stories.report import Named, Report, Scene

AT = datetime(2026, 3, 2, tzinfo=UTC)
BASE = Report(at=AT, language="ru")


def pair(a: Report, b: Report) -> dict[str, float]:
    return features(a, b, {"strike": 0.8, "mine": 0.2})


def people(value: float, role: str = "") -> Number:
    return Number("people", role, value, "people")


def test_nothing_in_common_is_nought_everywhere() -> None:
    found = pair(BASE, BASE)
    assert set(found) == set(FEATURES)
    assert not any(found.values())


def test_an_entity_counts_by_how_strongly_both_name_it() -> None:
    head = replace(BASE, entities=(Named("ridder", "town", 3),))
    early = replace(BASE, entities=(Named("ridder", "town", 2),))
    passing = replace(BASE, entities=(Named("ridder", "place", 1),))
    assert pair(head, head)["town"] == 1.0
    told = [pair(one, two)["town"] for one in (early, passing) for two in (head, early, passing)]
    assert told[0] > told[1] > told[2] == told[4] > told[5] > 0


def test_what_a_mine_says_of_itself_tells_less_beside_it() -> None:
    town = Named("ridder", "town", 3)
    bare = replace(BASE, entities=(town,))
    mine = replace(BASE, entities=(Named("ridder_mine", "asset", 3), town))
    assert pair(mine, mine)["asset"] == 1.0
    assert 0 < pair(mine, mine)["town"] < pair(bare, bare)["town"]


def test_two_other_towns_contradict_unless_one_is_named_in_passing() -> None:
    ridder = replace(BASE, entities=(Named("ridder", "town", 3),))
    rudny = replace(BASE, entities=(Named("rudny", "town", 3),))
    both = replace(BASE, entities=(Named("ridder", "town", 1), Named("rudny", "town", 3)))
    assert pair(ridder, rudny)["other_town"] == 1.0
    assert pair(ridder, both)["other_town"] == 0.0
    assert pair(ridder, BASE)["other_town"] == 0.0


def test_two_towns_in_two_titles_contradict_even_where_one_names_the_other_in_passing() -> None:
    ridder = replace(BASE, entities=(Named("ridder", "town", 3), Named("rudny", "town", 2)))
    rudny = replace(BASE, entities=(Named("ridder", "town", 2), Named("rudny", "town", 3)))
    assert (pair(ridder, rudny)["other_town"], pair(ridder, rudny)["scene_apart"]) == (0.0, 1.0)
    assert pair(ridder, ridder)["scene_apart"] == pair(ridder, BASE)["scene_apart"] == 0.0


def test_kinds_of_events_meet_or_contradict() -> None:
    one = replace(BASE, events=(Scene("accident", "", "", "", ""),))
    strike = replace(BASE, events=(Scene("strike", "", "", "", ""),))
    assert (pair(one, one)["kind"], pair(one, one)["kind_apart"]) == (1.0, 0.0)
    assert (pair(one, strike)["kind"], pair(one, strike)["kind_apart"]) == (0.0, 1.0)
    assert pair(one, BASE)["kind_apart"] == 0.0


def test_days_of_an_event_contradict_the_more_the_further_apart_they_are() -> None:
    def on(moment: str) -> Report:
        return replace(BASE, events=(Scene("accident", "", "", "", moment),))

    def days(moment: str) -> tuple[float, float]:
        found = pair(on("2026-03-02"), on(moment))
        return (found["day"], found["day_apart"])

    assert days("2026-03-02") == (1.0, 0.0)
    assert days("2026-03-03") == (0.0, 0.0)
    assert days("2026-03-04") == (0.0, 0.5)
    assert days("2026-03-09") == (0.0, 1.0)
    assert days("2026-03") == days("") == (0.0, 0.0)


def test_a_figure_tells_the_more_the_more_digits_it_has() -> None:
    told = [
        shared_figures(*[replace(BASE, figures=(Number("money", "", value, "KZT"),))] * 2)[
            value, "KZT"
        ]
        for value in (5e9, 5.2e9, 5.25e9, 5.251e9, 5.2513e9)
    ]
    assert told == sorted(told)
    assert told[3] == told[4]


def test_a_rounded_figure_is_the_same_and_another_unit_is_not() -> None:
    exact = replace(BASE, figures=(Number("tonnage", "", 5137.0, "t"),))
    rounded = replace(BASE, figures=(Number("tonnage", "", 5100.0, "t"),))
    ounces = replace(BASE, figures=(Number("tonnage", "", 5137.0, "oz"),))
    assert shared_figures(exact, rounded) == {(5100.0, "t"): 0.9}
    assert shared_figures(exact, ounces) == {}


def test_few_people_count_only_in_the_same_role() -> None:
    two_dead = replace(BASE, figures=(people(2.0, "dead"),))
    two_hurt = replace(BASE, figures=(people(2.0, "injured"),))
    assert pair(two_dead, two_dead)["roles"] == 1.0
    assert pair(two_dead, two_hurt)["roles"] == 0.0
    assert pair(two_dead, two_dead)["figures"] == 0.0


def test_figures_are_apart_where_both_tell_some_and_none_is_shared() -> None:
    one = replace(BASE, figures=(people(117.0), people(231.0)))
    two = replace(BASE, figures=(people(443.0), people(552.0)))
    assert pair(one, two)["figures_apart"] == 1.0
    assert pair(one, one)["figures_apart"] == 0.0
    assert pair(one, BASE)["figures_apart"] == 0.0
    written = pair(replace(one, numerals=("38",)), replace(two, numerals=("38",)))
    assert written["figures_apart"] == 0.0


def test_the_gap_is_in_days_and_between_unless_a_time_is_missing() -> None:
    later = replace(BASE, at=AT + timedelta(hours=36))
    assert gap(BASE, later) == 1.5
    assert pair(BASE, later)["gap"] == 1.5
    assert gap(BASE, replace(BASE, at=None)) == 0.0
    assert pair(BASE, replace(BASE, at=None))["gap"] == 1.0


def test_telling_figures_have_two_digits_and_are_no_small_count() -> None:
    assert is_few(people(12, "dead"))
    assert not is_few(people(12))
    assert is_telling(people(46.0, "dead"))
    assert not is_telling(people(12.0, "dead"))
    assert not is_telling(people(5.0))


@given(st.floats(0.001, 1e13))
@settings(max_examples=60)
def test_a_figure_is_itself_and_its_rounding_to_two_digits(value: float) -> None:
    rounded = float(f"{value:.2g}")
    assert is_same_value(value, value)
    assert is_same_value(value, rounded) == is_same_value(rounded, value)
    assert is_same_value(value, rounded) or digits(rounded) < 2
