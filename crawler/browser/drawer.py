"""Draws one page in Chromium, and fetches what its scripts ask for by the crawl's own handlers."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final

from playwright.async_api import Error
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.http.request import NO_CALLBACK
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.browser import rules
from crawler.browser.pageparts import Parts, Wanted
from crawler.failures import Refused, describe

if TYPE_CHECKING:
    from playwright.async_api import Page, Route
    from playwright.async_api import Request as Asked
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.sources import Source

logger = logging.getLogger(__name__)

AT_A_TIME: Final = 2
QUIET_SECONDS: Final = 6.0
_CLOSING_SECONDS: Final = 5.0
_START_SECONDS: Final = 30.0
_LEAST_SECONDS: Final = 1.0


class Drawer:
    """The one browser of a run. ``draw`` turns a page as it was sent into one as readers see it."""

    def __init__(self, crawler: Crawler) -> None:
        # its warnings are tracebacks of what ends as the page's reason
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
        self._crawler = crawler
        self._handler = ScrapyPlaywrightDownloadHandler(crawler)
        self._parts = Parts(crawler)
        self._turns = asyncio.Semaphore(AT_A_TIME)
        self._names = count()
        self._closed = False

    async def draw(self, request: Request, page: Response, *, taken: float) -> Response:
        """The page as drawn, in UTF-8; ``taken``: seconds that its own fetching took.

        Raises Refused where it is not drawn in time, too large, or Chromium fails.
        """
        given = request.meta.get("download_timeout") or self._crawler.settings["DOWNLOAD_TIMEOUT"]
        seconds = max(float(given) - taken, _LEAST_SECONDS)
        async with self._turns:
            name = f"page {next(self._names)}"
            visit = _PageVisit(request, page, self._parts, seconds)
            try:
                drawn = await self._in_time(name, visit)
            except TimeoutError as error:
                late = f"page was not drawn within {float(given):g} s"
                words = late if visit.is_begun else "Chromium did not start in time"
                raise Refused(words, retry=True) from error
            except Error as error:
                why = error.message.strip().partition("\n")[0][:300]
                raise Refused("browser could not draw the page", detail=why, retry=True) from error
            finally:
                await asyncio.shield(self._forget(name))
        if visit.spent.words:
            logger.info("%s: not fetched: %s", request.url, visit.spent.words)
        return _as_sent(page, drawn)

    async def _in_time(self, name: str, visit: _PageVisit) -> Response:
        """The start of Chromium has a time of its own, so that the first page has all of its."""
        async with asyncio.timeout(_START_SECONDS) as limit:
            visit.limit = limit
            return await self._in_browser(name, visit)

    async def _in_browser(self, name: str, visit: _PageVisit) -> Response:
        user_agent = self._crawler.settings["USER_AGENT"]
        meta = {
            "playwright": True,
            "playwright_context": name,
            "playwright_context_kwargs": rules.context_options(user_agent),
            "playwright_page_init_callback": visit.begin,
            "playwright_page_methods": [PageMethod(visit.settle)],
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        }
        request = Request(visit.url, meta=meta, callback=NO_CALLBACK)
        drawn: Response = await self._handler.download_request(request)
        return drawn

    async def _forget(self, name: str) -> None:
        """Close the page's profile: cookies, storage, and a script that still runs."""
        wrapper = self._handler.context_wrappers.pop(name, None)
        if wrapper is None:
            return
        with suppress(TimeoutError, Error):
            await asyncio.wait_for(wrapper.context.close(), _CLOSING_SECONDS)

    async def close(self) -> None:
        """End the browser; a second call does nothing."""
        if not self._closed:
            self._closed = True
            with suppress(Error):
                await self._handler.close()


def _as_sent(page: Response, drawn: Response) -> Response:
    assert isinstance(drawn, HtmlResponse)
    texts = page.headers.to_unicode_dict().items()
    headers = rules.content_headers({str(name): str(value) for name, value in texts})
    return HtmlResponse(
        page.url,
        status=page.status,
        headers=headers,
        body=drawn.text.encode("utf-8", "replace"),
        encoding="utf-8",
        flags=[*page.flags, "drawn"],
        request=page.request,
    )


class _PageVisit:
    """One page in its browser tab: what it is given, and when it is finished."""

    def __init__(self, request: Request, page: Response, parts: Parts, seconds: float) -> None:
        self.url = request.url
        self.spent = rules.Visit()
        self._page, self._parts = page, parts
        self._source: Source = request.meta["source"]
        self._wait_for: str | None = request.meta.get("wait_for")
        self._seconds, self._end = seconds, 0.0
        self.limit: asyncio.Timeout | None = None
        self._largest = request.meta.get("download_maxsize") or parts.largest
        self._is_open = False

    async def begin(self, page: Page, request: Request) -> None:  # noqa: ARG002 - scrapy-playwright's signature
        """Answer all that the tab asks for; this route is asked before the library's own."""
        self._end = asyncio.get_running_loop().time() + self._seconds
        if self.limit is not None:
            self.limit.reschedule(self._end)
        await page.add_init_script(rules.NO_PEERS)
        await page.route("**", self._answer)

    @property
    def is_begun(self) -> bool:
        """Whether the browser has a tab for the page, from when on the page's time runs."""
        return self._end > 0

    async def _answer(self, route: Route, asked: Asked) -> None:
        with suppress(Error):  # a tab that was closed meanwhile takes no answer
            if asked.is_navigation_request():
                await self._open(route)
                return
            part = rules.Part(asked.url, asked.resource_type, asked.method)
            at_once = rules.answer_at_once(part)
            if at_once == "empty":
                await route.fulfill(status=200, content_type="text/css", body="")
            elif at_once:
                await route.abort()
            else:
                await self._fetch(route, asked, part)

    async def _open(self, route: Route) -> None:
        """Hand in the page once; where it goes from there by itself is not followed."""
        if self._is_open:
            self.spent.refuse("page goes elsewhere by itself")
            await route.abort()
            return
        self._is_open = True
        kind = (self._page.headers.get("Content-Type") or b"text/html").decode("latin-1")
        await route.fulfill(status=200, headers={"content-type": kind}, body=self._page.body)

    async def _fetch(self, route: Route, asked: Asked, part: rules.Part) -> None:
        try:
            body = asked.post_data_buffer or b""
            wanted = Wanted(part, asked.headers, body, self._source, self.url)
            answer = await self._parts.fetch(wanted, self.spent)
        except Exception as error:  # noqa: BLE001 - a part that cannot be had is a reason, not an end
            self.spent.refuse(describe(error)[0])
            await route.abort()
            return
        texts = answer.headers.to_unicode_dict().items()
        headers = rules.handed_in({str(name): str(value) for name, value in texts})
        await route.fulfill(status=answer.status, headers=headers, body=answer.body)

    async def settle(self, page: Page) -> None:
        """Wait until the page is there; raises Refused where what is waited for never comes."""
        left = max(self._end - asyncio.get_running_loop().time() - 1.0, 0.2)
        if self._wait_for:
            try:
                await page.wait_for_selector(self._wait_for, state="attached", timeout=1000 * left)
            except PlaywrightTimeout as error:
                raise Refused(f"page never showed {self._wait_for}", retry=True) from error
        else:
            with suppress(PlaywrightTimeout):
                await page.wait_for_load_state(
                    "networkidle", timeout=1000 * min(left, QUIET_SECONDS)
                )
        await page.evaluate(rules.NO_CHARSET)
        if await page.evaluate(rules.LENGTH) > self._largest:
            raise Refused("larger than the cap")
