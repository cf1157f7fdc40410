"""What the components of a crawl share, and what the end of a run does to a page half read."""

from __future__ import annotations

import asyncio
import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.verdict import out_of_time
from pipelines import stages
from tests.builders import page, source

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

    from pipelines.stages import Refine


class Crawling:
    """As much of a crawler as the stages look at."""

    def __init__(self, path: Path) -> None:
        self.settings = Settings({"ARCHIVE": str(path), "DRY_RUN": False, "ARCHIVE_WAIT": 0})
        self.signals = SignalManager()
        self.spider = SimpleNamespace(sources={"agency": source()})
        self.engine, self.crawling = None, True


def as_crawler(given: Crawling) -> Crawler:
    return cast("Crawler", given)


def test_a_crawl_that_is_over_leaves_no_bench_behind(tmp_path: Path) -> None:
    before = len(stages._benches)
    for _ in range(3):
        crawling = Crawling(tmp_path / "a.db")
        stages.bench_of(as_crawler(crawling)).archive.close()
    del crawling
    gc.collect()
    assert len(stages._benches) == before


def test_a_page_for_which_the_run_has_no_time_is_dropped_and_stays_queued(tmp_path: Path) -> None:
    crawling = Crawling(tmp_path / "a.db")
    refine: Refine = stages.Refine.from_crawler(as_crawler(crawling))
    begun = asyncio.Event()

    class Stuck:
        async def refine(self, *given: Any) -> None:
            assert given
            begun.set()
            await asyncio.sleep(3600)

    refine._workers.close()
    refine._workers = cast("Any", Stuck())

    async def work() -> None:
        reading = asyncio.ensure_future(refine.process_item(page()))
        await begun.wait()
        crawling.signals.send_catch_log(out_of_time)
        with pytest.raises(DropItem, match="ended before it was read"):
            await reading

    asyncio.run(work())
    stages.bench_of(as_crawler(crawling)).archive.close()
