"""On which days a source was watched without a gap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.moments import ALMATY
from desk.watchdays import Stretch, begin_of, days_of, in_words, joined, unknown_days, watched_until

TODAY = date(2026, 11, 23)
WEEK = days_of(date(2026, 11, 17), TODAY)


def at(day: int, hour: float = 0) -> datetime:
    """An hour of a day of November 2026 in Almaty."""
    return datetime(2026, 11, day, tzinfo=ALMATY) + timedelta(hours=hour)


def unknown(*stretches: tuple[datetime, datetime]) -> list[int]:
    found = unknown_days(WEEK, [Stretch(*one) for one in stretches], TODAY)
    return [day.day for day in found]


def test_without_any_look_no_day_is_known() -> None:
    assert unknown() == [day.day for day in WEEK]


def test_a_day_is_known_only_if_it_was_watched_from_its_begin_to_its_end() -> None:
    assert unknown((at(17), at(23, 7))) == []
    assert unknown((at(17, 0.1), at(23, 7))) == [17]
    assert unknown((at(17), at(21, 23.9))) == [21, 22, 23]
    assert unknown((at(17), at(22))) == [22, 23]


def test_today_is_known_as_far_as_it_was_watched() -> None:
    assert unknown((at(1), at(23))) == []
    assert unknown((at(1), at(22, 23.9))) == [22, 23]
    assert watched_until(TODAY, [Stretch(at(1), at(23, 7)), Stretch(at(1), at(23, 6))]) == at(23, 7)
    assert watched_until(TODAY, [Stretch(at(23, 1), at(23, 7))]) is None


def test_a_gap_makes_its_days_unknown() -> None:
    assert unknown((at(1), at(19, 12)), (at(19, 13), at(23, 1))) == [19]
    assert unknown((at(1), at(18, 12)), (at(21, 13), at(23, 1))) == [18, 19, 20, 21]


def test_a_road_that_takes_over_before_the_other_ends_leaves_no_gap() -> None:
    assert unknown((at(1), at(19, 12)), (at(19, 11), at(23, 1))) == []


def test_days_begin_at_midnight_in_almaty() -> None:
    assert begin_of(date(2026, 11, 20)) == datetime(2026, 11, 19, 19, tzinfo=UTC)
    # until 1 March 2024 the clocks stood at UTC+6
    assert begin_of(date(2024, 2, 1)) == datetime(2024, 1, 31, 18, tzinfo=UTC)
    assert begin_of(date(2024, 3, 2)) == datetime(2024, 3, 1, 19, tzinfo=UTC)


def test_days_are_told_as_a_person_writes_them() -> None:
    assert in_words([]) == ""
    assert in_words([date(2026, 11, 12)]) == "12 Nov 2026"
    assert in_words(days_of(date(2026, 11, 1), date(2026, 11, 3))) == "1–3 Nov 2026"
    assert in_words(days_of(date(2026, 10, 31), date(2026, 11, 2))) == "31 Oct – 2 Nov 2026"
    assert in_words(days_of(date(2025, 12, 31), date(2026, 1, 2))) == "31 Dec 2025 – 2 Jan 2026"
    assert in_words([date(2026, 11, 5), date(2026, 11, 1)]) == "1 Nov, 5 Nov 2026"
    assert in_words([date(2025, 11, 5), date(2026, 11, 1)]) == "5 Nov 2025, 1 Nov 2026"


HOURS = st.integers(0, 24 * 10)
STRETCHES = st.lists(
    st.tuples(HOURS, HOURS).map(lambda two: Stretch(at(15, min(two)), at(15, max(two)))), max_size=6
)


@given(STRETCHES, STRETCHES)
@settings(max_examples=100)
def test_more_watching_never_makes_a_known_day_unknown(
    some: list[Stretch], more: list[Stretch]
) -> None:
    assert set(unknown_days(WEEK, some + more, TODAY)) <= set(unknown_days(WEEK, some, TODAY))


@given(STRETCHES, st.integers(0, 400))
@settings(max_examples=100)
def test_a_wider_window_never_makes_a_gap_vanish(stretches: list[Stretch], more: int) -> None:
    wider = days_of(WEEK[0] - timedelta(days=more), TODAY)
    inside = [day for day in unknown_days(wider, stretches, TODAY) if day >= WEEK[0]]
    assert inside == unknown_days(WEEK, stretches, TODAY)


@given(STRETCHES)
@settings(max_examples=100)
def test_joined_stretches_cover_the_same_hours_and_never_touch(stretches: list[Stretch]) -> None:
    whole = joined(stretches)
    assert all(one.ends < other.begins for one, other in pairwise(whole))
    for hour in range(24 * 10):
        moment = at(15, hour + 0.5)
        covered = any(one.begins <= moment <= one.ends for one in stretches)
        assert covered == any(one.begins <= moment <= one.ends for one in whole)
