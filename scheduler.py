"""The daemon: which source is due, one crawl = one child process. No rule of the business.

``python scheduler.py`` and ``kenwatch daemon`` run the same ``main``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from filelock import FileLock, Timeout

from crawler.ownsources import watched_sources
from crawler.sources import BUILTIN, SourceError
from crawler.verdict import Exit
from desk.errors import UserError
from desk.ledger import turns
from desk.turns import Batches, due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desk.turns import Turn

logger = logging.getLogger("kenwatch.daemon")

TICK_SECONDS, SHORTEST_TICK, LONGEST_TICK = 30.0, 0.2, 3600.0
CRAWL_SECONDS = 3600
STOP_SECONDS = 8
PAUSE_LIMIT = 600.0
BATCH = 20
# of a crawl's asking; what is left then is queued, and others had to wait
CRAWL_MINUTES = 5
_DID_ITS_WORK = {Exit.OK, Exit.SOME_FAILED, Exit.ALL_FAILED, Exit.INTERRUPTED}
# told by the crawl itself: no source is why it could not do its work
_NOT_BY_A_SOURCE = {Exit.USAGE, Exit.NO_SPACE, Exit.BAD_CONFIG, Exit.BUSY}
_PR_SET_PDEATHSIG = 1


def pause(failures: int, tick: float) -> float:
    """Seconds to wait after so many crawls in a row that could not do their work.

    Doubled each time, up to ten minutes: a crawl that is always killed leaves no end in the
    archive, and its sites would be asked anew at every tick.
    """
    return min(PAUSE_LIMIT, tick * 2 ** min(failures, 20)) if failures else 0.0


class Daemon:
    """Starts a crawl when sources are due; at most one crawl at a time."""

    def __init__(self, archive: Path, sources_dir: Path, *, tick: float = TICK_SECONDS) -> None:
        self._archive, self._sources_dir, self._tick = archive, sources_dir, tick
        self._stopping, self._ticking = asyncio.Event(), asyncio.Lock()
        self._told = ""
        self._failures, self._not_before = 0, 0.0
        self._batches = Batches(BATCH, lambda lost: pause(lost, tick))

    async def run(self) -> None:
        """Tick until SIGTERM or SIGINT; then let the crawl under way finish its pages."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stopping.set)
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        scheduler.add_job(
            self.tick,
            "interval",
            seconds=self._tick,
            next_run_time=datetime.now(UTC),
            # late is better than never, and never two at a time
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        scheduler.start()
        logger.info("daemon started, archive %s", self._archive)
        await self._stopping.wait()
        logger.info("daemon is stopping")
        # a shutdown cancels the tick under way, which must first see its crawl end
        scheduler.pause()
        async with self._ticking:
            scheduler.shutdown(wait=False)
        logger.info("daemon stopped")

    async def tick(self) -> None:
        """Crawl what is due, if anything is."""
        async with self._ticking:
            now = asyncio.get_running_loop().time()
            names = self._due() if now >= self._not_before else []
            batch = self._batches.choose(names, now)
            if batch and not self._stopping.is_set():
                self._learn(batch, await self._crawl(batch))

    def _learn(self, batch: Sequence[str], finished: bool | None) -> None:  # noqa: FBT001 - as told
        now = asyncio.get_running_loop().time()
        self._failures = 0 if finished else self._failures + 1
        self._not_before = now + pause(self._failures, self._tick)
        if finished:
            self._batches.ended(batch)
        elif finished is False:
            self._batches.died(batch, now)
            if len(batch) == 1:
                logger.error("%s: a crawl of it alone died; others go first", batch[0])

    def _due(self) -> list[str]:
        trouble, names = "", []
        try:
            sources = watched_sources(self._sources_dir)
            names = due(sources, _turns(self._archive), datetime.now(UTC))
        except (SourceError, UserError) as error:
            trouble = str(error)
        if trouble and trouble != self._told:
            logger.error("%s", trouble)
        # told once and not at each tick
        self._told = trouble
        return names

    async def _crawl(self, names: Sequence[str]) -> bool | None:
        # whether the crawl came to do its work; None where that was not for its sources
        logger.info("crawling %s", ", ".join(names))
        command = [sys.executable, "-m", "desk", "crawl", "--no-progress", "--due"]
        command += [f"--minutes={CRAWL_MINUTES}"]
        command += ["--db", str(self._archive), "--sources-dir", str(self._sources_dir)]
        command += [f"--source={name}" for name in names]
        # its own session: a Ctrl-C at the terminal reaches the daemon only, which then tells it
        child = await asyncio.create_subprocess_exec(
            *command, start_new_session=True, preexec_fn=die_with_parent(os.getpid())
        )
        await self._watch(child)
        code = child.returncode if child.returncode is not None else int(Exit.ERROR)
        logger.info("crawl ended with code %s (%s)", code, _meaning(code))
        return None if code in _NOT_BY_A_SOURCE else code in _DID_ITS_WORK

    async def _watch(self, child: asyncio.subprocess.Process) -> None:
        """Wait for the crawl; end it when the daemon stops, or when it takes too long."""
        ended = asyncio.ensure_future(child.wait())
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait(
            (ended, stopping), timeout=CRAWL_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        stopping.cancel()
        if not ended.done():
            if not self._stopping.is_set():
                logger.error("crawl took over %s s and is stopped", CRAWL_SECONDS)
            await _end(child)
        await ended


async def _end(child: asyncio.subprocess.Process) -> None:
    """SIGTERM, and SIGKILL for a crawl that does not end: stored pages are safe, others queued."""
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await child.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()


def die_with_parent(parent: int) -> Callable[[], None] | None:
    """What a child calls before it starts, so that it gets SIGTERM when ``parent`` is killed.

    A daemon killed with -9 cannot end its crawl; Linux does it (prctl(2), PR_SET_PDEATHSIG).
    None on other systems, where the crawl runs to its end.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl  # found before the fork: a child should load nothing

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            # the parent was gone before the call
            os._exit(Exit.INTERRUPTED)

    return ask


def _turns(archive: Path) -> Mapping[str, Turn]:
    # a crawl that was killed at its very begin leaves an empty file, which the next one fills
    empty = archive.is_file() and archive.stat().st_size == 0
    return {} if empty else turns(archive)


def _meaning(code: int) -> str:
    return Exit(code).meaning if code in set(Exit) else "killed" if code < 0 else "unknown"


def _report(event: object) -> None:
    logger.warning("a tick went wrong: %s", getattr(event, "exception", None) or event)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the daemon; the exit code of the process."""
    parser = argparse.ArgumentParser(description="Crawl each source when it is due, for years.")
    archive = os.environ.get("KENWATCH_DB") or "kenwatch.db"
    sources = os.environ.get("KENWATCH_SOURCES") or BUILTIN
    parser.add_argument("--db", type=Path, default=archive, help="the archive file")
    parser.add_argument("--sources-dir", type=Path, default=sources, help="source files")
    parser.add_argument("--tick", type=float, default=TICK_SECONDS, help="seconds between looks")
    options = parser.parse_args(arguments)
    if not SHORTEST_TICK <= options.tick <= LONGEST_TICK:
        parser.error(f"--tick must be {SHORTEST_TICK} to {LONGEST_TICK} seconds")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # what it has to tell comes through _report, in words and without a traceback
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    try:
        with _only_one(options.db):
            watched_sources(options.sources_dir)
            _turns(options.db)
            asyncio.run(Daemon(options.db, options.sources_dir, tick=options.tick).run())
    except (SourceError, UserError) as error:
        sys.stderr.write(f"{error}\n")
        return Exit.BAD_CONFIG if isinstance(error, SourceError) else error.code
    return Exit.OK


@contextlib.contextmanager
def _only_one(archive: Path) -> Iterator[None]:
    if not archive.absolute().parent.is_dir():
        raise UserError(f"{archive}: cannot be written: its folder does not exist")
    lock = FileLock(f"{archive}.daemon.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(f"{archive}: a daemon is already running for it", Exit.BUSY) from error
    except OSError as error:
        raise UserError(f"{archive}: cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()


if __name__ == "__main__":
    sys.exit(main())
