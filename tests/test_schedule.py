from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.schedule import SLOTS, next_look

SEEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("looked", "due"), [(0, 1), (1, 6), (6, 24), (24, 72), (72, 168)])
def test_the_slots_are_an_hour_six_hours_a_day_three_and_seven_days(looked: int, due: int) -> None:
    assert next_look(SEEN, None, SEEN + looked * HOUR) == SEEN + due * HOUR


def test_nothing_is_due_when_all_slots_are_past() -> None:
    assert next_look(SEEN, None, SEEN + 7 * DAY) is None


def test_the_slots_count_from_publication() -> None:
    assert next_look(SEEN, SEEN - 5 * HOUR, SEEN) == SEEN + HOUR


def test_a_publication_behind_the_first_look_is_not_believed() -> None:
    assert next_look(SEEN, SEEN + 2 * DAY, SEEN) == SEEN + HOUR


def test_missed_looks_are_made_up_by_one() -> None:
    now = SEEN + 2 * DAY
    assert next_look(SEEN, None, SEEN + HOUR) == SEEN + 6 * HOUR < now
    assert next_look(SEEN, None, now) == SEEN + 3 * DAY


def test_an_article_over_seven_days_old_when_first_seen_is_never_due() -> None:
    assert next_look(SEEN, SEEN - 8 * DAY, SEEN - 9 * DAY) is None
    assert next_look(SEEN, SEEN - 6 * DAY, SEEN) == SEEN + DAY


@given(st.integers(0, 20_000), st.integers(-20_000, 20_000))
@settings(max_examples=100)
def test_what_is_due_lies_behind_the_last_look_and_within_a_week(looked: int, told: int) -> None:
    last = SEEN + timedelta(minutes=looked)
    due = next_look(SEEN, SEEN - timedelta(minutes=told), last)
    assert due is None or last < due <= SEEN + SLOTS[-1]
