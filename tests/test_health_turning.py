"""The turning point of counts and shares."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.health.turning import SURE, Point, Turn, _poisson, fallen, few

BEGIN = date(2026, 11, 1)


def points(*pairs: tuple[float, float]) -> list[Point]:
    return [Point(BEGIN + timedelta(days=n), seen, of) for n, (seen, of) in enumerate(pairs)]


def test_a_share_that_fell_is_found_with_the_day_since_when() -> None:
    line = points(*[(9, 10)] * 10, *[(0, 10)] * 3)
    assert fallen(line, 0.9) == Turn(BEGIN + timedelta(days=10), 0, 30)


def test_few_texts_prove_nothing() -> None:
    assert fallen(points((0, 4)), 0.9) is None
    assert fallen(points((0, 5)), 0.2) is None
    assert fallen([], 0.9) is None


def test_a_share_that_falls_by_little_is_no_trouble_however_sure() -> None:
    assert fallen(points(*[(70, 100)] * 9), 0.9) is None


def test_a_share_that_has_risen_again_is_well() -> None:
    line = points(*[(9, 10)] * 5, *[(0, 10)] * 3, (6, 6))
    assert fallen(line, 0.9) is None


def test_a_share_that_was_low_ever_since_cannot_fall() -> None:
    assert fallen(points(*[(0, 10)] * 9), 0.1) is None


def test_what_depends_on_each_other_needs_more_to_be_sure() -> None:
    line = points((0, 12))
    assert fallen(line, 0.9) is not None
    assert fallen(line, 0.9, clump=10) is None


def test_counts_that_fell_are_found_after_two_days_at_least() -> None:
    line = points(*[(20, 20)] * 9, (1, 20), (2, 20))
    assert few(line[:-1], 1.0) is None
    assert few(line, 1.0) == Turn(BEGIN + timedelta(days=9), 3, 40)
    assert few(line, 5.0) is None


def test_counts_are_well_again_with_one_usual_day() -> None:
    assert few(points(*[(0, 20)] * 9, (15, 20)), 1.0) is None
    assert few([], 1.0) is None


def test_days_on_which_nothing_is_expected_say_nothing() -> None:
    assert few(points((0, 20), (0, 20), (0, 0)), 1.0) == Turn(BEGIN, 0, 40)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), max_size=30))
@settings(max_examples=100, deadline=None)
def test_what_is_found_is_sure_and_far_below_usual(pairs: list[tuple[int, int]]) -> None:
    line = points(*((min(pair), max(pair)) for pair in pairs))
    share = fallen(line, 0.8)
    assert share is None or share.seen / share.of <= 0.8 - 0.35 + 1e-9
    count = few(line, 1.0)
    if count is not None:
        assert count.seen <= 0.35 * count.of
        assert _poisson(count.seen, 0.8 * count.of) >= SURE
