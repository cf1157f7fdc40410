"""What a digest is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.digest.contents import Period, Watch
from tests.digests import BEGIN, END, PERIOD, RIDDER, contents, edit, full, note, removal

HOUR = timedelta(hours=1)
HOURS = st.integers(-60, 80).map(lambda hours: BEGIN + hours * HOUR)


def test_a_text_counts_when_it_was_seen() -> None:
    seen = BEGIN + HOUR
    assert PERIOD.moment_of(seen, BEGIN - 100 * HOUR) == seen
    assert PERIOD.moment_of(seen, None) == seen
    assert PERIOD.moment_of(BEGIN - HOUR, BEGIN + HOUR) == BEGIN - HOUR


def test_a_text_that_was_found_behind_the_period_counts_by_its_own_date() -> None:
    assert PERIOD.moment_of(END + HOUR, BEGIN + HOUR) == BEGIN + HOUR
    assert PERIOD.moment_of(END + HOUR, None) == END + HOUR


@given(
    published=HOURS,
    found_after=st.integers(0, 60),
    delays=st.lists(st.integers(0, 40), min_size=3, max_size=3),
)
@settings(max_examples=100)
def test_each_text_is_told_by_one_of_the_digests_that_follow_each_other(
    published: object, found_after: int, delays: list[int]
) -> None:
    # three days; each digest is put together so many hours late, and before the next is due
    published = BEGIN + timedelta(hours=24) if published is None else published
    assert isinstance(published, type(BEGIN))
    seen, told, told_until = published + found_after * HOUR, 0, None
    for number, delay in enumerate(delays):
        begin = BEGIN + 24 * number * HOUR
        period = Period(begin=begin, end=begin + 24 * HOUR, every="day", told_until=told_until)
        told_until = period.end + min(delay, 23) * HOUR
        if seen < told_until:
            told += period.begin <= period.moment_of(seen, published) < period.end
    assert told <= 1
    if BEGIN <= seen < BEGIN + 72 * HOUR and published >= BEGIN:
        assert told == 1


def test_a_digest_is_empty_where_nothing_was_reported() -> None:
    assert contents().is_empty
    for given_ in ({"new": (note(),)}, {"late": (note(),)}, {"grown": (note(),)},
                   {"edits": (edit(),)}, {"removals": (removal(),)}, {"extended": 1}):  # fmt: skip
        assert not contents(**given_).is_empty
    assert not full().is_empty


def test_the_watch_is_whole_without_gap_and_missing_page() -> None:
    whole = contents().watch
    assert (whole.is_whole, whole.sources) == (True, 2)
    assert not replace(whole, missing=1).is_whole
    assert not replace(whole, gaps=(("Сосед", 1),)).is_whole
    assert not Watch().is_whole


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_name_is_there_in_each_language(language: str) -> None:
    assert RIDDER.of(language) == getattr(RIDDER, language)


def test_the_limits_of_a_period_are_as_the_archive_writes_moments() -> None:
    assert PERIOD.limits() == {
        "begin": "2026-11-22T03:00:00+00:00",
        "end": "2026-11-23T03:00:00+00:00",
    }
