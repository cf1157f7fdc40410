"""The daemon's crawls: which sources now, in one child process, and what its end teaches."""

from __future__ import annotations

import contextlib
import json
import logging
from typing import TYPE_CHECKING, Final

from crawler.ownsources import readable_sources
from crawler.sources import SourceError
from desk.daemon.aside import aside
from desk.daemon.outcomes import finished, meaning, pause, problem
from desk.errors import UserError
from desk.turns import Batches, due, next_due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from desk.config.model import Config
    from desk.daemon.archivelook import ArchiveLook
    from desk.daemon.children import Children, Ended
    from desk.daemon.reporting import Reporting
    from desk.daemon.settings import Settings
    from desk.daemon.state import State

logger = logging.getLogger("kenwatch.daemon")

_WAIT_SECONDS: Final = 600.0


class Crawls:
    """Starts a crawl when sources are due; at most one at a time."""

    def __init__(
        self,
        settings: Settings,
        children: Children,
        look: ArchiveLook,
        state: State,
        reporting: Reporting,
    ) -> None:
        self._settings, self._children, self._look = settings, children, look
        self._state, self._reporting = state, reporting
        self._failures, self._not_before = 0, 0.0
        tick = settings.config.daemon.tick_seconds
        largest = settings.config.daemon.sources_per_crawl
        self._batches = Batches(largest, lambda lost: pause(lost, tick))

    async def tick(self) -> bool:
        """Crawl what is due, if anything is; whether a crawl came to its sources."""
        now = self._state.clock().running
        if now < self._not_before:
            return False
        names = await self.due()
        self._batches.largest = self._settings.config.daemon.sources_per_crawl
        batch = self._batches.choose(names, self._state.clock().running)
        if not batch or self._children.stopping.is_set():
            return False
        end = await self.crawl(batch)
        self.learn(batch, end)
        return finished(end.code) is not None

    async def due(self) -> list[str]:
        """The sources whose turn it is; none where no source file or not the archive can be read.

        A wrong file is told, and the other sources go on.
        """
        config, now = self._settings.config, self._state.clock().moment
        try:
            sources, faults = await aside(lambda: readable_sources(config.sources), "sources")
        except SourceError as error:
            self._reporting.trouble("sources", str(error))
            return []
        if faults:
            self._reporting.trouble("sources", wrong_files(list(faults.values())))
        else:
            self._reporting.well("sources")
        try:
            turns = await aside(self._look.turns, "archive")
        except UserError as error:
            self._reporting.trouble("archive", str(error))
            return []
        self._reporting.well("archive")
        self._state.next_due = next_due(sources, turns, now)
        return due(sources, turns, now)

    async def crawl(self, names: Sequence[str]) -> Ended:
        """Crawl these sources in a child process."""
        config = self._settings.config
        logger.info("crawling %s", ", ".join(names))
        self._state.crawl_begins(names)
        warc = self._warc(config, self._state.clock().moment)
        words = [*self._settings.options, *crawl_words(config, names, warc)]
        end = await self._children.run("crawl", words, config.daemon.crawl_limit_minutes * 60)
        if warc is not None:
            _remove_empty(warc)
        verdict = verdict_of(end.answer)
        self._state.ended("crawl", end, verdict)
        logger.info("crawl ended with code %s (%s) %s", end.code, meaning(end.code), verdict)
        return end

    def _warc(self, config: Config, now: datetime) -> Path | None:
        """Where the raw pages of a crawl go; a folder in trouble costs them, not the news."""
        folder = config.raw_pages.folder
        if folder is None:
            return None
        path = folder / f"{now:%Y%m%dT%H%M%SZ}.warc.gz"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.open("ab").close()
        except OSError as error:
            words = f"{folder}: raw pages cannot be kept ({error.strerror}); mend the folder"
            self._reporting.trouble("raw pages", words)
            return None
        self._reporting.well("raw pages")
        return path

    def learn(self, batch: Sequence[str], end: Ended) -> None:
        """Draw the lesson of a crawl: pause after failures, suspect sources of one that died."""
        now, did = self._state.clock().running, finished(end.code)
        self._failures = 0 if did else self._failures + 1
        self._not_before = now + pause(self._failures, self._settings.config.daemon.tick_seconds)
        if did:
            self._batches.ended(batch)
        elif did is False:
            self._batches.died(batch, now)
            if len(batch) == 1:
                logger.error("%s: a crawl of it alone died; others go first", batch[0])
        trouble = "" if did else problem("crawl", end.code, self._failures, end.last_words)
        if trouble:
            self._reporting.trouble("crawl", trouble)
        elif did:
            self._reporting.well("crawl")


def crawl_words(config: Config, names: Sequence[str], warc: Path | None) -> list[str]:
    """The command line of a crawl, after ``kenwatch``."""
    limit = config.daemon.crawl_limit_minutes * 60
    words = [
        "crawl",
        "--no-progress",
        "--json",
        "--due",
        f"--minutes={config.daemon.crawl_minutes}",
    ]
    # for one that was started by hand; half of the time is left for the crawl itself
    words += [f"--wait={min(_WAIT_SECONDS, limit / 2):g}"]
    words += ["--db", str(config.archive), "--sources-dir", str(config.sources)]
    words += ["--warc", str(warc)] if warc else []
    return words + [f"--source={name}" for name in names]


def wrong_files(faults: Sequence[str]) -> str:
    """Source files that are wrong, in words: each as it was told, the first of many."""
    return "; ".join(faults) if len(faults) == 1 else f"{len(faults)} wrong: {'; '.join(faults)}"


def verdict_of(answer: str) -> str:
    """The line with which a crawl judges itself, from its JSON; "" where it printed none."""
    try:
        return " ".join(str(json.loads(answer)["verdict"]).split())[:500]
    except (ValueError, KeyError, TypeError):
        return ""


def _remove_empty(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()
