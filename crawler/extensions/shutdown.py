"""A run that is told to end ends soon, however many requests wait for the delay of their host.

Scrapy waits for every request that it has handed to the downloader, and those in the queue of
a slow host are sent one by one first: minutes after the signal. A host that hangs in the middle
of its answer would hold the end up, too.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final, Self

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from crawler.failures import Interrupted
from crawler.verdict import out_of_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall

_LOOK_EVERY: Final = 0.5
UNDER_WAY_SECONDS: Final = 3.0


class PromptShutdown:
    """Fails what waits in the downloader with Interrupted as soon as the spider is closing.

    What is under way, and what has arrived and is being refined, has a few seconds more
    (``UNDER_WAY_SECONDS``) and is cut then: it stays queued for the next run.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = monotonic) -> None:
        self._crawler = crawler
        self._clock = clock
        self._since: float | None = None
        self._watch: AsyncioLoopingCall | LoopingCall | None = None
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build and connect."""
        return cls(crawler)

    def _opened(self) -> None:
        # Scrapy tells nobody that it begins to close, so it has to be looked at
        self._watch = create_looping_call(self._look)
        self._watch.start(_LOOK_EVERY, now=False)

    def _closed(self) -> None:
        if self._watch is not None and self._watch.running:
            self._watch.stop()

    def _look(self) -> None:
        engine = self._crawler.engine
        if engine is None or engine._slot is None or engine._slot.closing is None:  # noqa: SLF001 - told nowhere else
            return
        for slot in engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(Interrupted()))  # type: ignore[no-untyped-call]
        if self._since is None:
            self._since = self._clock()
        if self._clock() - self._since >= UNDER_WAY_SECONDS:
            self._crawler.signals.send_catch_log(out_of_time)
