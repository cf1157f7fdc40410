from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.datafile import DataError
from pipelines.stories.figures import Number
from pipelines.stories.likeness import FEATURES, features
from pipelines.stories.linking import WINDOW, anchored, link, probability, weights
from pipelines.stories.report import Named, Report, Scene
from tests.storylabels import (
    PARTS,
    candidates,
    found_pairs,
    gold_pairs,
    load,
    reports,
    score,
    strangers,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storylabels import Part

AT = datetime(2026, 11, 20, tzinfo=UTC)
BASE = Report(
    at=AT,
    language="ru",
    entities=(Named("abai", "town", 3), Named("kazakhmys", "company", 3)),
    events=(Scene("accident", "abai", "", "kazakhmys", "2026-11-19"),),
    figures=(
        Number("money", "", 1.37e9, "KZT"),
        Number("people", "", 187.0, "people"),
        Number("people", "dead", 2.0, "people"),
    ),
    names=("bldn", "msnv"),
    topics=("collapse", "mine"),
    concepts=("collapse", "mine", "rescue"),
    title_stems=("горняк", "обвал"),
)


def test_reports_of_one_event_are_linked_in_words() -> None:
    found = link(BASE, replace(BASE, language="kk"))
    assert found is not None
    assert found.score > 0.9
    assert found.why == (
        "the same company, the same town, 187 people, 1,370,000,000 KZT, 2 dead,"
        " the same kind of event, the same day of it, 2 names and the same subjects"
    )


def test_a_mine_stands_before_its_region_in_the_reasons() -> None:
    mine = (Named("kostenko", "asset", 3), Named("karaganda_region", "region", 3))
    told = replace(BASE, entities=mine)
    found = link(told, told)
    assert found is not None
    assert found.why.startswith("the same mine or plant, 187 people, 1,370,000,000 KZT")
    assert "region" not in found.why


def test_reports_further_apart_than_the_window_are_two_stories() -> None:
    assert link(BASE, replace(BASE, at=AT + WINDOW + timedelta(seconds=1))) is None
    assert link(BASE, replace(BASE, at=AT - WINDOW)) is not None


def test_without_a_time_time_says_nothing() -> None:
    assert link(BASE, replace(BASE, at=None)) is not None


def test_the_same_event_with_more_victims_is_one_story() -> None:
    five = tuple(one for one in BASE.figures if one.role != "dead")
    later = replace(BASE, figures=(*five, Number("people", "dead", 5.0, "people")))
    assert link(BASE, later) is not None


def test_other_towns_are_other_events() -> None:
    one = replace(BASE, figures=(), names=())
    elsewhere = replace(
        one,
        entities=(Named("ridder", "town", 3), Named("kazakhmys", "company", 3)),
        events=(Scene("accident", "ridder", "", "kazakhmys", "2026-11-19"),),
    )
    assert link(one, elsewhere) is None


def test_other_things_of_one_company_and_day_are_other_events() -> None:
    one = replace(BASE, names=(), figures=())
    other = replace(
        one,
        events=(Scene("investment", "abai", "", "kazakhmys", ""),),
        topics=("school",),
        concepts=("children", "school"),
        title_stems=("школа",),
    )
    assert link(one, other) is None


def test_a_name_and_what_happened_are_enough_to_look_closer() -> None:
    named = replace(BASE, entities=(), figures=BASE.figures[2:], names=("kts",), title_stems=())
    found = features(named, named, weights().rarity)
    assert anchored(found)
    assert not anchored(found | {"kind": 0.0})
    assert not anchored(found | {"roles": 0.0, "heads": 0.0})


def test_rare_subjects_and_a_metal_are_enough_to_look_closer() -> None:
    found = dict.fromkeys(FEATURES, 0.0) | {"rare": 3.0, "commodity": 0.8}
    assert anchored(found)
    assert not anchored(found | {"rare": 1.0})
    assert not anchored(found | {"commodity": 0.1})


def test_subjects_alone_do_not_link() -> None:
    bare = Report(at=AT, language="ru", topics=BASE.topics, concepts=BASE.concepts)
    assert link(bare, bare) is None


def test_one_figure_of_one_digit_does_not_link() -> None:
    bare = Report(at=AT, language="ru", figures=(Number("people", "", 5.0, "people"),))
    assert link(bare, bare) is None


def test_daily_reports_are_one_only_where_their_figures_agree() -> None:
    rates = tuple(Number("money", "", value, "KZT") for value in (6.21, 512.4, 589.1))
    monday = Report(at=AT, language="ru", is_template=True, figures=rates)
    copy = replace(monday, language="kk", at=AT + timedelta(hours=2))
    found = link(monday, copy)
    assert found is not None
    assert found.why == "a daily report with the same 3 figures"
    other = tuple(replace_value(one) for one in rates)
    assert link(monday, replace(copy, figures=other)) is None
    assert link(monday, replace(copy, figures=rates[:2])) is None
    assert link(monday, replace(copy, at=AT + timedelta(days=1))) is None
    assert link(monday, replace(copy, is_template=False)) is None
    many = tuple(Number("money", "", value, "USD") for value in (1.5, 2.5, 3.5, 4.5))
    longer = replace(monday, figures=(*rates, *many))
    assert link(longer, longer) is not None
    assert link(longer, replace(longer, figures=(*rates, *map(replace_value, many)))) is None


def replace_value(number: Number) -> Number:
    return number._replace(value=number.value + 1.1)


def test_missing_weights_are_told_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.toml"):
        weights(tmp_path / "none.toml")


def test_every_feature_has_its_weight() -> None:
    assert set(weights().weights) == set(FEATURES)


def test_no_weight_is_of_the_wrong_sign() -> None:
    against = {
        "other_asset",
        "other_company",
        "other_town",
        "scene_apart",
        "kind_apart",
        "day_apart",
        "figures_apart",
        "gap",
    }
    assert all(
        (value <= 0) == (name in against) or not value for name, value in weights().weights.items()
    )


def test_a_pair_of_all_reports_is_linked_alike_both_ways() -> None:
    told = [report for _, report in reports("samples")]
    for a, b in combinations(told, 2):
        assert link(a, b) == link(b, a)


entities = st.sampled_from(
    [Named("abai", "town", 3), Named("ridder", "town", 1), Named("kostenko", "asset", 2)]
)
figures = st.sampled_from([*BASE.figures, Number("people", "dead", 5.0, "people")])
some = st.builds(
    Report,
    at=st.sampled_from([None, AT, AT + timedelta(days=2), AT + timedelta(days=9)]),
    language=st.sampled_from(["ru", "kk"]),
    entities=st.lists(entities, unique=True).map(lambda many: tuple(sorted(many))),
    events=st.lists(st.just(BASE.events[0]), max_size=1).map(tuple),
    figures=st.lists(figures, unique=True).map(lambda many: tuple(sorted(many))),
    names=st.sampled_from([(), ("bldn",), BASE.names]),
    topics=st.sampled_from([(), BASE.topics]),
    concepts=st.sampled_from([(), BASE.concepts]),
    title_stems=st.sampled_from([(), BASE.title_stems]),
    is_template=st.booleans(),
)


@given(some, some)
@settings(max_examples=100)
def test_the_link_is_symmetric_and_a_likelihood(a: Report, b: Report) -> None:
    assert link(a, b) == link(b, a)
    found = features(a, b, weights().rarity)
    likely = probability(found, weights())
    assert 0 <= likely <= 1
    linked = link(a, b)
    if linked and not a.is_template:
        assert anchored(found)
        assert linked.score == likely
        assert linked.why


FLOORS: dict[Part, tuple[float, float]] = {
    "fit": (0.92, 0.87),
    "check": (0.97, 0.85),
    "samples": (0.95, 0.95),
    "dense": (0.95, 0.9),
}


@pytest.mark.parametrize("part", PARTS)
def test_stories_are_as_precise_and_complete_as_before(part: Part) -> None:
    labelled = reports(part)
    found = score(gold_pairs(labelled), found_pairs(labelled))
    precision, recall = FLOORS[part]
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.parametrize("part", PARTS)
def test_linked_reports_share_a_key(part: Part) -> None:
    labelled = reports(part)
    linked = {
        (i, j)
        for i, j in combinations(range(len(labelled)), 2)
        if link(labelled[i][1], labelled[j][1])
    }
    assert len(linked & candidates(labelled)) >= 0.99 * len(linked)


def test_unrelated_news_is_hardly_ever_linked_even_without_a_time() -> None:
    pairs = [pair for held in strangers() for pair in combinations(held, 2)]
    assert len(pairs) > 10_000
    assert sum(link(a, b) is not None for a, b in pairs) <= 4


def test_the_labelled_set_is_of_the_size_and_kind_that_is_claimed() -> None:
    told = [one for part in PARTS[:2] for one in load(part)]
    groups = {one.event for one in told if one.event}
    assert len(groups) >= 75
    assert sum(not one.event for one in told) >= 60
    assert len({one.id for one in told}) == len(told)
    for group in groups:
        assert 2 <= sum(one.event == group for one in told) <= 6
    spoken = {(one.event, one.language) for one in told if one.event}
    assert len(spoken) >= 2 * len(groups)
