"""AutoThrottle that never goes below what a source file or a robots.txt asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class FloorThrottle(AutoThrottle):
    """Scrapy's AutoThrottle with a least delay for each host.

    The floor is the host's entry in ``DOWNLOAD_SLOTS`` (raised by Crawl-delay), else
    ``DOWNLOAD_DELAY``. Scrapy's own has one floor for all hosts and would ease a slow source
    down to it as long as it answers quickly.
    """

    def _min_delay(self) -> float:
        return 0.0

    def _start_delay(self) -> float:
        return self.crawler.settings.getfloat("DOWNLOAD_DELAY")

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        assert self.crawler.engine is not None
        if key is not None and slot is not None:
            entry = self.crawler.engine.downloader.per_slot_settings.get(key, {})
            slot.delay = max(slot.delay, float(entry.get("delay", self._start_delay())))
