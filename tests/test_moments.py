"""Moments: what people write, what the screen shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import moments

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("24h", NOW - timedelta(hours=24)),
        ("7d", NOW - timedelta(days=7)),
        (" 2 W ", NOW - timedelta(weeks=2)),
        ("2026-11-01", datetime(2026, 10, 31, 19, tzinfo=UTC)),
        # before 1 March 2024 Almaty was six hours ahead
        ("2024-02-01", datetime(2024, 1, 31, 18, tzinfo=UTC)),
        ("2026-11-01T10:00:00+03:00", datetime(2026, 11, 1, 7, tzinfo=UTC)),
    ],
)
def test_a_span_or_a_date_in_almaty_is_understood(words: str, wanted: datetime) -> None:
    assert moments.parse_since(words, NOW) == wanted


@pytest.mark.parametrize("words", ["", "soon", "-3d", "7", "999999w", "2026-13-01", "0001-01-01"])
def test_anything_else_is_no_moment(words: str) -> None:
    assert moments.parse_since(words, NOW) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_words_raise(words: str) -> None:
    found = moments.parse_since(words, NOW)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("stored", "precision", "wanted"),
    [
        ("2026-11-19T05:10:00+00:00", "minute", "2026-11-19 10:10"),
        ("2024-02-29T17:30:00+00:00", "second", "2024-02-29 23:30"),
        ("2024-02-29T18:30:00+00:00", "second", "2024-02-29 23:30"),
        ("2026-11-19T05:10:00", None, "2026-11-19 10:10"),
        (None, None, ""),
        ("", "day", ""),
        ("yesterday", "day", "yesterday"),
    ],
)
def test_times_are_shown_in_almaty(stored: str | None, precision: str, wanted: str) -> None:
    assert moments.show(stored, precision) == wanted


@settings(max_examples=100, deadline=None)
@given(st.dates(datetime(2000, 1, 2).date(), datetime(2030, 1, 1).date()), st.integers(3, 8))  # noqa: DTZ001
def test_a_day_is_the_same_day_whatever_the_zone_of_its_source(day: object, offset: int) -> None:
    midnight = datetime.fromisoformat(f"{day}T00:00:00+0{offset}:00").astimezone(UTC)
    assert moments.show(midnight.isoformat(), "day") == str(day)
    assert moments.show(midnight.isoformat(), "month") == str(day)[:7]


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=3, minutes=50), "3 hours"),
        (timedelta(days=12), "12 days"),
    ],
)
def test_a_span_is_told_in_one_unit(span: timedelta, wanted: str) -> None:
    assert moments.ago(NOW - span, NOW) == wanted
