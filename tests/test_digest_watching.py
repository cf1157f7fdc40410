"""Which sources were watched over the time of a digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desk.digest.contents import Period
from desk.digest.watching import days, last_day, towns_left_out, unknown, watched_until
from desk.watchdays import Stretch, begin_of
from pipelines.gazetteer.gazetteer import gazetteer
from tests.builders import source
from tests.digests import BEGIN, END, PERIOD

HOUR = timedelta(hours=1)
NOW = END + HOUR / 4


def test_a_stretch_from_the_begin_to_the_last_look_of_today_is_no_gap() -> None:
    # the last look was at five in the morning of Almaty, the digest ends at eight
    last = END - 3 * HOUR
    assert watched_until([Stretch(BEGIN, last)], PERIOD, NOW) == last
    halves = [Stretch(BEGIN - HOUR, BEGIN + HOUR), Stretch(BEGIN + HOUR, last)]
    assert watched_until(halves, PERIOD, NOW) == last


def test_a_stretch_that_begins_late_or_ended_before_today_is_a_gap() -> None:
    assert watched_until([Stretch(BEGIN + HOUR, END)], PERIOD, NOW) is None
    yesterday = begin_of(date(2026, 11, 23)) - HOUR
    assert watched_until([Stretch(BEGIN, yesterday)], PERIOD, NOW) is None
    parted = [Stretch(BEGIN, BEGIN + HOUR), Stretch(BEGIN + 2 * HOUR, END)]
    assert watched_until(parted, PERIOD, NOW) is None
    assert watched_until([], PERIOD, NOW) is None


def test_a_period_of_days_ago_must_be_covered_to_its_end() -> None:
    later = NOW + timedelta(days=5)
    assert watched_until([Stretch(BEGIN, END - HOUR)], PERIOD, later) is None
    assert watched_until([Stretch(BEGIN, END + HOUR)], PERIOD, later) == END + HOUR


def test_a_period_touches_the_days_of_almaty() -> None:
    assert days(PERIOD) == [date(2026, 11, 22), date(2026, 11, 23)]
    midnight = begin_of(date(2026, 11, 23))
    whole = Period(begin=midnight - timedelta(days=1), end=midnight, every="day")
    assert days(whole) == [last_day(whole)] == [date(2026, 11, 22)]


def test_the_days_that_are_not_known_are_counted_at_least_one() -> None:
    assert unknown([], PERIOD, NOW) == 2
    # both days are known each for itself, and yet one is not whole
    assert unknown([Stretch(BEGIN - 9 * HOUR, END)], PERIOD, NOW) == 1
    assert unknown([Stretch(datetime(2026, 11, 22, 19, tzinfo=UTC), END)], PERIOD, NOW) == 1


def test_a_town_is_left_out_unless_a_source_of_it_or_of_its_oblast_was_followed() -> None:
    towns = gazetteer().towns
    known = {
        "local": source("local", towns=("ridder",)),
        "oblast": source("oblast", region="Karaganda Region"),
        "asleep": source("asleep", towns=("rudny",)),
    }
    left = {town.id for town in towns_left_out(towns.values(), known, ("local", "oblast"))}
    assert "rudny" in left
    assert not left & {"ridder", "temirtau", "saran"}
    assert len(towns_left_out(towns.values(), known, ())) == len(towns)
