"""The run log leaves the archive's verdict in Scrapy's stats, whatever ended the crawl."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.extensions.runlog import RunLog
from crawler.verdict import Exit, RunVerdict, judge_run


class Stats(dict[str, object]):
    def set_value(self, name: str, value: object) -> None:
        self[name] = value


class Crawling:
    """A crawler, its signals, its spider and its frontier in one."""

    def __init__(self) -> None:
        self.stats, self.signals, self.frontier = Stats(), self, self
        self.listeners: list[object] = []
        self.finished_with: list[str] = []

    def connect(self, listener: object, signal: object) -> None:
        self.listeners.append((listener, signal))

    def finish(self, reason: str) -> RunVerdict:
        self.finished_with.append(reason)
        return judge_run([], reason)


@pytest.mark.parametrize(
    ("scrapys", "ours", "code"),
    [
        ("finished", "finished", Exit.OK),
        ("shutdown", "interrupted", Exit.INTERRUPTED),
        ("no_space", "no space", Exit.NO_SPACE),
        ("memusage_exceeded", "error", Exit.ERROR),
        ("closespider_timeout", "error", Exit.ERROR),
    ],
)
def test_every_end_of_a_crawl_is_told_by_its_code(scrapys: str, ours: str, code: Exit) -> None:
    crawling: Any = Crawling()
    RunLog.from_crawler(crawling).spider_closed(crawling, scrapys)
    assert crawling.finished_with == [ours]
    assert crawling.stats["kenwatch/exit_code"] == code
    assert crawling.stats["kenwatch/verdict"]
    assert len(crawling.listeners) == 1
