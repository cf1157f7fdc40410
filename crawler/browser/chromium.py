"""Starts the Chromium of the machine when the first page is to be drawn; never downloads one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error, Playwright, async_playwright

from crawler.browser.rules import CHROMIUM_MISSING, executable, launch_options
from crawler.failures import Refused

if TYPE_CHECKING:
    from playwright.async_api import Browser


class Chromium:
    """A browser provider as scrapy-playwright wants it (``PLAYWRIGHT_BROWSER_PROVIDER``)."""

    def __init__(self, config: Any) -> None:
        self._config = config
        self._driver: Playwright | None = None

    async def start(self) -> None:
        """Do nothing yet: a run may end without a page to draw."""

    async def launch_browser(self) -> Browser:
        """Start Chromium; raises Refused where there is none or it does not start."""
        program = executable(os.environ)
        if program is None:
            raise Refused(CHROMIUM_MISSING, retry=True)
        if self._driver is None:
            self._driver = await async_playwright().start()
        options = launch_options(program, os.environ, is_root=os.geteuid() == 0)
        try:
            return await self._driver.chromium.launch(**options)
        except Error as error:
            why = f"Chromium did not start: {error.message.strip().splitlines()[0]}"
            raise Refused("Chromium did not start", detail=why[:500], retry=True) from error

    async def launch_persistent_context(self, context: dict[str, Any]) -> Any:
        """Refuse: a profile on disk would carry cookies from run to run."""
        raise Refused(f"browser profiles are not kept ({len(context)} options)")

    async def close(self) -> None:
        """End the driver, and with it what it started."""
        if self._driver is not None:
            await self._driver.stop()
            self._driver = None
