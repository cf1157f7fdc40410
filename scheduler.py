"""The daemon: which source is due, one crawl = one child process. No rule of the business.

``python scheduler.py`` and ``kenwatch daemon`` run the same ``main``. What it is made of lies in
``desk/daemon``; this is how the parts hang together.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.ownsources import readable_sources
from crawler.sources import SourceError
from crawler.verdict import Exit
from desk.cli import installed_version
from desk.config import secrecy
from desk.daemon import answers, clocks
from desk.daemon.archivelook import ArchiveLook
from desk.daemon.children import PROGRAM, STOP_SECONDS, Children
from desk.daemon.crawls import Crawls
from desk.daemon.errands import DELIVER_LIMIT_SECONDS, DELIVER_SECONDS, TEND_LIMIT_SECONDS, Errands
from desk.daemon.heart import Heart
from desk.daemon.jobs import Jobs
from desk.daemon.lastgood import LastGood
from desk.daemon.metrics import Metrics
from desk.daemon.notify import Notifier
from desk.daemon.page import Page
from desk.daemon.ping import Ping
from desk.daemon.problems import GRACE_SECONDS, Problems
from desk.daemon.reporting import Reporting
from desk.daemon.settings import Given, Settings
from desk.daemon.state import State
from desk.errors import UserError
from desk.logs import configure
from pipelines.lockfile import HeldError, LockFile, beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desk.config.model import Config

logger = logging.getLogger("kenwatch.daemon")

SHORTEST_TICK, LONGEST_TICK = 0.2, 3600.0
_SETTLE_SECONDS = 0.7


class Daemon:
    """Starts a crawl when sources are due, tends to the archive, has messages sent.

    Crawling and tending both write into the archive, so one waits for the other.
    """

    def __init__(
        self,
        settings: Settings,
        program: Sequence[str] = PROGRAM,
        grace: float = GRACE_SECONDS,
        *,
        log: Callable[[Config], None],
    ) -> None:
        self.settings, self._log = settings, log
        archive, clock = settings.config.archive, clocks.read
        self.state = State(archive, installed_version(), clock, clock(), Problems(grace))
        self.children = Children(program, last_good=settings.last_good)
        self.reporting = Reporting(settings, self.children, self.state)
        self.jobs = Jobs(self.state, self.reporting)
        parts = (settings, self.children, ArchiveLook(archive), self.state, self.reporting)
        self.crawls, self.errands = Crawls(*parts), Errands(*parts)
        self._writing, self._ping, self._signals = asyncio.Lock(), Ping(), 0
        self._notifier = Notifier.of()
        self.heart = Heart(
            settings, self.children, self.state, self.reporting,
            jobs=self.jobs, notifier=self._notifier, on_change=self._changed,
        )  # fmt: skip

    async def run(self) -> None:
        """Work until SIGTERM or SIGINT; then let what is under way finish its pages."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop)
        page = self._page()
        self._add_jobs()
        self.jobs.start()
        logger.info("daemon started, archive %s", self.settings.config.archive)
        self._notifier.tell(READY="1")
        await self.heart.run()
        self._notifier.tell(STOPPING="1")
        logger.info("daemon is stopping")
        await self._wind_up()
        if page is not None:
            page.close()
        self.heart.say_last()
        logger.info("daemon stopped")

    def _page(self) -> Page | None:
        port = self.settings.config.daemon.status_port
        metrics = Metrics(self.state)
        paths = {"/healthz": lambda: answers.healthz(self.state), "/metrics": metrics.page}
        return Page.opened(paths, port) if port else None

    def _add_jobs(self) -> None:
        daemon = self.settings.config.daemon
        # a job may wait for the crawl under way, and for the tending after that
        longest = daemon.crawl_limit_minutes * 60 + 2 * TEND_LIMIT_SECONDS
        add = self.jobs.add
        add("crawl", self._crawl, interval=daemon.tick_seconds, longest=longest)
        add("tend", self._tend, interval=daemon.tend_minutes * 60, longest=longest)
        add("deliver", self.errands.deliver, interval=DELIVER_SECONDS,
            longest=DELIVER_LIMIT_SECONDS + 60)  # fmt: skip
        add("ping", self._pulse, interval=daemon.ping_minutes * 60, longest=300)

    def _changed(self) -> None:
        # addresses that came with the change must not be logged either
        self._log(self.settings.config)
        daemon = self.settings.config.daemon
        self.jobs.change("crawl", daemon.tick_seconds)
        self.jobs.change("tend", daemon.tend_minutes * 60)
        self.jobs.change("ping", daemon.ping_minutes * 60)

    async def _crawl(self) -> None:
        async with self._writing:
            if await self.crawls.tick():
                await self.errands.tend()

    async def _tend(self) -> None:
        async with self._writing:
            await self.errands.tend(unless_within=self.settings.config.daemon.tend_minutes * 30)

    async def _pulse(self) -> None:
        url = self.settings.config.daemon.ping_url
        if url is not None and not self.state.problems:
            await self._ping(url.get_secret_value())

    def _stop(self) -> None:
        """The first signal: end what is under way. The second: at once."""
        self._signals += 1
        self.children.stopping.set()
        if self._signals > 1:
            logger.warning("told twice to stop: what is under way is killed")
            self.children.kill()
            self.heart.say_last()
            os._exit(Exit.INTERRUPTED)

    async def _wind_up(self) -> None:
        # a shutdown cancels jobs, which must first see their children end
        self.jobs.pause()
        patience = STOP_SECONDS + _SETTLE_SECONDS
        await asyncio.gather(self.jobs.settle(patience), self.heart.settle(patience))
        self.children.kill()
        self.jobs.shutdown()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the daemon; the exit code of the process."""
    options = _options(arguments)
    try:
        place = _place()
        given = Given(options.config, options.db, options.sources_dir, options.tick, place)
        last_good = LastGood(os.environ, place)
        settings = Settings(given, last_good.load, last_good)
        _log(settings.config)
        return run(settings, log=_log)
    except (SourceError, UserError) as error:
        sys.stderr.write(f"{error}\n")
        return Exit.BAD_CONFIG if isinstance(error, SourceError) else error.code


def _place() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise UserError(
            f"the working directory cannot be used ({error.strerror}); start from another"
        ) from error


def _log(config: Config) -> None:
    """Send all logs where the configuration says, without its addresses."""
    configure(config.log, secrecy.addresses(config))
    # what it has to tell comes through the jobs, in words and without a traceback
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)


def run(
    settings: Settings,
    program: Sequence[str] = PROGRAM,
    grace: float = GRACE_SECONDS,
    *,
    log: Callable[[Config], None] = lambda _: None,
) -> int:
    """Run a daemon over checked settings; raises SourceError or UserError before it begins.

    ``program``: what is started in place of kenwatch for its children; ``grace``: seconds that a
    problem lasts before people are told; ``log`` is called when the configuration has changed.
    """
    config = settings.config
    with _only_one(config.archive), settings.kept():
        readable_sources(config.sources)
        ArchiveLook(config.archive).turns()

        async def work() -> None:
            await Daemon(settings, program, grace, log=log).run()

        asyncio.run(work())
    return Exit.OK


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Crawl each source when it is due, for years.")
    archive, sources = os.environ.get("KENWATCH_DB"), os.environ.get("KENWATCH_SOURCES")
    add = parser.add_argument
    add("--config", type=Path, default=None, help="the configuration file")
    add("--db", type=Path, default=archive and Path(archive), help="the archive file")
    add("--sources-dir", type=Path, default=sources and Path(sources), help="source files")
    add("--tick", type=float, default=None, help="seconds between looks")
    options = parser.parse_args(arguments)
    if options.tick is not None and not SHORTEST_TICK <= options.tick <= LONGEST_TICK:
        parser.error(f"--tick must be {SHORTEST_TICK} to {LONGEST_TICK} seconds")
    return options


@contextlib.contextmanager
def _only_one(archive: Path) -> Iterator[None]:
    if not archive.absolute().parent.is_dir():
        raise UserError(f"{archive}: cannot be written: its folder does not exist")
    lock = LockFile(beside(archive, ".daemon.lock"))
    try:
        lock.acquire()
    except HeldError as error:
        who = f" (pid {error.holder.pid})" if error.holder else ""
        words = f"{archive}: a daemon is already running for it{who}"
        raise UserError(words, Exit.BUSY) from error
    except OSError as error:
        raise UserError(f"{archive}: cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()


if __name__ == "__main__":
    sys.exit(main())
