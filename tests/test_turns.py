from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.turns import LONGEST_PAUSE, SHORTEST_PAUSE, Batches, Turn, due, next_due
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
        if turn.last_run_at and turn.last_run_at > NOW + SHORTEST_PAUSE:
            assert name in found
        elif turn.last_run_at and turn.last_run_at > ago(minutes=5):
            assert name not in found
        elif turn.last_run_at and turn.due_at and turn.due_at <= NOW:
            assert name in found
        elif turn.last_run_at and turn.due_at and turn.due_at <= NOW + LONGEST_PAUSE:
            assert name not in found


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


def test_a_last_run_that_is_still_to_come_keeps_no_source_waiting_at_all() -> None:
    ahead = NOW + timedelta(days=6)
    assert whose(a=Turn(ahead, ahead + timedelta(hours=1)), b=Turn(ahead)) == ["a", "b"]
    # a clock that was set back by a minute is no reason to ask twice
    assert whose(a=Turn(NOW + timedelta(minutes=1), ago(hours=1))) == []


def test_the_daemon_knows_when_it_looks_next() -> None:
    sources = {name: source(name) for name in ("a", "b")}
    turns = {"a": Turn(ago(hours=1), ago(minutes=-9)), "b": Turn(ago(hours=1), ago(minutes=-7))}
    assert next_due(sources, turns, NOW) == ago(minutes=-7)
    assert next_due(sources, {"a": turns["a"]}, NOW) == NOW
    assert next_due({}, turns, NOW) is None


# --- what goes into one crawl ------------------------------------------------------------------


def batches(largest: int = 20) -> Batches:
    return Batches(largest, lambda lost: 10.0 * lost)


def test_without_a_lost_crawl_those_that_wait_longest_go_into_one() -> None:
    assert batches(2).choose(["c", "a", "b"], 0) == ["c", "a"]
    assert batches().choose([], 0) == []


def test_sources_whose_crawl_died_rest_and_then_come_after_the_others() -> None:
    made = batches(2)
    made.died(["a", "b"], now=0)
    assert made.choose(["a", "b", "c"], 5) == ["c"]
    assert made.choose(["a", "b"], 5) == []
    assert made.choose(["a", "b", "c"], 10) == ["c"]
    assert made.choose(["a", "b"], 10) == ["a"]


def test_others_that_are_always_due_do_not_keep_those_that_died_waiting() -> None:
    made, crawls, due = batches(2), [], ["a", "b", "c", "d", "e"]
    made.died(["a", "b"], now=0)
    for now in range(100, 500, 100):
        crawls.append(made.choose(due, now))
        if "a" in crawls[-1]:
            made.died(crawls[-1], now)
        else:
            made.ended(crawls[-1])
    # b died as often as a when a went first, and less often afterwards
    assert crawls == [["c", "d"], ["a"], ["c", "d"], ["b"]]
    assert made.choose(due, 500) == ["b", "c"]


def test_each_lost_crawl_halves_the_next_one_down_to_a_single_source() -> None:
    made, names, sizes = batches(20), [f"s{n}" for n in range(20)], []
    for now in range(0, 700, 100):
        chosen = made.choose(names, now)
        sizes.append(len(chosen))
        made.died(chosen, now)
        made.died([name for name in names if name not in chosen], now)
    assert sizes == [20, 10, 5, 2, 1, 1, 1]


def test_crawls_that_die_for_a_while_whatever_is_in_them_are_soon_full_again() -> None:
    made, names = batches(8), [f"s{n}" for n in range(8)]
    for now in range(0, 500, 100):
        made.died(names, now)
    sizes, left = [], names
    while left:
        chosen = made.choose(left, 1000)
        sizes.append(len(chosen))
        made.ended(chosen)
        left = [name for name in left if name not in chosen]
    assert sizes == [1, 1, 1, 2, 3]
    assert made.choose(names, 1000) == names


@given(st.sets(st.integers(0, 59), max_size=3), st.sampled_from([1, 5, 20]))
@settings(max_examples=50)
def test_a_source_that_kills_its_crawls_is_found_out_and_the_others_are_crawled(
    poisonous: set[int], largest: int
) -> None:
    made, waiting, died, ended = batches(largest), list(range(60)), 0, 0
    while set(waiting) != poisonous:
        now = 1000.0 * (died + ended)
        chosen = made.choose([str(number) for number in waiting], now)
        assert 0 < len(chosen) <= largest
        if poisonous & set(map(int, chosen)):
            made.died(chosen, now)
            died += 1
        else:
            made.ended(chosen)
            waiting = [number for number in waiting if str(number) not in chosen]
            ended += 1
        # they take turns, and each source is found out in a few crawls
        assert died <= ended + 12 * len(poisonous)


def test_a_stored_page_that_is_to_be_looked_at_again_makes_its_source_due_after_its_rest() -> None:
    later = NOW + timedelta(hours=3)
    assert whose(a=Turn(ago(minutes=20), later, ago(minutes=1))) == ["a"]
    assert whose(a=Turn(ago(minutes=4), later, ago(minutes=1))) == []
    assert whose(a=Turn(ago(minutes=20), later, NOW + timedelta(minutes=1))) == []
    assert whose(a=Turn(ago(minutes=20), None, ago(minutes=1))) == ["a"]


def test_a_source_whose_file_wants_no_such_look_is_not_due_for_one() -> None:
    turn = Turn(ago(minutes=20), NOW + timedelta(hours=3), ago(minutes=1))
    assert due({"a": source("a", max_revisits=0)}, {"a": turn}, NOW) == []
