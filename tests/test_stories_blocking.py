from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.blocking import MOST, keys_of
from pipelines.stories.figures import Number
from pipelines.stories.report import Named, Report, Scene

AT = datetime(2026, 11, 20, tzinfo=UTC)
BASE = Report(at=AT, language="ru")


def test_a_report_that_names_nothing_has_no_key() -> None:
    assert keys_of(BASE) == ()
    assert keys_of(replace(BASE, topics=("mine",), events=(Scene("strike", "", "", "", ""),))) == ()


def test_an_entity_goes_with_what_happened_and_with_what_is_spoken_of() -> None:
    told = replace(
        BASE,
        entities=(Named("ridder", "town", 3),),
        events=(Scene("strike", "", "", "", ""),),
        topics=("wage",),
    )
    assert keys_of(told) == ("ridder:strike", "ridder/wage")


def test_an_entity_in_passing_gives_no_key() -> None:
    told = replace(BASE, entities=(Named("ridder", "town", 1),), topics=("wage",))
    assert keys_of(told) == ()


def test_a_region_gives_keys_only_where_nothing_smaller_is_named() -> None:
    region = Named("ulytau", "region", 3)
    alone = replace(BASE, entities=(region,), topics=("wage",))
    assert keys_of(alone) == ("ulytau/wage",)
    both = replace(alone, entities=(region, Named("satpayev", "town", 2)))
    assert keys_of(both) == ("satpayev/wage",)


def test_a_rounded_figure_has_the_key_of_the_exact_one() -> None:
    exact = replace(BASE, figures=(Number("tonnage", "", 5137.0, "t"),))
    rounded = replace(BASE, figures=(Number("tonnage", "", 5100.0, "t"),))
    assert keys_of(exact) == keys_of(rounded) == ("5100 t",)


def test_a_short_name_of_the_lead_gives_a_key_with_each_subject() -> None:
    told = replace(BASE, names=("kts", "srk"), lead_names=("kts",), topics=("mine", "wage"))
    assert set(keys_of(told)) == {"@kts/mine", "@kts/wage", "mine&wage"}
    happened = replace(told, events=(Scene("strike", "", "", "", ""),))
    assert "@kts:strike" in keys_of(happened)


def test_a_toll_is_a_key_with_what_happened_only() -> None:
    toll = replace(BASE, figures=(Number("people", "dead", 3.0, "people"),))
    assert keys_of(toll) == ()
    happened = replace(toll, events=(Scene("accident", "", "", "", ""),))
    assert keys_of(happened) == ("accident=3 dead",)


def test_what_a_title_says_stands_before_what_is_rare() -> None:
    topics = tuple(f"t{number:02}" for number in range(20))
    town = (Named("ridder", "town", 3),)
    told = replace(BASE, entities=town, topics=(*topics, "zz"), heads=("zz",))
    assert keys_of(told)[0] == "ridder/zz"
    assert len([key for key in keys_of(told) if "/" in key]) < len(topics)


def test_two_subjects_are_a_key_of_reports_that_name_nothing() -> None:
    told = replace(BASE, topics=("boiler", "wage", "strike"))
    assert set(keys_of(told)) == {"boiler&wage", "boiler&strike", "strike&wage"}


def test_small_counts_and_round_figures_give_no_key() -> None:
    few = (Number("people", "dead", 12.0, "people"), Number("money", "", 5e9, "KZT"))
    assert keys_of(replace(BASE, figures=few)) == ()


def test_rare_names_are_keys_in_any_language_and_words_of_a_title_in_their_own() -> None:
    told = replace(BASE, names=("bldn", "rln"), title_stems=("обвал", "шахта"))
    assert set(keys_of(told)) == {"@bldn", "ru:обвал+шахта"}
    assert set(keys_of(replace(told, language="kk"))) == {"@bldn", "kk:обвал+шахта"}


names = st.lists(st.text("bdkmnrst", min_size=1, max_size=9), unique=True, max_size=30)


@given(names, st.lists(st.floats(1, 1e12), max_size=30, unique=True))
@settings(max_examples=60)
def test_keys_are_few_and_hold_nothing_twice(many: list[str], values: list[float]) -> None:
    told = Report(
        at=None,
        language="ru",
        entities=tuple(Named(name, "town", 3) for name in many),
        events=tuple(Scene(name, "", "", "", "") for name in many),
        figures=tuple(Number("money", "", value, "KZT") for value in values),
        names=tuple(many),
        topics=tuple(many),
        title_stems=tuple(many),
    )
    keys = keys_of(told)
    assert len(keys) <= MOST
    assert len(set(keys)) == len(keys)
    assert keys == keys_of(told)
