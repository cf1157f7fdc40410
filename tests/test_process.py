"""What keeps a crawl from starting is returned with its code, never thrown."""

from __future__ import annotations

import asyncio
import signal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from crawler.process import run_crawl
from crawler.sources import SourceError
from crawler.verdict import Exit, RunVerdict, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

WELL = RunVerdict("All well", Exit.OK)


@pytest.fixture(autouse=True)
def _interrupts() -> Iterator[None]:
    """What a crawl leaves ignored at its end is heard again in the next test."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


class Process:
    """A crawler process that fails where it is told to."""

    def __init__(
        self,
        at_setup: Exception | None = None,
        at_start: Exception | None = None,
        *,
        spiderless: bool = False,
    ) -> None:
        self.at_setup, self.at_start, self.spiderless = at_setup, at_start, spiderless
        self.closed = False
        self.given: dict[str, str] = {}
        self.spider: Any = None

    def create_crawler(self, name: str) -> Any:
        if self.at_setup:
            raise self.at_setup
        frontier = SimpleNamespace(
            finish=lambda _: WELL, tallies=lambda: {name: Tally(name, new=1)}, close=self._close
        )
        if self.at_start is None and not self.spiderless:
            self.spider = SimpleNamespace(frontier=frontier)
        return self

    def _close(self) -> None:
        self.closed = True

    def crawl(self, crawler: Process, **given: str) -> asyncio.Future[None]:
        assert crawler is self
        self.given = given
        self._loop = asyncio.new_event_loop()
        task: asyncio.Future[None] = self._loop.create_future()
        if self.at_start:
            task.set_exception(self.at_start)
        return task

    def start(self) -> None:
        self._loop.close()


def test_a_crawl_that_ran_gives_verdict_and_tallies_and_closes_the_archive() -> None:
    process = Process()
    end = run_crawl(process, "news", {"limit": "3"})
    assert (end.verdict, end.error, dict(end.tallies)) == (
        WELL,
        None,
        {"news": Tally("news", new=1)},
    )
    assert (process.closed, process.given) == (True, {"limit": "3"})


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize(
    ("error", "code"),
    [(SourceError("a.toml: is not TOML"), Exit.BAD_CONFIG), (ValueError("no number"), Exit.ERROR)],
)
def test_an_error_keeps_its_words_and_its_code(
    error: Exception, code: Exit, *, early: bool
) -> None:
    process = Process(at_setup=error) if early else Process(at_start=error)
    end = run_crawl(process, "news", {})
    assert (end.error, end.verdict) == (error, RunVerdict(str(error), code))


def test_an_unknown_spider_is_told_without_quotation_marks() -> None:
    end = run_crawl(Process(at_setup=KeyError("Spider not found: x")), "x", {})
    assert end.verdict.line == "Spider not found: x"


def test_a_crawl_without_a_spider_and_without_an_error_did_not_start() -> None:
    end = run_crawl(Process(spiderless=True), "news", {})
    assert end.verdict == RunVerdict("the crawl did not start", Exit.ERROR)


def test_an_interrupt_after_the_end_does_not_cut_off_what_is_told() -> None:
    run_crawl(Process(), "news", {})
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
