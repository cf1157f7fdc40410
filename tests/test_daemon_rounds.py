"""A job that stops going round is seen; one that is at work is not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.daemon.rounds import Round


def test_a_job_that_did_not_run_for_three_rounds_is_told() -> None:
    one = Round(interval=30, longest=600, ended=1000)
    assert one.trouble(1000 + 3 * 30) == ""
    assert one.trouble(1000 + 5 * 60) == "did not run for 5 minutes"
    one.begin(1300)
    assert one.trouble(1300) == ""
    one.end(1310)
    assert one.trouble(1330) == ""


def test_a_job_under_way_is_worried_about_only_after_its_longest_time() -> None:
    one = Round(interval=30, longest=3600, ended=0)
    one.begin(10)
    assert one.trouble(10 + 3600) == ""
    assert one.trouble(10 + 7200) == "does not end: runs for 2 hours"


@given(st.floats(0.2, 86_400), st.floats(0, 2.9))
@settings(max_examples=60)
def test_a_job_within_its_time_is_well(interval: float, rounds: float) -> None:
    assert Round(interval, 10, ended=0).trouble(interval * rounds) == ""
