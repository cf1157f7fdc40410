import pytest

from crawler.verdict import Exit, Tally, counted, judge_run


def test_a_run_in_which_every_source_was_read_is_well() -> None:
    verdict = judge_run([Tally("a", hubs_ok=1, new=2), Tally("b", hubs_ok=1)], "finished")
    assert verdict.exit_code is Exit.OK
    assert verdict.line.startswith("All well: 2 sources read.")
    assert "2 new" in verdict.line


def test_one_source_is_counted_in_the_singular() -> None:
    line = judge_run([Tally("a", hubs_ok=1, copies=1)], "finished").line
    assert line.startswith("All well: 1 source read. 1 page fetched: 0 new, 0 revised, 1 copy, ")


def test_what_came_of_looking_again_is_told_where_there_is_something_to_tell() -> None:
    looked = Tally("a", hubs_ok=1, new=1, unchanged=3, gone=1)
    line = judge_run([looked, Tally("b", hubs_ok=1, unchanged=1)], "finished").line
    assert looked.fetched == 5
    assert line.endswith("0 failed, 4 unchanged, 1 gone.")
    assert judge_run([Tally("a", hubs_ok=1, new=1)], "finished").line.endswith("0 failed.")


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1200, "1,200 pages")]
)
def test_a_count_has_its_noun_in_the_right_number(count: int, words: str) -> None:
    assert counted(count, "page") == words


def test_a_noun_with_a_plural_of_its_own_keeps_it() -> None:
    assert (counted(1, "copy", "copies"), counted(3, "copy", "copies")) == ("1 copy", "3 copies")


def test_a_source_without_a_readable_hub_makes_the_run_partly_failed_and_is_named() -> None:
    verdict = judge_run([Tally("a", hubs_ok=1), Tally("broken", hubs_failed=2)], "finished")
    assert verdict.exit_code is Exit.SOME_FAILED
    assert "1 of 2 sources read; failed: broken." in verdict.line


def test_a_source_all_of_whose_pages_failed_has_failed() -> None:
    assert Tally("a", hubs_ok=1, failed=3).is_failed
    assert not Tally("a", hubs_ok=1, failed=3, off_topic=1).is_failed


def test_many_failed_sources_are_counted_beyond_the_first_five() -> None:
    bad = [Tally(f"s{n}", hubs_failed=1) for n in range(7)]
    assert "and 2 more" in judge_run([Tally("good", hubs_ok=1), *bad], "finished").line


def test_a_run_without_any_readable_source_has_failed() -> None:
    assert judge_run([Tally("a", hubs_failed=1)], "finished").exit_code is Exit.ALL_FAILED


def test_a_run_over_no_source_at_all_is_not_a_failure() -> None:
    assert judge_run([], "finished").exit_code is Exit.OK


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("no space", Exit.NO_SPACE),
        ("interrupted", Exit.INTERRUPTED),
        ("locked", Exit.BUSY),
        ("error", Exit.ERROR),
    ],
)
def test_what_stopped_a_run_decides_its_code(reason: str, code: Exit) -> None:
    assert judge_run([Tally("a", hubs_ok=1)], reason).exit_code is code


def test_every_exit_code_is_told_in_words() -> None:
    assert all(code.meaning for code in Exit)


def test_a_source_that_asked_to_be_left_alone_was_not_read() -> None:
    told = Tally("a", problem="throttled by the host until 11-22 18:00")
    assert told.is_failed
    assert judge_run([told], "finished").exit_code is Exit.ALL_FAILED


def test_sources_of_which_nothing_was_due_are_not_said_to_be_read() -> None:
    idle, read = Tally("a"), Tally("b", hubs_ok=1)
    assert judge_run([idle], "finished").line == "Nothing was due."
    line = judge_run([idle, read], "finished").line
    assert line == "Nothing new: 1 source read, no page was to be fetched."
    paged = Tally("b", hubs_ok=1, new=1)
    assert judge_run([idle, paged], "finished").line.startswith("All well: 1 source read.")
