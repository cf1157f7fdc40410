"""Run a spider that only asks: the settings of a crawl without archive, memory or progress."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from crawler.browser.switch import draw_where_wanted
from crawler.politeness import slots
from crawler.sourcefile import to_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.sources import Source

# what writes to the archive or shows how it fills
_OF_THE_ARCHIVE: Final = (
    "crawler.extensions.runlog.RunLog",
    "crawler.extensions.progress.Progress",
    "crawler.extensions.warc.WarcWriter",
)
_SETTINGS: Final[dict[str, object]] = {
    "ITEM_PIPELINES": {},
    "FRONTIER": "",
    # a person waits for the answer: one more try, and no long pauses
    "RETRY_TIMES": 1,
    "BACKOFF_SECONDS": 1.0,
    "BACKOFF_LIMIT": 15.0,
    "DOWNLOAD_TIMEOUT": 20,
    # each fault is in the answer; the log is for whoever asks
    "LOG_LEVEL": "ERROR",
}


def run_spider(
    spider: type, sources: Sequence[Source], *, neighbours: Iterable[Source] = (), **arguments: Any
) -> tuple[Any, bool]:
    """Run a spider class on sources until it ends; the spider, and whether it was interrupted.

    Pins and TLS rules are those of ``sources``, whatever directory they came from; where
    ``neighbours`` share a host, the longer delay holds. One call a process.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    with TemporaryDirectory(prefix="kenwatch-") as directory:
        for source in sources:
            path = Path(directory) / f"{source.id}.toml"
            path.write_text(to_toml(source), encoding="utf-8")
        settings = _settings(directory, [*sources, *neighbours])
        draw_where_wanted(settings, sources, "cmdline")
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(spider)
        task = process.crawl(crawler, sources=sources, **arguments)
        process.start()
    if task.done() and not task.cancelled() and (fault := task.exception()) is not None:
        raise fault
    assert crawler.stats is not None
    return crawler.spider, crawler.stats.get_value("finish_reason") != "finished"


def _settings(directory: str, sources: Iterable[Source]) -> Any:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    extensions = {**settings.getdict("EXTENSIONS"), **dict.fromkeys(_OF_THE_ARCHIVE)}
    settings.setdict(
        {
            **_SETTINGS,
            "EXTENSIONS": extensions,
            "SOURCES_DIR": directory,
            "DOWNLOAD_SLOTS": slots(sources),
        },
        priority="cmdline",
    )
    return settings
