"""How the simulated month crawls and whom it tells: settings, one pool for all crawls, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from desk.config.model import Config
from pipelines.stages import Refine

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.workers import Workers
    from samples.month.serving import Receiver


class SharedRefine(Refine):
    """Refining in one pool for all crawls of the month, in place of one each."""

    workers: ClassVar[Workers]

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler, self.workers)

    def close_spider(self) -> None:
        """Leave the pool for the next crawl."""


def configuration(receiver: Receiver) -> Config:
    """Three rules, two digests and the alarms, each with a sink of its own at the receiver."""
    to = f"json://127.0.0.1:{receiver.port}"
    return Config.model_validate(
        {
            "language": "en",
            "sinks": {name: f"{to}/{name}" for name in ("toll", "towns", "work", "mail", "alarms")},
            "rules": [
                {"name": "toll", "events": ["accident"], "sinks": ["toll"], "language": "ru"},
                {"name": "towns", "topics": ["monotown"], "sinks": ["towns"], "language": "kk"},
                {
                    "name": "work",
                    "events": ["strike", "layoff"],
                    "sinks": ["work"],
                    "quiet": "22:00-07:00",
                },
            ],
            "digests": [
                {"name": "morning", "every": "day", "at": "08:00", "sinks": ["mail"]},
                {"name": "week", "every": "week", "on": "monday", "at": "09:00", "sinks": ["mail"]},
            ],
            "alarms": {"sinks": ["alarms"]},
        }
    )


def process(path: Path, sources_dir: Path) -> Any:
    """What runs crawl after crawl in this process; once a process, for it makes the reactor."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "ARCHIVE": str(path),
            "SOURCES_DIR": str(sources_dir),
            "PROGRESS": "none",
            "LOG_LEVEL": "CRITICAL",
            # a try again is one, however short the pause before it
            "BACKOFF_SECONDS": 0.01,
            "ITEM_PIPELINES": {
                "bench.monthsettings.SharedRefine": 300,
                "pipelines.stages.Store": 800,
            },
        },
        priority="cmdline",
    )
    return AsyncCrawlerProcess(settings)
