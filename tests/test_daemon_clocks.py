"""Clocks that part: a jump is a jump, a sleep a sleep, and slow drift neither."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.daemon.clocks import Leap, Reading, leap, read, span

DAY = 86_400.0
START = Reading(wall=1_795_000_000.0, running=500.0, since_boot=900.0)


def after(passed: float, *, jumped: float = 0.0, slept: float = 0.0) -> Reading:
    return Reading(
        START.wall + passed + slept + jumped,
        START.running + passed,
        START.since_boot + passed + slept,
    )


@pytest.mark.parametrize("seconds", [60.0, 3600.0, DAY, 3653 * DAY])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_that_was_set_is_seen_either_way(seconds: float, sign: int) -> None:
    found = leap(START, after(10, jumped=sign * seconds))
    assert found.jumped == pytest.approx(sign * seconds)
    assert found.slept == 0
    assert ("ahead" if sign > 0 else "back") in str(found)


def test_a_sleep_is_no_jump() -> None:
    found = leap(START, after(10, slept=8 * 3600))
    assert found.slept == pytest.approx(8 * 3600)
    assert found.jumped == 0
    assert str(found) == "the machine slept for 8 hours"


def test_both_at_once_are_both_told() -> None:
    words = str(leap(START, after(10, slept=DAY, jumped=-60)))
    assert words == "the machine slept for 1 day; the clock was set back by 1 minute"


@given(st.floats(0, 1e6), st.floats(-4.9, 4.9))
@settings(max_examples=80)
def test_what_a_time_server_corrects_is_no_leap(passed: float, drift: float) -> None:
    assert not leap(START, after(passed, jumped=drift))
    assert not Leap()


@given(st.floats(-1e18, 1e18))
@settings(max_examples=60)
def test_every_wall_clock_is_a_moment(wall: float) -> None:
    assert Reading(wall, 0, 0).moment.tzinfo is not None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (59.9, "59 seconds"), (60, "1 minute"), (7200, "2 hours"),
     (DAY, "1 day"), (3653 * DAY, "3653 days")],
)  # fmt: skip
def test_a_span_has_its_largest_unit(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_the_real_clocks_go_on() -> None:
    first = read()
    time.sleep(0.01)
    second = read()
    assert first.running < second.running
    assert first.since_boot < second.since_boot
    assert not leap(first, second)


def test_without_a_clock_of_the_boot_the_running_one_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    now = read()
    assert now.since_boot == now.running
