from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.rhythm import Rhythm, after_failure, frozen_after, learn, next_due, per_day

ALMATY = ZoneInfo("Asia/Almaty")
MONDAY = datetime(2026, 3, 2, tzinfo=ALMATY).astimezone(UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FRESH = Rhythm.fresh(30)


def local(day: int, hour: float) -> datetime:
    """An hour of a day, in Almaty, counted from a Monday."""
    return MONDAY + day * DAY + hour * HOUR


def watched(
    listed: list[datetime],
    *,
    days: int,
    step: timedelta = HOUR,
    rhythm: Rhythm = FRESH,
    dated: bool = True,
) -> Rhythm:
    """What is learnt of a hub that is asked at every step from the Monday on."""
    listed = sorted(listed)
    last: datetime | None = None
    now = MONDAY
    while now <= MONDAY + days * DAY:
        new = listed[bisect_right(listed, last) : bisect_right(listed, now)] if last else []
        rhythm = learn(
            rhythm,
            asked_at=now,
            last_asked_at=last,
            new=len(new),
            published=new if dated else [],
            zone=ALMATY,
        )
        last, now = now, now + step
    return rhythm


def daily(days: int, *hours: float, last_weekday: int = 6) -> list[datetime]:
    return [local(day, hour) for day in range(days) for hour in hours if day % 7 <= last_weekday]


def wait(rhythm: Rhythm, now: datetime, kept: int = 0) -> timedelta:
    return next_due(rhythm, now=now, zone=ALMATY, kept=kept) - now


def answer(
    rhythm: Rhythm,
    asked: datetime,
    last: datetime | None,
    new: int,
    published: tuple[datetime, ...] = (),
) -> Rhythm:
    return learn(
        rhythm, asked_at=asked, last_asked_at=last, new=new, published=published, zone=ALMATY
    )


AGENCY = daily(14, *(8 + part / 20 for part in range(240)))
PAPER = daily(21, 12, last_weekday=4)


@pytest.mark.parametrize("minutes", [5, 30, 60, 180, 1440, 10080])
def test_before_the_first_answer_the_source_file_sets_the_pace(minutes: int) -> None:
    mean = Rhythm.fresh(minutes).prior
    assert (2 * 4 / 60 / mean) ** 0.5 * 60 == pytest.approx(min(max(minutes, 10), 1440), rel=0.01)


def test_a_busy_agency_is_asked_every_ten_minutes_by_day() -> None:
    rhythm = watched(AGENCY, days=14)
    assert 10 * MINUTE <= wait(rhythm, local(14, 11)) <= 11 * MINUTE


def test_an_agency_that_sleeps_at_night_is_asked_less_then() -> None:
    rhythm = watched(AGENCY, days=14)
    assert wait(rhythm, local(14, 1)) > 3 * wait(rhythm, local(14, 11))


def test_a_quiet_office_is_left_alone_at_night() -> None:
    office = daily(28, *(9 + part / 2 for part in range(18)), last_weekday=4)
    rhythm = watched(office, days=28)
    requests, now = 0, local(28, 20)
    while now < local(29, 8):
        requests, now = requests + 1, now + wait(rhythm, now)
    assert requests <= 7


def test_a_paper_of_one_entry_a_day_is_asked_a_few_times_a_day() -> None:
    rhythm = watched(PAPER, days=21)
    assert HOUR / 2 < wait(rhythm, local(21, 10)) < 4 * HOUR
    assert wait(rhythm, local(21, 16)) > 1.5 * wait(rhythm, local(21, 11.5))


def test_the_weekend_is_learnt_apart() -> None:
    office = daily(21, *(9 + part / 4 for part in range(36)), last_weekday=4)
    rhythm = watched(office, days=21)
    assert wait(rhythm, local(26, 11)) > 3 * wait(rhythm, local(23, 11))


def test_a_weekday_of_its_own_is_learnt() -> None:
    weekly = [local(7 * week + 3, 10 + part / 3) for week in range(6) for part in range(12)]
    rhythm = watched(weekly, days=42)
    assert wait(rhythm, local(45, 10)) < wait(rhythm, local(44, 10)) / 1.3


def test_a_batch_a_day_does_not_fool_the_rate() -> None:
    batches = [moment for moment in daily(14, 9.01) for _ in range(7)]
    rhythm = watched(batches, days=14)
    assert per_day(rhythm) == pytest.approx(7, rel=0.3)
    assert wait(rhythm, local(14, 13)) > 2 * wait(rhythm, local(14, 9))


def test_one_import_of_old_entries_does_not_make_a_hub_busy() -> None:
    rhythm = watched(PAPER, days=14)
    after = answer(rhythm, local(14, 12), local(14, 11), 50)
    assert wait(after, local(14, 12.5)) > wait(rhythm, local(14, 12.5)) / 5


def test_a_holiday_is_noticed_before_its_end() -> None:
    rhythm = watched(AGENCY, days=14)
    quiet = rhythm
    for hour in range(8, 20):
        quiet = answer(quiet, local(14, hour + 1), local(14, hour), 0)
    assert wait(quiet, local(15, 11)) >= wait(rhythm, local(15, 11))
    assert quiet.recent_came / quiet.recent_expected < 0.8


def test_memory_fades_within_weeks() -> None:
    busy = watched(AGENCY, days=14)
    rhythm, at = busy, local(14, 0)
    for _ in range(24 * 30):
        rhythm, at = answer(rhythm, at + HOUR, at, 0), at + HOUR
    before, after = per_day(busy), per_day(rhythm)
    assert before is not None
    assert after is not None
    assert after < before / 5


def test_what_a_hub_shows_at_first_sight_tells_its_rate() -> None:
    shown = tuple(local(1, 15) - part * 6 * MINUTE for part in range(30))
    rhythm = answer(FRESH, local(1, 15), None, 30, shown)
    assert wait(rhythm, local(1, 15)) < wait(FRESH, local(1, 15)) / 2


def test_a_pinned_old_entry_does_not_hide_the_rate() -> None:
    fresh = tuple(local(1, 15) - part * 6 * MINUTE for part in range(29))
    rhythm = answer(FRESH, local(1, 15), None, 30, (*fresh, local(-900, 0)))
    assert wait(rhythm, local(1, 15)) < wait(FRESH, local(1, 15)) / 2


def test_one_batch_at_first_sight_is_no_rate() -> None:
    shown = tuple(local(1, 9) + part * MINUTE for part in range(7))
    rhythm = answer(FRESH, local(1, 9.2), None, 7, shown)
    assert rhythm == replace(FRESH, shown=7.0)


def test_undated_entries_at_first_sight_tell_nothing_of_time() -> None:
    assert answer(FRESH, local(1, 9), None, 20) == replace(FRESH, shown=20.0)


def test_a_hub_that_shows_old_entries_only_is_known_to_be_quiet() -> None:
    shown = tuple(local(-part * 40, 12) for part in range(1, 11))
    rhythm = answer(FRESH, local(0, 12), None, 10, shown)
    assert wait(rhythm, local(0, 12)) > 4 * wait(FRESH, local(0, 12))


def test_a_few_dates_among_many_entries_tell_no_rate() -> None:
    shown = tuple(local(-part, 12) for part in range(1, 6))
    assert answer(FRESH, local(0, 12), None, 30, shown) == replace(FRESH, shown=30.0)


def test_entries_older_than_three_weeks_count_as_none_since() -> None:
    shown = tuple(local(-part * 3, 12) for part in range(1, 31))
    rhythm = answer(FRESH, local(0, 12), None, 30, shown)
    assert sum(rhythm.came) == pytest.approx(6)
    assert sum(rhythm.watched) == pytest.approx(21 * 24)


def test_dated_entries_go_to_their_hour_and_not_to_the_hour_of_asking() -> None:
    published = (local(0, 3.5), local(0, 3.6), local(0, 7.2))
    rhythm = answer(FRESH, local(0, 12), local(0, 0), 3, published)
    assert (rhythm.came[3], rhythm.came[7], rhythm.came[11]) == (2, 1, 0)
    assert rhythm.watched[:12] == (1.0,) * 12


@pytest.mark.parametrize(
    "published",
    [
        (),  # no dates
        (local(-3, 5),),  # missing in the answer before, so the date is not that of its arrival
        (local(5, 5),),  # the future
        (datetime.combine(local(0, 12).astimezone(ALMATY), time(0), ALMATY),),  # a day
        (datetime.combine(local(0, 12), time(0), UTC),),  # a day, told in UTC
    ],
    ids=["none", "before", "future", "day", "day in UTC"],
)
def test_an_entry_without_a_true_hour_is_shared_out_over_the_time(
    published: tuple[datetime, ...],
) -> None:
    rhythm = answer(FRESH, local(0, 12), local(0, 0), 1, published)
    assert sum(rhythm.came) == pytest.approx(1, abs=1e-4)
    assert 0 < max(rhythm.came) < 0.5
    assert rhythm.came[11] > rhythm.came[5]


def test_of_more_dates_than_new_entries_the_newest_count() -> None:
    published = (local(0, 8.5), local(0, 10.5), local(0, 6.5))
    rhythm = answer(FRESH, local(0, 12), local(0, 0), 2, published)
    assert (rhythm.came[6], rhythm.came[8], rhythm.came[10]) == (0, 1, 1)


def test_a_hub_overrun_while_nobody_looked_is_judged_by_what_it_still_shows() -> None:
    times = [local(0, 8) + part * 6 * MINUTE for part in range(20)]
    rhythm = answer(FRESH, local(0, 10), None, 20, tuple(times))
    weekend = tuple(local(3, 10) - part * 6 * MINUTE for part in range(20))
    after = answer(rhythm, local(3, 10), local(0, 10), 20, weekend)
    assert sum(after.watched) < 6
    assert (per_day(after) or 0) > 30


def test_an_overrun_without_dates_counts_over_the_whole_time() -> None:
    rhythm = answer(replace(FRESH, shown=20.0), local(0, 12), local(0, 10), 20)
    assert sum(rhythm.watched) == 2
    assert wait(rhythm, local(0, 12)) < wait(FRESH, local(0, 12)) / 1.5


def test_new_entries_with_old_dates_are_no_overrun() -> None:
    old = tuple(local(-part, 12) for part in range(1, 6))
    rhythm = answer(FRESH, local(0, 12), local(0, 10), 5, old)
    assert sum(rhythm.watched) == 2
    assert sum(rhythm.came) == 5


def test_far_more_than_foretold_counts_in_part_until_it_comes_again() -> None:
    once = answer(FRESH, local(0, 12), local(0, 11), 100)
    twice = answer(once, local(1, 12), local(1, 11), 100)
    assert sum(once.came) < 20
    assert sum(twice.came) - sum(once.came) > 1.5 * sum(once.came)


@pytest.mark.parametrize("back", [timedelta(0), MINUTE, 400 * DAY])
def test_where_the_clock_was_set_back_nothing_is_learnt(back: timedelta) -> None:
    rhythm = watched(PAPER, days=14)
    assert answer(rhythm, local(14, 0), local(14, 0) + back, 3) == replace(rhythm, shown=3.0)


def test_a_clock_set_forward_by_years_costs_the_memory_only() -> None:
    rhythm = answer(watched(AGENCY, days=7), local(4000, 0), local(7, 0), 3)
    assert timedelta(minutes=10) <= wait(rhythm, local(4000, 0)) <= DAY
    assert sum(rhythm.watched) == pytest.approx(21 * 24)


def test_a_negative_count_is_none() -> None:
    assert answer(FRESH, local(0, 12), local(0, 11), -5) == answer(
        FRESH, local(0, 12), local(0, 11), 0
    )


def test_a_hub_that_shows_little_is_asked_before_half_of_it_is_new() -> None:
    rhythm = watched(PAPER, days=21)
    unhurried = wait(rhythm, local(21, 3))
    assert wait(rhythm, local(21, 3), kept=1) <= unhurried
    busy = watched(daily(14, *(8 + part / 2 for part in range(24))), days=14)
    assert wait(busy, local(14, 11), kept=1) < wait(busy, local(14, 11), kept=100)


def test_failures_double_the_wait_up_to_a_day() -> None:
    waits = [(after_failure(count, MONDAY) - MONDAY) / MINUTE for count in range(9)]
    assert waits == [30, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert after_failure(10**6, MONDAY) == MONDAY + DAY


def test_little_watched_is_no_rate() -> None:
    assert per_day(FRESH) is None
    assert per_day(watched(PAPER, days=0)) is None
    assert per_day(answer(FRESH, local(0, 12), local(0, 2), 4)) is None


def test_entries_a_day_are_those_that_came() -> None:
    assert per_day(watched(AGENCY, days=14)) == pytest.approx(240, rel=0.1)
    assert per_day(watched(PAPER, days=21)) == pytest.approx(5 / 7, rel=0.5)


def test_a_feed_of_which_nothing_is_known_is_frozen_after_two_weeks() -> None:
    assert frozen_after(FRESH) == timedelta(days=14)


def test_a_busy_feed_is_frozen_soon_and_a_rare_one_late() -> None:
    rare = watched([local(3, 12), local(11, 12), local(19, 12)], days=21)
    assert frozen_after(watched(AGENCY, days=14)) == timedelta(days=2)
    assert timedelta(days=14) < frozen_after(rare) <= timedelta(days=30)


def test_a_weekend_does_not_freeze_an_office() -> None:
    office = daily(21, 10, 11, 12, 14, 15, 16, 17, last_weekday=4)
    silence = frozen_after(watched(office, days=21))
    assert timedelta(days=3) < silence < timedelta(days=8)


def test_a_silence_that_ended_well_is_not_called_frozen_again() -> None:
    rhythm, at = watched(AGENCY, days=14), local(14, 0)
    for _ in range(24 * 4):
        rhythm, at = answer(rhythm, at + HOUR, at, 0), at + HOUR
    assert frozen_after(rhythm) < timedelta(days=4)
    back = answer(rhythm, at + HOUR, at, 3)
    assert frozen_after(back) > timedelta(days=5)


def test_a_feed_without_an_entry_ever_is_frozen_after_a_month() -> None:
    assert frozen_after(watched([], days=28)) == timedelta(days=30)


def test_what_is_kept_as_json_is_read_back_the_same() -> None:
    for rhythm in (FRESH, watched(AGENCY, days=5), watched(PAPER, days=9, dated=False)):
        assert Rhythm.from_json(rhythm.to_json()) == rhythm
        assert len(rhythm.to_json()) < 2500


def broken(**fields: object) -> str:
    return json.dumps({**json.loads(FRESH.to_json()), **fields})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "version"),
        ("{}", "version"),
        (broken(version=0), "version"),
        (broken(more=1), "fields"),
        ('{"version": 1}', "fields"),
        (broken(came=[1.0]), "48 numbers in 'came'"),
        (broken(day_came=3), "7 numbers in 'day_came'"),
        (broken(quiet="long"), "'long' in 'quiet'"),
        (broken(quiet=-1), "-1 in 'quiet'"),
        (broken(quiet=True), "True in 'quiet'"),
        (broken(quiet=float("nan")), "nan in 'quiet'"),
        (broken(quiet=float("inf")), "inf in 'quiet'"),
        (broken(quiet=10**400), "in 'quiet'"),
        (broken(prior=0), "prior rate"),
    ],
)
def test_a_broken_text_is_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Rhythm.from_json(text)


