"""A feed that stands still beside roads that go on, told by what they name and it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.health.lagging import Lag, Named, lag

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SINCE = NOW - 48 * HOUR


def named(hours: float, late: float | None = None) -> Named:
    """Named by a list so many hours ago, and by the feed so many hours later."""
    at = NOW - HOUR * hours
    return Named(at, None if late is None else at + HOUR * late)


# four a day for two weeks, each in the feed before the list was asked
KNOWN = [named(49 + 6 * number, -1) for number in range(56)]
MISSED = [named(40), named(40), named(40), named(16), named(16)]


def test_a_feed_that_lacks_what_the_list_names_in_two_looks_is_behind() -> None:
    assert lag([*KNOWN, *MISSED], SINCE, NOW) == Lag(SINCE, 5)


def test_one_look_at_a_list_of_old_articles_is_no_news() -> None:
    assert lag([*KNOWN, *[named(16)] * 40], SINCE, NOW) is None


def test_two_looks_with_few_misses_may_be_chance() -> None:
    assert lag([*KNOWN, named(40), named(16)], SINCE, NOW) is None


def test_a_feed_that_named_something_today_is_not_behind() -> None:
    assert lag([*KNOWN, *MISSED], NOW - 11 * HOUR, NOW) is None
    assert lag([*KNOWN, *MISSED], NOW - 14 * HOUR, NOW) is None


def test_what_the_feed_may_name_yet_is_not_missed() -> None:
    fresh = [named(hours) for hours in (2.5, 2, 1, 0.5, 0.1)]
    assert lag([*KNOWN, *fresh], SINCE, NOW) is None
    slow = [named(49 + 6 * number, 30) for number in range(8, 56)]
    assert lag([*slow, *MISSED], SINCE, NOW) is None


def test_a_feed_that_has_a_part_of_the_news_is_given_longer() -> None:
    part = [named(49 + 6 * number, -1 if number % 3 else None) for number in range(56)]
    assert lag([*part, *MISSED], SINCE, NOW) is None
    more = [named(40 - number) for number in range(37)]
    assert lag([*part, *more], SINCE, NOW) == Lag(SINCE, 37)


def test_a_row_of_misses_is_longer_than_those_that_ended() -> None:
    # a weekend is missing in the feed
    gap = [named(100 + number) for number in range(3)]
    lacked = [named(40 - number) for number in range(37)]
    assert lag([*KNOWN, *lacked[:4]], SINCE, NOW) == Lag(SINCE, 4)
    for more in range(37):
        found = lag([*KNOWN, *gap, *lacked[:more]], SINCE, NOW)
        # three count as one
        assert found is None or found.missed >= 9
    assert found == Lag(SINCE, 36)


def test_a_row_of_misses_is_half_as_long_again_as_any_that_ended() -> None:
    gaps = [named(90 + hour / 10) for hour in range(12)] + [named(50 + 6 * n) for n in range(20)]
    lacked = [named(40 - number) for number in range(37)]
    assert lag([*KNOWN, *gaps, *lacked[:17]], SINCE, NOW) is None
    assert lag([*KNOWN, *gaps, *lacked[:24]], SINCE, NOW) == Lag(SINCE, 24)


def test_a_feed_of_other_articles_is_never_behind() -> None:
    apart = [named(49 + 6 * number) for number in range(56)]
    assert lag([*apart, *[named(40 - number) for number in range(37)]], SINCE, NOW) is None


def test_where_little_is_known_nothing_is_said() -> None:
    assert lag([], SINCE, NOW) is None
    assert lag(MISSED, SINCE, NOW) is None
    assert lag([*KNOWN[:3], *MISSED], SINCE, NOW) is None


def test_what_the_feed_named_before_the_list_did_is_not_missed() -> None:
    beside = [named(30 - number, -20) for number in range(10)]
    assert lag([*KNOWN, *beside], SINCE, NOW) is None


HOURS = st.floats(0, 600)


@given(st.lists(st.tuples(HOURS, HOURS | st.none()), max_size=30), HOURS)
@settings(max_examples=100, deadline=None)
def test_a_feed_that_is_behind_named_nothing_for_half_a_day(
    told: list[tuple[float, float | None]], since: float
) -> None:
    found = lag([named(*one) for one in told], NOW - HOUR * since, NOW)
    if found is not None:
        assert since >= 12
        assert 2 <= found.missed <= sum(late is None for _, late in told)
