"""Run one crawl in this process and tell truthfully how it ended."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.verdict import Exit, RunVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.verdict import Tally


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """The verdict of a crawl and the tallies behind it; ``error`` where it could not start."""

    verdict: RunVerdict
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    error: Exception | None = None


def run_crawl(process: Any, spider_name: str, arguments: Mapping[str, str]) -> CrawlEnd:
    """Run a spider in an ``AsyncCrawlerProcess`` until it ends. One call a process.

    What keeps the crawl from starting (a bad source file, a busy archive) is returned with
    the exit code that the error carries.
    """
    try:
        crawler = process.create_crawler(spider_name)
    except Exception as error:  # noqa: BLE001 - whatever the set-up raises is told, not thrown
        return _not_started(error)
    task = process.crawl(crawler, **arguments)
    process.start()
    # how it ended is told yet, whatever comes now; else a second Ctrl-C would cut that off
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fault = task.exception() if task.done() and not task.cancelled() else None
    if fault is not None or crawler.spider is None:
        return _not_started(fault or RuntimeError("the crawl did not start"))
    frontier = crawler.spider.frontier
    # a crawl that ended by itself is closed already; one that was forced to end is not
    end = CrawlEnd(frontier.finish("interrupted"), dict(frontier.tallies()))
    frontier.close()
    return end


def _not_started(error: Exception) -> CrawlEnd:
    code = Exit(getattr(error, "exit_code", Exit.ERROR))
    return CrawlEnd(RunVerdict(str(error).strip("'\""), code), error=error)
