"""What the end of a child says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.verdict import Exit
from desk.daemon.outcomes import PAUSE_LIMIT, finished, meaning, pause, problem


@pytest.mark.parametrize(
    ("code", "words"),
    [(0, "every source was read"), (75, "another kenwatch"), (-9, "killed"), (77, "unknown")],
)
def test_every_end_of_a_crawl_has_words(code: int, words: str) -> None:
    assert words in meaning(code)
    assert all(meaning(known) == known.meaning for known in Exit)


@given(st.integers(1, 10_000), st.floats(0.2, 3600))
@settings(max_examples=50)
def test_crawls_that_fail_in_a_row_are_repeated_ever_more_slowly(
    failures: int, tick: float
) -> None:
    assert pause(0, tick) == 0
    assert 0 < pause(failures, tick) <= pause(failures + 1, tick)
    assert pause(failures + 1, tick) <= PAUSE_LIMIT


@pytest.mark.parametrize("code", [Exit.USAGE, Exit.NO_SPACE, Exit.BAD_CONFIG, Exit.BUSY])
def test_what_is_not_for_the_sources_blames_none(code: Exit) -> None:
    assert finished(code) is None


def test_a_crawl_that_died_did_not_do_its_work_and_one_with_failures_did() -> None:
    assert [finished(code) for code in (0, 5, 6, 11, 1, -9)] == [True] * 4 + [False] * 2


def test_one_accident_is_no_problem_and_two_are() -> None:
    assert problem("crawl", -9, 1, "") == ""
    assert problem("crawl", -9, 2, "") == "crawl cannot do its work (code -9): killed"
    assert problem("crawl", 75, 2, "") == ""
    assert "another kenwatch" in problem("crawl", 75, 3, "")


@pytest.mark.parametrize("code", [Exit.NO_SPACE, Exit.BAD_CONFIG, Exit.USAGE])
def test_what_does_not_mend_itself_is_a_problem_at_once(code: Exit) -> None:
    assert (
        problem("crawl", code, 1, "no room")
        == f"crawl cannot do its work (code {int(code)}): no room"
    )
