"""The Scrapy face of the pipelines: ``Refine`` awaits the worker pool, ``Store`` writes.

Archive, run book, frontier and store of one crawl share one connection; ``bench_of`` gives
each crawler its set.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, cast
from weakref import WeakKeyDictionary, ref

from scrapy.exceptions import DropItem

from crawler.verdict import out_of_time
from pipelines.archive import Archive, ArchiveError, ArchiveFullError
from pipelines.frontier import SqliteFrontier
from pipelines.lessons import Lessons
from pipelines.runs import RunBook
from pipelines.store import Refined
from pipelines.store import Store as ArchiveStore
from pipelines.workers import Workers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.items import Page
    from crawler.sources import Source
    from pipelines.model import Article, Rejection

logger = logging.getLogger(__name__)


class SourcedSpider(Protocol):
    """A spider that knows the sources of its pages, by id."""

    sources: dict[str, Source]


@dataclass(frozen=True, slots=True)
class Bench:
    """What the components of one crawl work at together."""

    archive: Archive
    book: RunBook
    frontier: SqliteFrontier
    store: ArchiveStore
    lessons: Lessons


_benches: WeakKeyDictionary[Crawler, Bench] = WeakKeyDictionary()


def _now() -> datetime:
    return datetime.now(UTC)


def bench_of(crawler: Crawler) -> Bench:
    """The one bench of a crawler; opens the archive at the first call, raises ArchiveError."""
    if crawler not in _benches:
        settings = crawler.settings
        archive = Archive(
            Path(settings["ARCHIVE"]),
            dry_run=settings.getbool("DRY_RUN"),
            wait=settings.getfloat("ARCHIVE_WAIT"),
        )
        # a strong one would keep the crawler, and with it its bench, for ever
        archive.on_fault = partial(_stop, ref(crawler))
        book = RunBook(archive, _now)
        _benches[crawler] = Bench(
            archive,
            book,
            SqliteFrontier(archive, book, _now),
            ArchiveStore(archive, book, _now),
            Lessons(archive, _now),
        )
    return _benches[crawler]


def _stop(which: ref[Crawler], fault: ArchiveError) -> None:
    """A fault of the archive ends the crawl: going on would lose every further page."""
    logger.error("%s", fault)
    crawler = which()
    reason = "no_space" if isinstance(fault, ArchiveFullError) else "archive_error"
    if crawler and crawler.engine and crawler.engine.spider:
        crawler.engine.close_spider(crawler.engine.spider, reason)


def frontier(crawler: Crawler) -> SqliteFrontier:
    """The archive as the spider's frontier; named in the setting ``FRONTIER``."""
    return bench_of(crawler).frontier


class Refine:
    """Page → Refined, in a worker process that can be killed: of ``workers``, or of its own."""

    def __init__(self, crawler: Crawler, workers: Workers | None = None) -> None:
        self._crawler = crawler
        all_topics = crawler.settings.getbool("ALL_TOPICS")
        self._workers = workers or Workers(all_topics=all_topics)
        self._under_way: set[asyncio.Future[Article | Rejection]] = set()
        crawler.signals.connect(self._cut, signal=out_of_time)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One pool for a crawl."""
        return cls(crawler)

    async def process_item(self, item: Page) -> Refined:
        """Wait for the worker; a page that hangs or kills it comes back as a rejection.

        One for which the run has no more time stays queued for the next.
        """
        # the setting that names this class belongs to our spider alone
        sources = cast("SourcedSpider", self._crawler.spider).sources
        learnt = bench_of(self._crawler).lessons.of(item)
        source = sources[item.source_id]
        refining = asyncio.ensure_future(self._workers.refine(item, source, learnt))
        self._under_way.add(refining)
        try:
            return Refined(item, await refining)
        except asyncio.CancelledError:
            raise DropItem("the run was ended before it was read", log_level="DEBUG") from None
        finally:
            self._under_way.discard(refining)

    def _cut(self) -> None:
        for refining in tuple(self._under_way):
            refining.cancel()

    def close_spider(self) -> None:
        """End the workers."""
        self._workers.close()


class Store:
    """Refined → one transaction in the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the crawl's archive."""
        return cls(crawler)

    def process_item(self, item: Refined) -> Refined:
        """Store one outcome; a page that could not be stored stays queued for the next run."""
        try:
            bench = bench_of(self._crawler)
            outcome = bench.store.save(item)
            bench.lessons.stored(item, outcome)
        except ArchiveError as error:
            raise DropItem(str(error), log_level="DEBUG") from error
        return item

    def close_spider(self) -> None:
        """Learn from what came; nothing else to flush: each page was committed when stored."""
        bench = bench_of(self._crawler)
        # a run that is told to end ends soon: tending learns these lessons, too
        if bench.archive.fault is None and self._crawler.crawling:
            # a fault is told by the end of the run
            with contextlib.suppress(ArchiveError):
                bench.lessons.finish()
