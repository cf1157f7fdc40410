"""Problems are told once, again while they last, and when they are over; never in a storm."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.daemon.clocks import Reading
from desk.daemon.problems import AGAIN_SECONDS, Cry, Problems, one_line


def at(seconds: float) -> Reading:
    return Reading(1_795_000_000 + seconds, seconds, seconds)


def told(problems: Problems, seconds: float) -> list[Cry]:
    """What is to be told by then, all of which is heard."""
    cries = list(problems.to_cry(at(seconds)))
    for cry in cries:
        problems.cried(cry, at(seconds))
    return cries


def test_a_problem_is_told_once_and_again_after_six_hours() -> None:
    problems = Problems()
    told = [problems.begin("archive", "a.db: is gone", at(s)) for s in range(0, 50_000, 30)]
    assert told.count(True) == 1 + int(50_000 // AGAIN_SECONDS)
    assert bool(problems)
    assert problems.open["archive"].words == "a.db: is gone"


def test_other_words_are_told_at_once() -> None:
    problems = Problems()
    assert problems.begin("archive", "is gone", at(0))
    assert problems.begin("archive", "is damaged", at(1))
    assert not problems.begin("archive", "is damaged", at(2))


def test_the_end_is_told_once_with_how_long_it_took() -> None:
    problems = Problems()
    assert problems.over("archive", at(0)) == ""
    problems.begin("archive", "is gone", at(0))
    assert problems.over("archive", at(7200)) == "well again after 2 hours: is gone"
    assert problems.over("archive", at(7200)) == ""
    assert not problems


def test_people_are_told_after_the_grace_and_of_the_end() -> None:
    problems = Problems(grace=60)
    problems.begin("disk", "is full", at(0))
    assert list(problems.to_cry(at(59))) == []
    assert told(problems, 60) == [Cry("is full")]
    assert told(problems, 61) == []
    assert told(problems, 60 + AGAIN_SECONDS) == [Cry("is full")]
    problems.over("disk", at(30_000))
    assert told(problems, 30_001) == [Cry("is full", is_over=True)]
    assert told(problems, 30_002) == []


def test_what_reached_nobody_is_told_again_first_after_a_minute_and_so_is_its_end() -> None:
    problems = Problems(grace=0)
    problems.begin("disk", "is full", at(0))
    tried = [s for s in range(0, 3601, 10) if list(problems.to_cry(at(s)))]
    assert tried[:4] == [0, 60, 180, 420]
    assert tried[-1] > 2900
    assert told(problems, 4000) == [Cry("is full")]
    problems.over("disk", at(4100))
    assert list(problems.to_cry(at(4101))) == [Cry("is full", is_over=True)]
    assert list(problems.to_cry(at(4102))) == []
    assert told(problems, 4162) == [Cry("is full", is_over=True)]
    assert told(problems, 9000) == []


def test_what_ends_while_it_is_told_is_told_to_be_over() -> None:
    problems = Problems(grace=0)
    problems.begin("disk", "is full", at(0))
    (cry,) = problems.to_cry(at(0))
    problems.over("disk", at(1))
    problems.cried(cry, at(2))
    assert told(problems, 3) == [Cry("is full", is_over=True)]


def test_an_end_that_nobody_heard_of_is_forgotten_when_it_begins_anew() -> None:
    problems = Problems(grace=0)
    problems.begin("disk", "is full", at(0))
    assert told(problems, 0)
    problems.over("disk", at(1))
    problems.begin("disk", "is full", at(2))
    assert told(problems, 3) == []
    problems.over("disk", at(4))
    assert told(problems, 5) == [Cry("is full", is_over=True)]


def test_of_a_warning_people_are_told_and_the_daemon_is_well() -> None:
    problems = Problems(grace=60)
    problems.begin("sink phone", "is dead", at(0), is_warning=True)
    assert not problems
    assert (problems.words(), problems.words(warnings=True)) == ([], ["is dead"])
    assert told(problems, 60) == [Cry("is dead")]
    problems.begin("disk", "is full", at(61))
    assert problems
    assert problems.words() == ["is full"]


def test_what_is_over_within_the_grace_disturbs_nobody() -> None:
    problems = Problems(grace=60)
    problems.begin("disk", "is full", at(0))
    problems.over("disk", at(50))
    assert list(problems.to_cry(at(100))) == []


@given(st.lists(st.tuples(st.booleans(), st.floats(1, 3000)), max_size=60))
@settings(max_examples=60)
def test_one_that_comes_and_goes_is_cried_once_in_six_hours(
    steps: list[tuple[bool, float]],
) -> None:
    problems, now = Problems(grace=0), 0.0
    cries: list[tuple[float, Cry]] = []
    for is_wrong, pause in steps:
        now += pause
        if is_wrong:
            problems.begin("disk", "is full", at(now))
        else:
            problems.over("disk", at(now))
        cries += [(now, cry) for cry in told(problems, now)]
    begins = [when for when, cry in cries if not cry.is_over]
    ends = [when for when, cry in cries if cry.is_over]
    assert all(b - a >= AGAIN_SECONDS for a, b in pairwise(begins))
    assert len(ends) <= len(begins)


@given(st.text(max_size=2000))
@settings(max_examples=80)
def test_words_of_any_origin_become_one_printable_line(words: str) -> None:
    line = one_line(words)
    assert line.isprintable()
    assert len(line) <= 500
