"""A spider for all sources ("news"), and one by the name of each source file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError

from crawler.choosing import asked_sources
from crawler.ownsources import readable_sources, watched_sources
from crawler.sources import Source, SourceError
from crawler.spiders.news import NewsSpider

if TYPE_CHECKING:
    import builtins

    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings


class SourceSpiderLoader:
    """Scrapy's ``SPIDER_LOADER_CLASS``.

    The files are read at the first use and not when Scrapy starts, so that a bad one can be
    told in words.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Look at the source files of ``SOURCES_DIR``."""
        return cls(Path(settings["SOURCES_DIR"]))

    def _sources(self) -> dict[str, Source]:
        return watched_sources(self._directory)

    def list(self) -> builtins.list[str]:
        """All names that ``scrapy crawl`` takes; raises UsageError for a bad source file."""
        try:
            return [NewsSpider.name, *self._sources()]
        except SourceError as error:
            raise UsageError(str(error), print_help=False) from error

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a name; raises KeyError for an unknown one, or SourceError."""
        if spider_name == NewsSpider.name:
            return NewsSpider
        found, faults = readable_sources(self._directory)
        if any(path.stem == spider_name for path in faults):
            asked_sources(self._directory, [spider_name])
        if spider_name not in found:
            raise KeyError(f"Spider not found: {spider_name}")
        return type("SourceSpider", (NewsSpider,), {"name": spider_name, "only": spider_name})

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sources whose hosts the request's address belongs to."""
        host = urlsplit(request.url).hostname
        return [name for name, source in self._sources().items() if host in source.hosts]
