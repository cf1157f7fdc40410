"""A run that is told to end ends soon, however many requests wait for the delay of their host.

Scrapy waits for every request that it has handed to the downloader, and those in the queue of
a slow host are sent one by one first: minutes after the signal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from crawler.failures import Interrupted

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_LOOK_EVERY: Final = 0.5


class PromptShutdown:
    """Fails what waits in the downloader with Interrupted as soon as the spider is closing.

    What is under way is finished; it takes ``DOWNLOAD_TIMEOUT`` at most.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        # Scrapy tells nobody that it begins to close, so it has to be looked at
        self._watch = create_looping_call(self._look)
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build and connect."""
        return cls(crawler)

    def _opened(self) -> None:
        self._watch.start(_LOOK_EVERY, now=False)

    def _closed(self) -> None:
        if self._watch.running:
            self._watch.stop()

    def _look(self) -> None:
        engine = self._crawler.engine
        if engine is None or engine._slot is None or engine._slot.closing is None:  # noqa: SLF001 - told nowhere else
            return
        for slot in engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(Interrupted()))  # type: ignore[no-untyped-call]
