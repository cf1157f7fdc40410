"""The progress display: what it draws, and that nothing of it stays or breaks."""

from __future__ import annotations

import io
import logging
import os
import pty
import re
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from crawler.extensions.progress import (
    Progress,
    Screen,
    bar,
    can_move,
    live_view,
    progress_line,
    progress_table,
)
from crawler.verdict import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTS = st.integers(0, 100_000)
TALLIES = st.builds(
    Tally,
    st.from_regex(r"[a-z0-9][a-z0-9_]{0,30}", fullmatch=True),
    listed=COUNTS, new=COUNTS, copies=COUNTS, off_topic=COUNTS, failed=COUNTS,
)  # fmt: skip


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def a_spider(tallies: Mapping[str, Tally]) -> Any:
    return SimpleNamespace(frontier=SimpleNamespace(tallies=lambda: tallies))


def a_terminal(width: int = 80, height: int = 24) -> Console:
    return Console(
        file=io.StringIO(),
        force_terminal=True,
        width=width,
        height=height,
        _environ={"TERM": "xterm"},
    )


def written(console: Console) -> str:
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def drawn(table: object, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, _environ={})
    console.print(table)
    return written(console).splitlines()


@given(st.lists(TALLIES, max_size=40, unique_by=lambda t: t.source_id), st.sampled_from([80, 120]))
@settings(max_examples=60)
def test_the_table_fits_the_screen_and_shows_the_busiest_and_all_sums(
    tallies: list[Tally], width: int
) -> None:
    small = {t.source_id: t for t in tallies}
    lines = drawn(progress_table(small, 5, width), width)
    assert len(lines) == 2 + min(15, len(tallies))
    assert all(len(line) <= width for line in lines)
    assert lines[-1].startswith("all")
    assert str(sum(t.listed for t in tallies)) in lines[-1]
    assert not any("…" in line[15:] for line in lines), "a count was cut"


@pytest.mark.parametrize(("width", "height"), [(40, 6), (60, 24), (80, 10), (200, 50)])
def test_a_small_window_gets_fewer_rows_and_no_bars(width: int, height: int) -> None:
    tallies = {name: Tally(name, listed=9, new=3, failed=1) for name in "abcdefghijklmnopqrst"}
    lines = drawn(live_view(tallies, 70, a_terminal(width, height)), width)
    assert len(lines) < height
    assert ("█" in "".join(lines)) is (width > 72)
    assert lines[-1].startswith("all 20")


@given(TALLIES, st.integers(1, 60))
def test_a_bar_is_as_long_as_its_share_and_shows_each_kind(tally: Tally, longest: int) -> None:
    most = tally.fetched + 7
    text = bar(tally, most, longest, ascii_only=True).plain
    assert len(text) == -(-tally.fetched * longest // max(most, longest))
    assert re.fullmatch(r"#*-*x*", text)
    assert len(text) <= longest
    assert bool(text) is bool(tally.fetched)


def test_the_plain_line_counts_all_sources() -> None:
    tallies = {"a": Tally("a", listed=4, new=1), "b": Tally("b", listed=3, failed=2)}
    assert progress_line(tallies) == "7 listed, 3 fetched, 1 new, 2 failed"


def test_plain_lines_are_told_when_something_changed_and_never_twice() -> None:
    tally, clock = Tally("a"), Clock()
    console = Console(file=io.StringIO(), width=40, _environ={})
    progress = Progress(console, live=False, clock=clock)
    progress.show()
    progress._spider = a_spider({"a": tally})
    for now, listed in ((5, 3), (10, 3), (15, 4)):
        clock.now, tally.listed = now, listed
        progress.show()
    progress.spider_closed()
    assert written(console).splitlines() == [
        "    5 s  3 listed, 0 fetched, 0 new, 0 failed",
        "   15 s  4 listed, 0 fetched, 0 new, 0 failed",
    ]


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Progress:
    """A live display that no reactor refreshes."""
    quiet = SimpleNamespace(running=True, start=lambda *_, **__: None, stop=lambda: None)
    monkeypatch.setattr("crawler.extensions.progress.create_looping_call", lambda _: quiet)
    return Progress(a_terminal(), live=True, clock=Clock())


def test_the_live_table_is_drawn_only_when_it_changes_and_is_wiped_at_the_end(
    live: Progress,
) -> None:
    tally = Tally("herald", listed=5)
    live.spider_opened(a_spider({"herald": tally}))
    live.show()
    once = written(live._screen)
    assert "herald" in once
    live.show()
    assert written(live._screen) == once
    tally.new = 2
    live.show()
    assert written(live._screen) != once
    live.spider_closed()
    end = written(live._screen)[len(once) :]
    # the cursor is shown again, and each line of the table is erased
    assert "\x1b[?25h" in end
    assert end.rindex("\x1b[2K") > end.rindex("herald")


def test_log_lines_are_printed_above_the_live_table(
    live: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", original)
    handler = logging.StreamHandler(original)
    logging.getLogger().addHandler(handler)
    try:
        live.spider_opened(a_spider({"herald": Tally("herald")}))
        logging.getLogger("x").error("a line of the log")
        assert original.getvalue() == ""
        assert "a line of the log" in written(live._screen)
        live.spider_closed()
        logging.getLogger("x").error("afterwards")
        assert original.getvalue() == "afterwards\n"
    finally:
        logging.getLogger().removeHandler(handler)


def test_only_a_terminal_that_can_move_its_cursor_is_drawn_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    main, side = pty.openpty()
    with os.fdopen(side, "w") as terminal:
        for name, able in (("xterm", True), ("dumb", False)):
            monkeypatch.setenv("TERM", name)
            assert can_move(terminal) is able
            assert not can_move(cast("TextIO", io.StringIO()))
    os.close(main)


def test_a_reader_of_the_progress_that_went_away_does_not_end_the_crawl() -> None:
    read, write = os.pipe()
    os.close(read)
    file = os.fdopen(write, "w", buffering=1)
    screen = Screen(file=file, _environ={})
    progress = Progress(screen, live=False)
    progress._spider = a_spider({"a": Tally("a", listed=1)})
    progress.show()
    assert screen.quiet
    with pytest.raises(BrokenPipeError):
        file.close()
