"""Dates of the search line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.searchlanguage.spans import Span, span

NOW = datetime(2026, 11, 20, 21, tzinfo=UTC)  # already the 21st in Almaty


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024.12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2026-01-31", date(2026, 1, 31), date(2026, 1, 31)),
        ("31.01.2026", date(2026, 1, 31), date(2026, 1, 31)),
        ("1/2/2026", date(2026, 2, 1), date(2026, 2, 1)),
        ("Today", date(2026, 11, 21), date(2026, 11, 21)),
        ("вчера", date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_a_date_is_days_of_almaty(value: str, first: date, last: date) -> None:
    found = span(value, NOW)
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert found.ends - found.begins == (last - first) + timedelta(days=1)


def test_a_day_begins_at_midnight_of_almaty() -> None:
    found = span("2026-01-31", NOW)
    assert found is not None
    assert found.begins == datetime(2026, 1, 30, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "ago"),
    [
        ("7d", timedelta(days=7)), ("12h", timedelta(hours=12)), ("2 нед", timedelta(weeks=2)),
        ("3м", timedelta(days=90)), ("1жыл", timedelta(days=365)),
    ],
)  # fmt: skip
def test_a_number_of_days_ends_now(value: str, ago: timedelta) -> None:
    assert span(value, NOW) == Span(NOW - ago, NOW)


def test_a_moment_is_taken_as_it_is() -> None:
    moment = datetime(2026, 11, 1, 5, tzinfo=UTC)
    assert span("2026-11-01T10:00", NOW) == Span(moment, moment)
    assert span("2026-11-01T05:00:00+00:00", NOW) == Span(moment, moment)


@pytest.mark.parametrize("value", ["", "soon", "2026-13", "2026-02-30", "99999y", "5x", "0000"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert span(value, NOW) is None


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789-./dhwт ", max_size=12))
def test_no_text_fails_and_a_span_does_not_end_before_it_begins(value: str) -> None:
    found = span(value, NOW)
    assert found is None or found.begins <= found.ends
