from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.agreement import Agreed, Agreement, Disputed, agreement
from pipelines.stories.tellings import Figure, Saying, Told

if TYPE_CHECKING:
    import random

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=6)


def mined(value: float, **fields: Any) -> Figure:
    return Figure(kind="tonnage", role="", value=value, unit="t", **fields)


def money(value: float, subject: str = "", **fields: Any) -> Figure:
    return Figure(kind="money", value=value, unit="KZT", subject=subject, **fields)


def told(label: str, *figures: Figure, at: datetime | None = AT) -> Told:
    return Told(label, at, figures)


def test_what_one_tells_is_agreed_by_nobody() -> None:
    found = agreement([told("a", mined(2), money(5e9, "завод"))])
    assert (found.agreed, found.disputed) == ((), ())
    assert [one.value for one in found.alone] == [5e9, 2]
    assert agreement([]) == Agreement((), ())


def test_to_agree_and_to_differ_takes_two_sources() -> None:
    one, other = (Told(label, AT, (mined(2),), "agency") for label in ("1", "2"))
    found = agreement([one, other])
    assert (found.agreed, found.disputed) == ((), ())
    assert [saying.label for saying in found.alone[0].said] == ["1", "2"]
    later = Told("2", LATER, (mined(7, subject="copper"),), "agency")
    assert agreement([Told("1", AT, (mined(2, subject="copper"),), "agency"), later]).disputed == ()


def test_what_an_event_counts_and_what_an_edit_took_out_is_left_to_others() -> None:
    dead = Figure(kind="people", role="dead", value=5, unit="people")
    gone = mined(3, is_withdrawn=True)
    assert agreement([told("a", dead, gone), told("b", dead, gone)]) == Agreement((), ())
    past = [told(one, replace(dead, moment="2023-10")) for one in "ab"]
    assert [one.value for one in agreement(past).agreed] == [5]


def test_the_time_of_an_edit_is_the_time_of_its_figure() -> None:
    found = agreement([told("a", mined(2, edited_at=LATER)), told("b", mined(2))])
    assert found.agreed[0].said[0] == Saying("a", LATER, 2, "", "edited")


def test_what_two_tell_is_agreed_with_who_says_so() -> None:
    found = agreement([told("b", mined(2, quote="two tonnes"), at=LATER), told("a", mined(2))])
    said = (Saying("a", AT, 2, ""), Saying("b", LATER, 2, "two tonnes"))
    assert found.agreed == (Agreed(kind="tonnage", role="", value=2, unit="t", per="", said=said),)
    assert found.disputed == ()


def test_a_figure_that_differs_is_disputed_the_latest_first() -> None:
    two, five = mined(2, subject="copper"), mined(5, subject="copper")
    found = agreement([told("a", two), told("b", five, at=LATER), told("c", two)])
    said = (Saying("b", LATER, 5, ""), Saying("c", AT, 2, ""), Saying("a", AT, 2, ""))
    assert found.disputed == (Disputed(kind="tonnage", role="", unit="t", per="", said=said),)
    assert found.agreed == ()


def test_a_report_without_a_time_is_never_the_latest() -> None:
    two, five = mined(2, subject="copper"), mined(5, subject="copper")
    found = agreement([told("a", two, at=None), told("b", five)])
    assert [one.label for one in found.disputed[0].said] == ["b", "a"]


def test_two_sums_in_one_article_are_no_dispute() -> None:
    both = told("a", money(5e9, "завод"), money(7e9, "завод"))
    assert agreement([both]).disputed == ()
    found = agreement([both, told("b", money(7e9, "завод"))])
    assert found.disputed == ()
    assert [one.value for one in found.agreed] == [7e9]


def test_what_is_told_of_years_ago_is_another_thing() -> None:
    now, then = mined(2, subject="copper"), mined(46, subject="copper", moment="2023-10")
    assert agreement([told("a", now), told("b", then)]).disputed == ()
    today = mined(2, moment="2026-11-18")
    assert len(agreement([told("a", now), told("b", today)]).agreed) == 1


def test_sums_are_disputed_only_where_the_words_are_alike() -> None:
    plant, school = money(5e9, "строительство завода"), money(7e9, "ремонт школы")
    assert agreement([told("a", plant), told("b", school)]).disputed == ()
    factory = money(7e9, "the new plant")
    assert len(agreement([told("a", plant), told("b", factory)]).disputed) == 1
    assert agreement([told("a", money(5e9)), told("b", money(7e9))]).disputed == ()


def test_a_sum_without_words_agrees_with_its_equal() -> None:
    found = agreement([told("a", money(5e9, "завод")), told("b", money(5e9))])
    assert [one.value for one in found.agreed] == [5e9]


def test_a_rounded_figure_agrees_and_the_exact_one_is_shown() -> None:
    found = agreement([told("a", money(5137.0, "завод")), told("b", money(5100.0, "зауыт"))])
    assert [one.value for one in found.agreed] == [5137.0]
    assert found.disputed == ()


def test_two_things_that_meet_in_a_third_are_one() -> None:
    found = agreement(
        [
            told("a", money(5e9, "завод")),
            told("b", money(7e9, "школа")),
            told("c", money(8e9, "школа при заводе")),
        ]
    )
    assert [one.value for one in found.disputed[0].said] == [8e9, 7e9, 5e9]


figures = st.builds(
    Figure,
    kind=st.sampled_from(["money", "people"]),
    value=st.sampled_from([2.0, 5.0, 1.37e9, 1.4e9]),
    unit=st.just("x"),
    role=st.sampled_from(["", "employed"]),
    subject=st.sampled_from(["", "завод", "mill", "школа"]),
)
many = st.lists(st.lists(figures, max_size=3), max_size=5)


@given(many, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_of_the_reports_changes_nothing(
    lists: list[list[Figure]], chance: random.Random
) -> None:
    given_ = [
        Told(str(index), AT + timedelta(hours=index // 2), tuple(own))
        for index, own in enumerate(lists)
    ]
    shuffled = given_.copy()
    chance.shuffle(shuffled)
    found = agreement(given_)
    assert agreement(shuffled) == found
    for one in found.agreed:
        assert len({saying.label for saying in one.said}) == len(one.said) > 1
    for other in found.disputed:
        assert len({saying.label for saying in other.said}) == len(other.said) > 1
        assert len({saying.value for saying in other.said}) > 1
