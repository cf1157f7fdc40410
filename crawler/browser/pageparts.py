"""Fetches what the scripts of a drawn page ask for, by the crawl's own handlers and rules."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.addresses import host_of
from crawler.browser import rules
from crawler.failures import RedirectRefused, Refused
from crawler.middlewares.address import AddressMiddleware
from crawler.middlewares.compression import CompressionMiddleware
from crawler.middlewares.redirects import REDIRECTS
from crawler.middlewares.robots import RobotsMiddleware
from crawler.resolver import pins_of, sources_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.sources import Source

PART_SECONDS: Final = 10.0
_CACHE_BYTES: Final = 32 * 1024 * 1024
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part with what goes along: the page's headers and body, its source and its address."""

    part: rules.Part
    headers: dict[str, str]
    body: bytes
    source: Source
    page_url: str


class Parts:
    """Fetches scripts and data for pages: one at a time a host, robots.txt obeyed on the source's.

    ``largest``: bytes of one answer. Scripts are kept for the run, for the same source only.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pins = pins_of(sources_of(crawler.settings))
        self._address = AddressMiddleware(self._pins, crawler.settings.get("PROXY", ""))
        self._locks: dict[str, asyncio.Lock] = {}
        self._kept: dict[tuple[str, str], Response] = {}
        self._kept_bytes = 0
        self.largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def fetch(self, wanted: Wanted, spent: rules.Visit) -> Response:
        """The answer, after redirects; raises Refused, or what the download raises."""
        key = (wanted.source.id, wanted.part.url)
        if wanted.part.kind == "script" and key in self._kept:
            return self._kept[key]
        answer = await self._follow(wanted, spent)
        if wanted.part.kind == "script" and answer.status == _OK:
            self._keep(key, answer)
        return answer

    async def _follow(self, wanted: Wanted, spent: rules.Visit) -> Response:
        request = self._request(wanted)
        for _ in range(self._crawler.settings.getint("REDIRECT_MAX_TIMES") + 1):
            part = rules.Part(request.url, wanted.part.kind, request.method)
            problem = rules.part_refusal(part, wanted.source, self._pins, spent)
            if problem:
                raise Refused(problem)
            spent.parts += 1
            await self._obey_robots(request, wanted)
            answer = await self._download(request)
            spent.size += len(answer.body)
            target = answer.headers.get("Location")
            if answer.status not in REDIRECTS or target is None:
                return answer
            to = urljoin(request.url, target.decode("latin-1"))
            request = request.replace(url=to, method="GET", body=b"")
        raise RedirectRefused("redirected too often")

    def _request(self, wanted: Wanted) -> Request:
        return Request(
            wanted.part.url,
            method=wanted.part.method,
            headers=rules.sent_headers(wanted.headers, self._crawler.settings["USER_AGENT"]),
            body=wanted.body,
            meta={"download_timeout": PART_SECONDS},
            callback=NO_CALLBACK,
        )

    async def _obey_robots(self, request: Request, wanted: Wanted) -> None:
        """Ask the rules of the source's own sites; those of the page's are known by now."""
        robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None or not rules.is_own(host_of(request.url), wanted.source):
            return
        page, part = urlsplit(wanted.page_url), urlsplit(request.url)
        url = request.url
        if part.hostname == page.hostname:
            # rules of another port could not be asked for: the page holds the host's slot
            url = part._replace(scheme=page.scheme, netloc=page.netloc).geturl()
        await robots.process_request(Request(url))

    async def _download(self, request: Request) -> Response:
        unpacking = self._crawler.get_downloader_middleware(CompressionMiddleware)
        assert self._crawler.engine is not None
        self._address.process_request(request)
        if unpacking is not None:
            unpacking.process_request(request)
        async with self._locks.setdefault(host_of(request.url), asyncio.Lock()):
            answer = await self._crawler.engine.downloader.handlers.download_request_async(request)
        if unpacking is None:
            return answer
        return unpacking.process_response(request, answer)  # type: ignore[return-value]

    def _keep(self, key: tuple[str, str], answer: Response) -> None:
        if self._kept_bytes + len(answer.body) <= _CACHE_BYTES:
            self._kept[key] = answer
            self._kept_bytes += len(answer.body)
