"""Show a crawl while it runs: a live table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import time
from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import TextIO

    from rich.console import RenderableType
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall

    from crawler.spiders.news import NewsSpider
    from crawler.verdict import Tally

_LIVE_SECONDS = 0.25
_PLAIN_SECONDS = 5.0
_ROWS = 15
# lines of a screen that are not rows: heading, sums, and room to see what was typed
_OTHER_LINES = 5
_NARROW = 72
_LONGEST_BAR = 40
# what the other columns take, headings, gaps and the longest usual id included
_COLUMNS = 68
# field of the tally → heading on a narrow screen
_COUNTS = {
    "listed": "list",
    "fetched": "got",
    "new": "new",
    "copies": "copy",
    "off_topic": "off",
    "failed": "fail",
}


class Screen(Console):
    """The terminal on stderr. That its reader has gone must not end the crawl."""

    def on_broken_pipe(self) -> None:
        """Be silent from now on; rich itself would end the process."""
        self.quiet = True


class Progress:
    """Setting ``PROGRESS``: "auto" (live on a terminal), "live", "plain" or "none".

    A terminal that cannot move its cursor gets plain lines in any case: at most one every
    five seconds and none twice, and the last state when the crawl ends.
    """

    def __init__(
        self, screen: Console, *, live: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._screen = screen
        self._live = Live(console=screen, auto_refresh=False, transient=True) if live else None
        self._loop: AsyncioLoopingCall | LoopingCall | None = None
        self._shown: object = None
        self._clock = clock
        self._started = clock()
        self._spider: NewsSpider | None = None
        self._rerouted: list[tuple[logging.StreamHandler[Any], Any]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the begin and the end of the crawl."""
        mode = crawler.settings.get("PROGRESS", "auto")
        if mode == "none":
            raise NotConfigured
        extension = cls(Screen(stderr=True), live=mode != "plain" and can_move(sys.stderr))
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: NewsSpider) -> None:
        """Begin to show."""
        self._spider = spider
        if self._live:
            self._begin_live(self._live)
        self._loop = create_looping_call(self.show)
        self._loop.start(_LIVE_SECONDS if self._live else _PLAIN_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Wipe the live table, or print the last state as a line."""
        if self._loop and self._loop.running:
            self._loop.stop()
        if self._live:
            self._end_live(self._live)
        else:
            self.show()

    def show(self) -> None:
        """Draw the state of the crawl, if it is another than the one on the screen."""
        if self._spider is None:
            return
        tallies = self._spider.frontier.tallies()
        seconds = self._clock() - self._started
        line = progress_line(tallies)
        state = (int(seconds), *map(astuple, tallies.values())) if self._live else line
        if state == self._shown:
            return
        self._shown = state
        if self._live:
            self._live.update(live_view(tallies, seconds, self._screen), refresh=True)
        else:
            self._screen.print(f"{seconds:5.0f} s  {line}", highlight=False, soft_wrap=True)

    def _begin_live(self, live: Live) -> None:
        live.start()
        # a forced end (a second Ctrl-C) closes no spider, and would leave the cursor hidden
        atexit.register(live.stop)
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.__stderr__:
                # log lines that pass by the table would cut it in two; live.start has put
                # a stream that prints above it in the place of sys.stderr
                self._rerouted.append((handler, handler.stream))
                handler.setStream(sys.stderr)

    def _end_live(self, live: Live) -> None:
        for handler, stream in self._rerouted:
            handler.setStream(stream)
        self._rerouted.clear()
        live.stop()
        atexit.unregister(live.stop)


def can_move(stream: TextIO) -> bool:
    """Whether a stream is a terminal that can draw a line anew."""
    return stream.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")


def progress_line(tallies: Mapping[str, Tally]) -> str:
    """The state of a crawl in one line."""
    words = [f"{_sum(tallies.values(), name)} {name}" for name in ("listed", "fetched", "new")]
    return ", ".join([*words, f"{_sum(tallies.values(), 'failed')} failed"])


def live_view(tallies: Mapping[str, Tally], seconds: float, screen: Console) -> RenderableType:
    """The table that fits the screen as it is now."""
    rows = max(1, min(_ROWS, screen.height - _OTHER_LINES))
    ascii_only = screen.options.ascii_only
    return progress_table(tallies, seconds, screen.width, rows, ascii_only=ascii_only)


def progress_table(
    tallies: Mapping[str, Tally],
    seconds: float,
    width: int,
    rows: int = _ROWS,
    *,
    ascii_only: bool = False,
) -> Table:
    """The state of a crawl: the busiest ``rows`` sources, and the sums of all in a last row.

    A bar shows what became of the pages so far: kept, left out, failed. The longest belongs to
    the busiest source. A screen under 72 letters has no bars and short headings.
    """
    busy = sorted(tallies.values(), key=lambda tally: (-tally.fetched, -tally.listed))[:rows]
    longest = 0 if width < _NARROW else min(_LONGEST_BAR, width - _COLUMNS)
    table = _grid(longest)
    most = max((tally.fetched for tally in busy), default=0)
    for tally in sorted(busy, key=lambda tally: tally.source_id):
        drawn = [bar(tally, most, longest, ascii_only=ascii_only)] if longest else []
        counts = [str(getattr(tally, name) or "-") for name in _COUNTS]
        table.add_row(tally.source_id, *drawn, *counts)
    sums = [str(_sum(tallies.values(), name)) for name in _COUNTS]
    name = f"all {len(tallies)}" if len(busy) < len(tallies) else "all"
    table.add_row(name, *([_clock_words(seconds)] if longest else []), *sums, style="bold")
    return table


def _grid(longest: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("source", no_wrap=True, max_width=14, overflow="ellipsis")
    if longest:
        table.add_column("", no_wrap=True, width=longest)
    for name, short in _COUNTS.items():
        heading = name.replace("_", "-") if longest else short
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def bar(tally: Tally, most: int, longest: int, *, ascii_only: bool = False) -> Text:
    """What became of a source's pages, as long as its share of ``most`` pages.

    A page takes one letter at most, so that a bar grows from the first page on.
    """
    kept = tally.new + tally.revised + tally.copies
    parts = ((kept, "#█", "green"), (tally.fetched - kept - tally.failed, "-░", "dim"))
    drawn, pages, letters = Text(), 0, 0
    for count, letter, style in (*parts, (tally.failed, "x▓", "red")):
        pages += count
        # rounded up: one page of a thousand is still seen
        until = -(-pages * longest // max(most, longest, 1))
        drawn.append(letter[not ascii_only] * (until - letters), style=style)
        letters = until
    return drawn


def _clock_words(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _sum(tallies: Collection[Tally], name: str) -> int:
    return sum(getattr(tally, name) for tally in tallies)
