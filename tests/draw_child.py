"""As ``fetch_child``, for sources drawn by a browser: whole bodies are told, and what Chromium took.

``python tests/draw_child.py PLAN.json``
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler import settings as project
from crawler.browser.rules import request_meta, settings_for
from crawler.sources import load_sources
from tests import fetch_child

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request
    from scrapy.http import Response


class DrawSpider(fetch_child.FetchSpider):
    async def start(self) -> AsyncIterator[Request]:
        async for request in super().start():
            request.meta.update(request_meta(request.meta["source"], "page"))
            yield request

    def arrived(self, response: Response) -> None:
        headers = response.headers.to_unicode_dict()
        fetch_child.say(
            asked=response.meta["asked"],
            status=response.status,
            body=response.body.decode("utf-8"),
            flags=response.flags,
            headers={str(name): str(value) for name, value in headers.items()},
        )


def main() -> None:
    drawn: dict[str, Any] = settings_for(load_sources(Path(project.SOURCES_DIR)).values())
    project.DOWNLOAD_HANDLERS.update(drawn.pop("DOWNLOAD_HANDLERS", {}))
    for name, value in drawn.items():
        setattr(project, name, value)
    fetch_child.FetchSpider = DrawSpider  # type: ignore[misc]
    fetch_child.main()


if __name__ == "__main__":
    main()
