"""A crawl in a process of its own for the fetching tests.

``python tests/fetch_child.py PLAN.json`` fetches the plan's requests with the project's
settings (pipelines off) and prints one JSON line for each outcome, then one for the end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as project
from crawler.extensions.memory import resident
from crawler.failures import reason
from crawler.items import Validators
from crawler.politeness import slots
from crawler.sources import load_sources

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from twisted.python.failure import Failure


def say(**record: Any) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


class FetchSpider(Spider):
    name = "fetch"

    def __init__(self, plan: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.sources = load_sources(Path(project.SOURCES_DIR))

    async def start(self) -> AsyncIterator[Request]:
        for step in self.plan:
            meta: dict[str, Any] = {"asked": step["url"]}
            if step.get("source"):
                meta["source"] = self.sources[step["source"]]
            if step.get("validators"):
                meta["validators"] = Validators(*step["validators"])
            yield Request(
                step["url"], self.arrived, errback=self.failed, meta=meta, dont_filter=True
            )

    def arrived(self, response: Response) -> None:
        asked = response.meta["asked"]
        text = response.body[:200].decode("latin-1")
        say(asked=asked, url=response.url, status=response.status, body=text, flags=response.flags)

    def failed(self, failure: Failure) -> None:
        words, retry = reason(failure)
        request: Any = failure.request  # type: ignore[attr-defined]
        say(asked=request.meta["asked"], reason=words, retry=retry)


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    settings = Settings()
    settings.setmodule(project)
    settings.update({"SPIDER_LOADER_CLASS": "scrapy.spiderloader.SpiderLoader"}, priority="cmdline")
    settings.update(
        {
            "SPIDER_MODULES": [],
            "ITEM_PIPELINES": {},
            "SPIDER_MIDDLEWARES": {},
            "DOWNLOAD_SLOTS": slots(load_sources(Path(project.SOURCES_DIR)).values()),
            "EXTENSIONS": {
                "scrapy.extensions.throttle.AutoThrottle": None,
                "crawler.extensions.throttle.FloorThrottle": 0,
                "crawler.extensions.shutdown.PromptShutdown": 10,
            },
            "COMMANDS_MODULE": "",
            "STATS_DUMP": False,
            **plan["settings"],
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(FetchSpider)
    process.crawl(crawler, plan=plan["requests"])
    process.start()
    assert crawler.stats is not None
    peak = (resident(Path("/proc/self/status"), "VmHWM") or 0) >> 20
    say(end=crawler.stats.get_value("finish_reason"), peak_mib=peak)


if __name__ == "__main__":
    main()
