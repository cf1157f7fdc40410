from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.turns import LONGEST_PAUSE, SHORTEST_PAUSE, Turn, due
from tests.builders import NOW, source

MINUTES = st.integers(-20_000, 20_000)
MOMENTS = st.none() | MINUTES.map(lambda minutes: NOW + timedelta(minutes=minutes))
NAMES = st.sampled_from("abcde")
TURNS = st.dictionaries(NAMES, st.builds(Turn, last_run_at=MOMENTS, due_at=MOMENTS))


def ago(**spans: float) -> datetime:
    return NOW - timedelta(**spans)


def whose(now: datetime = NOW, **turns: Turn) -> list[str]:
    return due({name: source(name) for name in turns}, turns, now)


@given(TURNS)
def test_a_source_is_due_when_its_moment_has_come_and_it_had_its_rest(
    turns: dict[str, Turn],
) -> None:
    found = due({name: source(name) for name in "abcde"}, turns, NOW)
    for name in "abcde":
        turn = turns.get(name, Turn())
        if turn.last_run_at and ago(minutes=5) < turn.last_run_at <= NOW + LONGEST_PAUSE:
            assert name not in found
        elif turn.last_run_at and turn.due_at and turn.due_at <= NOW:
            assert name in found
        elif turn.last_run_at and turn.due_at and turn.due_at <= NOW + LONGEST_PAUSE:
            assert (name in found) == (turn.last_run_at > NOW + LONGEST_PAUSE)


def test_a_source_that_never_ran_is_due_at_once_and_first() -> None:
    rested = Turn(ago(days=3), ago(days=2))
    assert whose(old=rested, new=Turn()) == ["new", "old"]


def test_the_one_that_waits_longest_comes_first() -> None:
    last = ago(days=3)
    assert whose(b=Turn(last, ago(hours=1)), a=Turn(last, ago(minutes=1))) == ["b", "a"]


def test_a_disabled_source_is_never_due() -> None:
    assert due({"a": source("a", enabled=False)}, {}, NOW) == []


def test_a_source_without_any_road_known_is_due_at_its_interval() -> None:
    assert whose(a=Turn(ago(minutes=61))) == ["a"]
    assert whose(a=Turn(ago(minutes=59))) == []


def test_no_source_is_crawled_twice_within_minutes() -> None:
    just = Turn(NOW - SHORTEST_PAUSE + timedelta(seconds=1), ago(hours=1))
    assert whose(a=just) == []
    assert whose(NOW + timedelta(seconds=2), a=just) == ["a"]


def test_moments_that_a_wrong_clock_wrote_keep_no_source_waiting_for_a_year() -> None:
    year = datetime(2027, 11, 22, tzinfo=UTC)
    assert whose(a=Turn(year, year)) == ["a"]
    assert whose(a=Turn(ago(hours=2), year)) == ["a"]
