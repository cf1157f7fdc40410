from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.upkeep.timetable import AGAIN, Noted, is_due
from tests.builders import NOW

DAY = timedelta(days=1)
SPANS = st.timedeltas(timedelta(0), timedelta(days=4000))


def done(ago: timedelta) -> Noted:
    return Noted(NOW - ago - timedelta(minutes=1), NOW - ago, NOW - ago)


def test_a_chore_that_was_never_done_is_due() -> None:
    assert is_due(None, DAY, NOW)


def test_a_chore_is_due_again_when_its_interval_is_over_and_not_before() -> None:
    assert not is_due(done(DAY - timedelta(seconds=1)), DAY, NOW)
    assert is_due(done(DAY), DAY, NOW)


def test_a_failed_chore_is_tried_again_after_a_while() -> None:
    failed = Noted(NOW - AGAIN, NOW - AGAIN, NOW - 2 * DAY)
    assert is_due(failed, DAY, NOW)
    assert not is_due(failed, DAY, NOW - timedelta(seconds=1))


def test_a_chore_that_was_cut_off_is_tried_again_after_a_while() -> None:
    cut_off = Noted(NOW - AGAIN + timedelta(minutes=1), None, NOW - 2 * DAY)
    assert not is_due(cut_off, DAY, NOW)
    assert is_due(cut_off, DAY, NOW + timedelta(minutes=1))


def test_a_chore_done_very_often_is_tried_again_as_often() -> None:
    minute = timedelta(minutes=1)
    assert is_due(Noted(NOW - minute, NOW - minute, None), minute, NOW)


@settings(max_examples=50)
@given(ahead=SPANS, every=SPANS, is_done=st.booleans())
def test_a_time_that_is_still_to_come_never_holds_a_chore_back(
    ahead: timedelta, every: timedelta, *, is_done: bool
) -> None:
    later = NOW + ahead + timedelta(microseconds=1)
    noted = Noted(later, later if is_done else None, later if is_done else None)
    assert is_due(noted, every, NOW)


@settings(max_examples=100)
@given(began=SPANS, took=SPANS, every=SPANS, state=st.sampled_from(("done", "failed", "cut off")))
def test_no_chore_rests_for_longer_than_its_interval_whatever_was_noted(
    began: timedelta, took: timedelta, every: timedelta, state: str
) -> None:
    began_at = NOW + began - timedelta(days=2000)
    ended_at = None if state == "cut off" else began_at + took
    noted = Noted(began_at, ended_at, ended_at if state == "done" else None)
    last = ended_at if state == "done" and ended_at else began_at
    assert is_due(noted, every, max(NOW, last) + max(every, AGAIN))
