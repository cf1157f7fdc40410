"""Close the run in the archive whatever ended it, and leave its verdict in the stats."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.news import NewsSpider
    from crawler.verdict import RunVerdict

logger = logging.getLogger(__name__)

# Scrapy's words for the end of a crawl → ours; anything unknown counts as an error
_REASONS = {"finished": "finished", "shutdown": "interrupted", "no_space": "no space"}


class RunLog:
    """Sets the stats ``kenwatch/verdict`` and ``kenwatch/exit_code`` when the spider closes."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the end of the spider."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self, spider: NewsSpider, reason: str) -> None:
        """Write the end of the run."""
        verdict: RunVerdict = spider.frontier.finish(_REASONS.get(reason, "error"))
        self._crawler.stats.set_value("kenwatch/verdict", verdict.line)
        self._crawler.stats.set_value("kenwatch/exit_code", int(verdict.exit_code))
        logger.info("%s", verdict.line)
