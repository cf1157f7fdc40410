"""Which day or week a digest is of."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.config.model import Digest, Weekday
from desk.digest.timing import key_of, period_of, up_to
from desk.moments import ALMATY

CLOCKS = st.datetimes(
    datetime(2023, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001 - zone given beside
)  # fmt: skip
DIGESTS = st.builds(
    Digest,
    name=st.just("morning"),
    every=st.sampled_from(["day", "week"]),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    on=st.sampled_from(get_args(Weekday)),
)


def almaty(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ALMATY)  # type: ignore[arg-type,misc]


def digest(**given: Any) -> Digest:
    return Digest(**{"name": "morning", **given})


@given(digest=DIGESTS, now=CLOCKS)
@settings(max_examples=100)
def test_the_period_is_the_last_whole_one_by_the_clock_of_almaty(
    digest: Digest, now: datetime
) -> None:
    period = period_of(digest, now)
    length = timedelta(days=7 if digest.every == "week" else 1)
    begin, end = (moment.astimezone(ALMATY) for moment in (period.begin, period.end))
    assert end <= now < end.replace(tzinfo=None).__add__(length).replace(tzinfo=ALMATY)
    assert begin.time() == end.time() == digest.at
    assert end.date() - begin.date() == length
    if digest.every == "week":
        assert end.weekday() == get_args(Weekday).index(digest.on)


@given(digest=DIGESTS, now=CLOCKS)
@settings(max_examples=100)
def test_periods_follow_each_other_without_gap_or_overlap(digest: Digest, now: datetime) -> None:
    period = period_of(digest, now)
    assert period_of(digest, period.begin).end == period.begin
    assert period_of(digest, period.end) == period
    assert period_of(digest, period.end - timedelta(microseconds=1)).end == period.begin


@given(digest=DIGESTS, now=CLOCKS, late=st.timedeltas(timedelta(), timedelta(days=400)))
@settings(max_examples=100)
def test_however_late_there_is_one_period_and_its_key_is_its_own(
    digest: Digest, now: datetime, late: timedelta
) -> None:
    first, second = period_of(digest, now), period_of(digest, now + late)
    is_same = first == second
    assert (key_of("morning", first, "mail") == key_of("morning", second, "mail")) == is_same
    # put back, the clock finds the period that was
    assert period_of(digest, now) == first


def test_a_day_ends_at_its_hour_and_not_before() -> None:
    morning = digest(at="08:00")
    assert period_of(morning, almaty(2026, 11, 23, 8)).end == almaty(2026, 11, 23, 8)
    early = period_of(morning, almaty(2026, 11, 23, 7, 59))
    assert (early.begin, early.end) == (almaty(2026, 11, 21, 8), almaty(2026, 11, 22, 8))


def test_a_week_reaches_over_the_end_of_the_year() -> None:
    weekly = digest(every="week", on="monday")
    period = period_of(weekly, almaty(2027, 1, 4, 9))
    assert (period.begin, period.end) == (almaty(2026, 12, 28, 8), almaty(2027, 1, 4, 8))
    assert key_of("w", period, "mail") == "digest:w:week-2027-01-04T08:00:mail"
    assert period_of(weekly, almaty(2027, 1, 2, 9)).end == almaty(2026, 12, 28, 8)


def test_a_day_on_which_the_clocks_were_put_back_is_an_hour_longer() -> None:
    # Almaty went from +6 to +5 at the begin of 1 March 2024
    period = period_of(digest(at="08:00"), almaty(2024, 3, 1, 9))
    assert period.end - period.begin == timedelta(hours=25)


def test_another_hour_or_rhythm_makes_another_message() -> None:
    now = almaty(2026, 11, 23, 20)
    kinds = (digest(at="08:00"), digest(at="18:00"), digest(every="week"))
    keys = {key_of("morning", period_of(one, now), "mail") for one in kinds}
    assert len(keys) == 3


def test_a_time_asked_for_ends_the_day_or_week() -> None:
    until = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    day, week = up_to(until, "day"), up_to(until, "week")
    assert (day.end, day.begin) == (until, until - timedelta(days=1))
    assert (week.end, week.begin) == (until, until - timedelta(days=7))
    assert (day.every, week.every) == ("day", "week")