moments = st.integers(0, 31 * 24 * 60 * 60).map(
    lambda second: MONDAY + second * timedelta(seconds=1)
)
answers = st.lists(
    st.tuples(moments, st.integers(0, 60), st.lists(moments, max_size=10)), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(
    answers,
    st.integers(5, 10080),
    st.integers(0, 60),
    st.sampled_from([ALMATY, UTC, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]),
)
def test_whatever_comes_the_next_request_is_due_in_ten_minutes_to_a_day(
    heard: list[tuple[datetime, int, list[datetime]]], interval: int, kept: int, zone: ZoneInfo
) -> None:
    rhythm, last = Rhythm.fresh(interval), None
    for now, new, published in heard:
        rhythm = learn(
            rhythm, asked_at=now, last_asked_at=last, new=new, published=published, zone=zone
        )
        last = now
        assert 10 * MINUTE <= next_due(rhythm, now=now, zone=zone, kept=kept) - now <= DAY
        assert 2 * DAY <= frozen_after(rhythm) <= 30 * DAY
        assert Rhythm.from_json(rhythm.to_json()) == rhythm


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 6), st.integers(1, 400), st.lists(moments, max_size=40))
def test_every_entry_of_an_answer_is_counted_once(
    new: int, minutes: int, published: list[datetime]
) -> None:
    now = MONDAY + 20 * DAY
    many = replace(FRESH, shown=10.0)
    rhythm = answer(many, now, now - minutes * MINUTE, new, tuple(published))
    assert sum(rhythm.came) == pytest.approx(new, abs=1e-3)
    assert sum(rhythm.watched) == pytest.approx(minutes / 60, abs=1e-3)
