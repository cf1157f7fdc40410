"""robots.txt after RFC 9309: asked for once a site, before the first page, whatever the order.

Scrapy 2.14 to 2.19 lets the third of several first requests through without its rules, takes
the body of an error page for rules and allows all where none can be had; so it is not used.
"""

from __future__ import annotations

import asyncio
import logging
from copy import copy
from typing import TYPE_CHECKING, Final, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured, StopDownload
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler import robots
from crawler.failures import (
    AddressRefused,
    Interrupted,
    RedirectRefused,
    Refused,
    RobotsRefused,
    Throttled,
    describe,
)
from crawler.politeness import crawl_delay, slot_of

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

PRIORITY: Final = 1000
_UNCAPPED: Final = 2**31


class RobotsMiddleware:
    """Holds each request until the rules of its site are known; raises RobotsRefused.

    One lock a site: the first request fetches, the others wait for what it learns.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._locks: dict[str, asyncio.Lock] = {}
        self._known: dict[str, robots.Rules | robots.Unreachable | Refused] = {}
        crawler.signals.connect(self._stop_long_answer, signal=signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler; not configured where robots are not obeyed."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Return where the rules allow the address; raise RobotsRefused or another Refused."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules(request)
        if isinstance(rules, Refused):
            raise copy(rules)
        if isinstance(rules, robots.Unreachable):
            raise _unreachable(rules.why)
        if not rules.allow(request.url):
            raise RobotsRefused("robots.txt forbids it")

    async def _rules(self, request: Request) -> robots.Rules | robots.Unreachable | Refused:
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(site, asyncio.Lock()):
            if site not in self._known:
                rules = await self._fetch(site)
                self._known[site] = rules
                if isinstance(rules, robots.Rules) and rules.delay:
                    self._slow_down(slot_of(site), rules.delay)
        return self._known[site]

    async def _fetch(self, site: str) -> robots.Rules | robots.Unreachable | Refused:
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(_robots_request(site))
        except RedirectRefused:
            return robots.parse(b"")  # after five hops it counts as absent (RFC 9309 2.3.1.2)
        except (AddressRefused, Interrupted) as error:
            return error  # the page would meet the same
        except Throttled as error:
            return _unreachable(error.reason, error.until)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the rules are unknown
            return robots.Unreachable(describe(error)[0])
        return robots.read(response.status, response.body)

    def _slow_down(self, host: str, asked: float) -> None:
        """Give the host's slot, named by it, the Crawl-delay, also for when it is made anew."""
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        known = downloader.per_slot_settings.get(host, {})
        own = float(known.get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY")))
        delay = crawl_delay(asked, own, self._crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))
        downloader.per_slot_settings[host] = {**known, "delay": delay}
        if host in downloader.slots:
            slot = downloader.slots[host]
            slot.delay = max(slot.delay, delay)
        logger.info("%s asks for %g s between requests; %g s it is", host, asked, delay)

    def _stop_long_answer(self, data: bytes, request: Request) -> None:
        if not request.meta.get("robots_txt"):
            return
        # the reader has its cap by now; from here on the key rules the unpacking only
        request.meta.pop("download_maxsize", None)
        received = request.meta.get("robots_bytes", 0) + len(data)
        request.meta["robots_bytes"] = received
        if received > robots.LIMIT:
            raise StopDownload(fail=False)


def _unreachable(why: str, until: datetime | None = None) -> RobotsRefused:
    return RobotsRefused(f"robots.txt unreachable ({why})", retry=True, until=until)


def _robots_request(site: str) -> Request:
    meta = {
        "robots_txt": True,
        "dont_obey_robotstxt": True,
        "any_host": True,
        # a longer file is cut at its rules' limit and not refused for its announced length
        "download_maxsize": _UNCAPPED,
    }
    url = f"{site}/robots.txt"
    return Request(url, priority=PRIORITY, meta=meta, callback=NO_CALLBACK, dont_filter=True)
