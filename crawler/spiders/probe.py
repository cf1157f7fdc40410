"""Asks every road of each source once, by all the rules of a crawl, and keeps nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import Request, signals

from crawler.browser.rules import request_meta
from crawler.failures import describe
from crawler.items import Discovery
from crawler.survey.checks import Answer, Asked, judge_failure
from crawler.survey.diagnosis import judge_answer, newest_part, with_part

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from datetime import timedelta

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.sources import Source
    from crawler.survey.checks import RoadCheck

# a part of a sitemap is looked at for its dates only
_PART_BYTES: Final = 4 * 1024 * 1024


class Look(NamedTuple):
    """One request: its check, what the bytes hold, and the answer (None where none came)."""

    check: RoadCheck
    found: Discovery = Discovery()
    answer: Answer | None = None


class AskingSpider(scrapy.Spider):
    """Asks for addresses one after the other; an answer or failure becomes a RoadCheck."""

    def __init__(self, *, limit: timedelta | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._limit = limit
        self._robots: dict[str, Answer] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build and listen for the robots.txt files that the middleware fetches in any case."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.keep_robots, signal=signals.response_received)
        return spider

    def keep_robots(self, response: Response, request: Request) -> None:
        """Keep the answer to a request for robots.txt, by its site."""
        if request.meta.get("robots_txt"):
            asked = request.meta.get("redirect_urls", [response.url])[0]
            self._robots[site_of(asked)] = _answer(response)

    async def ask(self, asked: Asked, **meta: Any) -> Look:
        """Ask for one address."""
        assert self.crawler.engine is not None
        drawn = request_meta(asked.source, asked.kind)
        told = {"source": asked.source, **drawn, **meta}
        request = Request(asked.url, meta=told, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - each way to fail is a result here
            return Look(judge_failure(asked, describe(error)[0]))
        answer = _answer(response)
        check, found = judge_answer(asked, answer, datetime.now(UTC), self._limit)
        return Look(check, found, answer)

    async def check(self, asked: Asked) -> Look:
        """Ask for a road; of an index of sitemaps the newest part is looked at too."""
        look = await self.ask(asked)
        is_index = asked.kind == "sitemap" and look.check.works and not look.check.entries
        part = newest_part(look.found) if is_index else None
        if part is None:
            return look
        below = await self.ask(
            Asked(asked.source, part.url, "sitemap"), download_maxsize=_PART_BYTES
        )
        check = with_part(look.check, below.check, dated=part.modified_at is not None)
        return Look(check, below.found, look.answer)

    def robots_check(
        self, source: Source, site: str, others: Sequence[RoadCheck]
    ) -> RoadCheck | None:
        """The check of a site's robots.txt; from the fate of its pages where none came."""
        asked = Asked(source, f"{site}/robots.txt", "robots")
        if site in self._robots:
            return judge_answer(asked, self._robots[site], datetime.now(UTC))[0]
        told = (
            check for check in others if site_of(check.url) == site and check.http_status is None
        )
        fate = next(told, None)
        return judge_failure(asked, fate.cause) if fate else None


class ProbeSpider(AskingSpider):
    """Checks sources side by side, and the roads of one source one after the other.

    ``checks``: the results by source id, filled as sources are done; ``tell`` is called with
    each source that is.
    """

    name = "probe"

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        tell: Callable[[Source, tuple[RoadCheck, ...]], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._sources, self._tell = sources, tell
        self.checks: dict[str, tuple[RoadCheck, ...]] = {}

    async def start(self) -> AsyncIterator[Request]:
        """Ask; nothing is left to the scheduler."""
        await asyncio.gather(*map(self._probe, self._sources))
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _probe(self, source: Source) -> None:
        checks = [(await self.check(asked)).check for asked in roads_to_ask(source)]
        sites = dict.fromkeys(site_of(check.url) for check in checks)
        rules = [self.robots_check(source, site, checks) for site in sites]
        self.checks[source.id] = (*checks, *(check for check in rules if check))
        self._tell(source, self.checks[source.id])


def roads_to_ask(source: Source) -> Iterator[Asked]:
    """Every road of a source file, then its front page if it is none of them."""
    for kind, roads in (
        ("feed", source.feeds),
        ("sitemap", source.sitemaps),
        ("listing", source.listings),
    ):
        for road in roads:
            yield Asked(source, road.url, kind)  # type: ignore[arg-type]
    if source.front_page not in {road.url for road in source.roads}:
        yield Asked(source, source.front_page, "front page")


def _answer(response: Response) -> Answer:
    texts = response.headers.to_unicode_dict()
    headers = {str(name).lower(): str(text) for name, text in texts.items()}
    request = response.request
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        headers=headers,
        seconds=request.meta.get("download_latency") if request else None,
    )


def site_of(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt rules."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
