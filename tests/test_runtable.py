"""The table at the end of a run fits the screen and keeps every count."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from crawler.verdict import Tally
from desk.runtable import run_table, screen_counts, screen_line, why
from pipelines.model import MISSED, Reason


def lines(tallies: list[Tally], width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, _environ={})
    console.print(run_table(tallies, width))
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue().splitlines()


@given(
    st.lists(st.integers(0, 9999), min_size=1, max_size=6),
    st.sampled_from([80, 100, 120, 200]),
    st.text(max_size=80),
)
@settings(max_examples=60)
def test_no_line_is_wider_than_the_screen_whatever_a_site_said(
    counts: list[int], width: int, words: str
) -> None:
    tallies = [
        Tally(f"source_{n}", listed=count, new=count, failed=1, problem=words, reasons={words: 1})
        for n, count in enumerate(counts)
    ]
    shown = lines(tallies, width)
    # what counts is cells: a mark that combines takes none
    assert all(cell_len(line) <= width for line in shown)
    text = "\n".join(shown)
    assert all(str(count or "·") in text for count in counts)
    assert "\x1b" not in text


def test_the_last_row_holds_the_sums_of_several_sources_only() -> None:
    two = [Tally("b", listed=40, new=2), Tally("a", listed=2, new=1, failed=5)]
    shown = [line.split() for line in lines(two, 120) if line.strip()]
    assert [row[0] for row in shown if row[0] in ("a", "b", "all")] == ["a", "b", "all"]
    assert shown[-1] == ["all", "42", "8", "3", "0", "0", "0", "0", "5"]
    assert not any(line.split()[:1] == ["all"] for line in lines(two[:1], 120))


def test_unchanged_and_gone_pages_have_a_column_where_there_are_any() -> None:
    pages = [Tally("a", listed=1, gone=2), Tally("b", unchanged=41)]
    for width, heading in ((80, "gone"), (120, "gone"), (80, "same"), (120, "unchanged")):
        assert heading in lines(pages, width)[1]
        assert heading not in lines([Tally("a", listed=1)], width)[1]
    shown = [line.split() for line in lines(pages, 120) if line.strip()]
    assert shown[-1][-3:] == ["0", "41", "2"]


def test_the_time_is_told_in_a_narrow_window_too() -> None:
    tally = [Tally("a", listed=1, seconds=12.4)]
    assert "12 s" in "".join(lines(tally, 120))
    assert "12 s" in "".join(lines(tally, 80))


def test_reasons_are_told_most_frequent_first_and_off_topic_is_none_of_them() -> None:
    tally = Tally(
        "a",
        failed=3,
        queued=7,
        problem="no hub could be read",
        reasons={"off-topic": 9, "timed out": 1, "connection refused": 2},
    )
    assert why(tally) == (
        "no hub could be read; 2 × connection refused; 1 × timed out; 7 left for the next run"
    )
    assert why(Tally("a")) == ""
    many = Tally("a", reasons={f"reason {n}": 9 - n for n in range(6)})
    assert why(many).endswith("6 × reason 3; 2 more reasons")


def test_why_pages_failed_stands_below_the_table_under_the_source() -> None:
    tallies = [Tally("a", failed=1, reasons={"timed out": 1}), Tally("b", new=1)]
    shown = [line for line in lines(tallies, 80) if line.strip()]
    assert shown[-1].strip() == "a: 1 × timed out"
    assert not any("×" in line for line in lines(tallies[1:], 80))


def test_the_screen_is_told_with_what_its_sample_proved() -> None:
    tallies = [
        Tally(
            "a", reasons={Reason.SCREENED: 900, Reason.SCREENED_CHECKED: 20, Reason.OFF_TOPIC: 7}
        ),
        Tally("b", reasons={Reason.SCREENED: 100, Reason.SCREENED_CHECKED: 4}),
    ]
    assert screen_counts(tallies) == {"screened": 1024, "judged_in_full": 24, "missed": 0}
    assert screen_line(tallies) == (
        "Screened: 1,024 pages without a word of ours; 24 judged in full as a sample,"
        " none of them relevant."
    )


def test_a_page_that_the_screen_lost_is_told_at_the_end() -> None:
    tallies = [Tally("a", reasons={Reason.SCREENED: 9, MISSED: 2})]
    assert screen_counts(tallies) == {"screened": 11, "judged_in_full": 2, "missed": 2}
    assert screen_line(tallies).endswith("2 judged in full as a sample, 2 of them relevant.")


def test_a_screen_without_a_sample_tells_of_none() -> None:
    told = screen_line([Tally("a", reasons={Reason.SCREENED: 9})])
    assert told == "Screened: 9 pages without a word of ours."


def test_nothing_is_said_of_the_screen_where_it_left_nothing_out() -> None:
    assert screen_line([Tally("a", reasons={Reason.OFF_TOPIC: 3})]) == ""
