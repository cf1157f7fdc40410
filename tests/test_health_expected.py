"""What is usual for a source is learnt from its days, and not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.health.expected import learn, watched
from desk.health.observed import Day
from tests.healthworld import BEGIN, DAY, Habits, world


def days(*listed: int, begin: date = date(2026, 1, 12), **given: Any) -> list[Day]:
    """Days in a row on which so many were listed; None of them is a holiday."""
    return [
        Day(day=begin + DAY * number, hubs_ok=5, listed=count, **given)
        for number, count in enumerate(listed)
    ]


def end(given: list[Day]) -> date:
    return given[-1].day + DAY


def test_a_source_of_less_than_a_week_has_no_usual_day_and_nothing_is_guessed() -> None:
    line = days(*[9] * 7, words=900, languages={"ru": 1})
    usual = learn(line, "KZ", end(line))
    assert (usual.days, usual.listed, usual.words, usual.languages) == (6, None, None, {})
    assert learn([], "KZ", BEGIN).listed is None


def test_after_a_week_the_usual_day_is_known() -> None:
    line = days(*[9] * 9)
    rate = learn(line, "KZ", end(line)).listed
    assert rate is not None
    assert rate.mean == pytest.approx(9, rel=0.01)
    assert (rate.came, rate.days, rate.clump) == (72, 8, 1.0)


def test_the_first_day_and_the_first_after_a_break_teach_nothing() -> None:
    line = days(900, *[9] * 9)
    pause = [*line, *days(700, *[9] * 5, begin=end(line) + 3 * DAY)]
    rate = learn(pause, "KZ", end(pause)).listed
    assert rate is not None
    assert rate.mean == pytest.approx(9, rel=0.01)


def test_a_single_day_without_a_look_is_no_break() -> None:
    line = [one for one in days(*[9] * 9) if one.day.day != 15]
    found = watched(line, line[0].day, end(line))
    assert [one.day.day for one in found] == list(range(12, 21))
    assert found[3].given == Day(day=date(2026, 1, 15))
    assert len(watched([one for one in line if one.day.day != 16], line[0].day, end(line))) == 7


def test_weekdays_are_told_apart() -> None:
    sound = world(Habits(20, weekend=0.1), 70)
    rate = learn(sound.days, "KZ", BEGIN + 70 * DAY).listed
    assert rate is not None
    assert all(17 < usual < 23 for usual in rate.week[:5])
    assert all(usual < 4 for usual in rate.week[5:])
    assert rate.on(date(2026, 5, 7), "KZ") == rate.quiet < 2
    assert rate.on(date(2026, 5, 6), "KZ") == rate.week[2]


def test_one_wild_day_does_not_change_what_is_usual() -> None:
    line = days(*[9] * 30)
    line[20] = replace(line[20], listed=5000)
    rate = learn(line, "KZ", end(line)).listed
    assert rate is not None
    assert rate.mean < 11


def test_clumps_and_the_longest_pause_are_learnt() -> None:
    line = days(*[20, 0, 0, 0] * 10)
    rate = learn(line, "KZ", end(line)).listed
    assert rate is not None
    assert rate.clump > 5
    assert 10 < rate.longest < 20


def test_shares_and_words_are_the_median_of_the_weeks() -> None:
    sound = days(*[9] * 40, stored=3, words=900, dated=3, timely=3, authored=1, lines=30, ad_lines=10, languages={"ru": 2, "kk": 1})  # fmt: skip
    usual = learn([*sound[:30], *(replace(one, words=30, dated=0) for one in sound[30:])], "KZ", end(sound))  # fmt: skip
    assert (usual.words, usual.dated, usual.read, usual.own) == (300, 1.0, 1.0, 0.75)
    assert usual.authored == pytest.approx(1 / 3)
    assert usual.languages == {"kk": pytest.approx(1 / 3), "ru": pytest.approx(2 / 3)}


def test_holidays_alone_give_no_usual_day() -> None:
    line = days(*[9] * 8, begin=date(2026, 1, 1))
    assert learn(line, "RU", date(2026, 1, 9)).listed is None


COUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=70)


@given(COUNTS)
@settings(max_examples=100, deadline=None)
def test_what_is_usual_lies_within_what_came(counts: list[int]) -> None:
    line = days(*counts)
    rate = learn(line, "KZ", end(line)).listed
    if rate is not None:
        assert min(rate.week) >= 0
        assert rate.quiet <= min(rate.week)
        assert rate.mean <= max(counts) * 3 + 1e-9
        assert 1 <= rate.clump <= 20


def test_only_the_last_eight_weeks_teach() -> None:
    line = [*days(*[50] * 60, begin=date(2025, 10, 1)), *days(*[5] * 60, begin=date(2025, 11, 30))]
    rate = learn(line, "GB", end(line)).listed
    assert rate is not None
    assert rate.mean == pytest.approx(5, rel=0.05)
    assert rate.days <= timedelta(weeks=8).days
