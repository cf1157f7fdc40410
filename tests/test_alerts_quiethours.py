from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.quiethours import quiet_until
from desk.config.model import Hours
from desk.moments import ALMATY

NIGHT = Hours.of("22:00-07:00")
NOON = Hours.of("12:00-13:30")
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ALMATY)


def test_a_night_over_midnight_ends_in_the_morning() -> None:
    assert quiet_until(NIGHT, at(20, 23)) == at(21, 7)
    assert quiet_until(NIGHT, at(21, 0)) == at(21, 7)
    assert quiet_until(NIGHT, at(21, 6, 59)) == at(21, 7)


def test_the_begin_is_quiet_and_the_end_is_not() -> None:
    assert quiet_until(NIGHT, at(20, 22)) == at(21, 7)
    assert quiet_until(NIGHT, at(21, 7)) is None
    assert quiet_until(NIGHT, at(20, 21, 59)) is None
    assert quiet_until(NOON, at(20, 12)) == at(20, 13, 30)
    assert quiet_until(NOON, at(20, 11, 59)) is None


def test_hours_are_those_of_almaty_whatever_the_zone_of_the_clock() -> None:
    assert quiet_until(NIGHT, datetime(2026, 11, 20, 18, tzinfo=UTC)) == at(21, 7)
    # UTC+6 until 1 March 2024, UTC+5 since
    assert quiet_until(NIGHT, datetime(2024, 2, 29, 16, tzinfo=UTC)) is not None
    assert quiet_until(NIGHT, datetime(2024, 3, 2, 16, tzinfo=UTC)) is None


def test_without_hours_nothing_is_quiet() -> None:
    assert quiet_until(None, at(20, 23)) is None


@given(TIMES, TIMES, MOMENTS)
def test_a_quiet_span_ends_later_within_a_day_at_its_end(
    begin: time, end: time, now: datetime
) -> None:
    until = quiet_until(Hours(begin=begin, end=end), now)
    if until is not None:
        assert timedelta(0) < until - now < timedelta(days=1)
        assert until.astimezone(ALMATY).time() == end
        assert quiet_until(Hours(begin=begin, end=end), until) is None
