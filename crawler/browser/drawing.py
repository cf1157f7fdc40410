"""The download handlers for runs with sites drawn by script.

A page is fetched like any other. Only where its answer is a good HTML page does Chromium draw
it, while the host's slot is still held; redirects, errors, walls and unchanged hubs go on as
they came.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from scrapy.http import HtmlResponse

from crawler.browser.rules import EXTRA_MISSING, is_installed
from crawler.failures import Interrupted, Refused
from crawler.handlers import HTTPDownloadHandler, HTTPSDownloadHandler
from crawler.middlewares.compression import CompressionMiddleware
from crawler.walls import wall

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.browser.drawer import Drawer

_OK: Final = 200
# one browser a run, whichever scheme asks for it
_DRAWERS: Final[WeakKeyDictionary[Crawler, Drawer]] = WeakKeyDictionary()


def _drawer(crawler: Crawler) -> Drawer:
    if crawler not in _DRAWERS:
        from crawler.browser.drawer import Drawer

        _DRAWERS[crawler] = Drawer(crawler)
    return _DRAWERS[crawler]


class _Drawing(HTTPDownloadHandler):
    """Draws what ``request.meta["playwright"]`` marks; everything else is the base's work."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # before the engine starts, which is when the browser's handler wants to be there
        self._drawer = _drawer(crawler) if is_installed() else None

    async def download_request(self, request: Request) -> Response:
        """As the base's; raises Refused where a page cannot be drawn."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)
        if self._drawer is None:
            raise Refused(EXTRA_MISSING, retry=True)
        start = asyncio.get_running_loop().time()
        response = await super().download_request(request)
        page = self._unpacked(request, response)
        if not is_drawable(page):
            return response
        taken = asyncio.get_running_loop().time() - start
        return await self._cuttable(self._drawer.draw(request, page, taken=taken))

    async def _cuttable(self, drawing: Coroutine[Any, Any, Response]) -> Response:
        """Wait for the drawing, which ends with Interrupted when the run has no more time."""
        task = asyncio.ensure_future(drawing)
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise Interrupted from None
        finally:
            self._under_way.discard(task)

    def _unpacked(self, request: Request, response: Response) -> Response:
        unpacking = self._crawler.get_downloader_middleware(CompressionMiddleware)
        if unpacking is None or response.status != _OK:
            return response
        return unpacking.process_response(request, response)  # type: ignore[return-value]

    async def close(self) -> None:
        """Close the browser too; the second of the two handlers finds it closed."""
        await super().close()
        if self._drawer is not None:
            await self._drawer.close()


def is_drawable(response: Response) -> bool:
    """Whether an answer is a page to draw: HTML, good, and no wall against robots.

    A wall's script is left alone: to run it would be to pretend to be a reader.
    """
    if response.status != _OK or not isinstance(response, HtmlResponse):
        return False
    texts = response.headers.to_unicode_dict().items()
    headers = {str(name).lower(): str(value) for name, value in texts}
    return wall(response.status, headers, response.body) is None


class DrawingHTTPHandler(_Drawing, HTTPDownloadHandler):
    """For http:, in place of ``crawler.handlers.HTTPDownloadHandler``."""


class DrawingHTTPSHandler(_Drawing, HTTPSDownloadHandler):
    """For https:, in place of ``crawler.handlers.HTTPSDownloadHandler``."""
