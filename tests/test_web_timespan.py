"""Of which time the front page tells."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.timespan import DAYS, chosen, span_of, up_to

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "days"), [("1", 1), ("7", 7), ("30", 30), ("", 1), ("8", 1), ("x", 1), ("٣٠", 1)]
)
def test_a_reader_chooses_among_a_day_a_week_and_a_month(words: str, days: int) -> None:
    assert chosen(words) == days


@pytest.mark.parametrize("days", DAYS)
def test_the_time_ends_now_where_it_holds_the_newest_article(days: int) -> None:
    span = span_of(NOW - timedelta(hours=3), NOW, days)
    assert span.is_now
    assert span.begin <= NOW < span.end
    assert span.end - span.begin == timedelta(days=days)


def test_an_empty_archive_has_the_time_up_to_now() -> None:
    assert span_of(None, NOW, 1).is_now


def test_older_news_are_shown_up_to_the_end_of_their_day_in_almaty() -> None:
    span = span_of(datetime(2026, 11, 2, 20, tzinfo=UTC), NOW, 1)
    assert not span.is_now
    assert (span.first, span.last) == (date(2026, 11, 3), date(2026, 11, 3))
    week = span_of(datetime(2026, 11, 2, 20, tzinfo=UTC), NOW, 7)
    assert (week.first, week.last) == (date(2026, 10, 28), date(2026, 11, 3))


@given(st.timedeltas(timedelta(0), timedelta(days=4000)), st.sampled_from(DAYS))
@settings(max_examples=60)
def test_the_newest_article_is_always_within_the_time(before: timedelta, days: int) -> None:
    span = span_of(NOW - before, NOW, days)
    assert span.begin <= NOW - before < span.end
    assert span.end - span.begin == timedelta(days=days)


def test_whole_days_end_with_the_last_day_of_a_time() -> None:
    days = up_to(span_of(NOW, NOW, 1), 30)
    assert (days.first, days.last) == (date(2026, 10, 22), date(2026, 11, 20))
