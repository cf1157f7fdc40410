"""The simulated month at work: real sites, crawls, archive and mail under a moved clock."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import time_machine

from bench.monthsettings import SharedRefine, configuration, process
from crawler.ownsources import watched_sources
from desk.ledger import turns
from desk.reader import reading
from desk.turns import due
from pipelines.archive import Archive, ArchiveError
from pipelines.stages import bench_of
from pipelines.workers import Workers
from samples.month.serving import Receiver, Sites
from samples.month.sourcefiles import write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from samples.month.world import World

# a message is given up for this time when its receiver does not answer
SEND_SECONDS = 1.5
_SLOW_SECONDS = 2.5
_BATCH = 20
_STATES = (
    "SELECT source_id, evidence ->> 'state' FROM issue WHERE kind = 'state' AND ended_at IS NULL"
)


class Change(NamedTuple):
    """A source was found in another state than before; source "" is this machine."""

    at: datetime
    source: str
    state: str


@dataclass
class Course:
    """What a run of the month did: crawls with their moments, and seconds spent on each part."""

    crawls: list[tuple[datetime, int]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ticks: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def spend(self, part: str, since: float) -> None:
        """Count real seconds for a part."""
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - since

    def note(self, states: Mapping[str, str], now: datetime) -> None:
        """Keep which sources are in another state than at the last look."""
        before = {change.source: change.state for change in self.changes}
        for source in sorted(before.keys() | states.keys()):
            state = states.get(source, "ok")
            if state != before.get(source, "ok"):
                self.changes.append(Change(now, source, state))


class MonthRun:
    """Runs a world from its begin to its end in a folder of its own.

    ``step``: how far the clock goes from one look at what is due to the next. A daemon looks
    every half minute: what this run measures is later by up to a step than what users get.
    """

    def __init__(self, world: World, folder: Path, step: timedelta) -> None:
        self.world, self.step = world, step
        self.path, self._sources_dir = folder / "kenwatch.db", folder / "sources"
        self.course = Course()
        self.receiver = Receiver(_now, _SLOW_SECONDS)
        self._sites = Sites(world, _now)

    def run(self, begin: datetime, end: datetime) -> None:
        """Let the time from ``begin`` to ``end`` pass; one call a process, as with any reactor."""
        SharedRefine.workers = Workers(count=2)
        with ExitStack() as stack:
            stack.callback(SharedRefine.workers.close)
            stack.enter_context(self._sites)
            stack.enter_context(self.receiver)
            write_sources(self._sources_dir, self._sites.port, self.world.outlets)
            self._config = configuration(self.receiver)
            self._process = process(self.path, self._sources_dir)
            self._clock = stack.enter_context(time_machine.travel(begin, tick=True))
            self._turn_reactor(begin, end)

    def _turn_reactor(self, begin: datetime, end: datetime) -> None:
        from twisted.internet import reactor as installed

        # what twisted names there is known at run time only
        reactor: Any = installed

        failed: list[BaseException] = []

        async def live() -> None:
            try:
                await self._live(begin, end)
            except BaseException as error:  # noqa: BLE001 - raised again outside of the reactor
                failed.append(error)
            finally:
                reactor.stop()

        tasks = []
        start = lambda: tasks.append(asyncio.ensure_future(live()))  # noqa: E731
        reactor.callWhenRunning(start)
        self._process.start(stop_after_crawl=False)
        if failed:
            raise failed[0]

    async def _live(self, begin: datetime, end: datetime) -> None:
        for now in self._moments(begin, end):
            self._clock.move_to(now)
            self._sites.refuse() if self.world.weather.is_offline(now) else self._sites.listen()
            self.receiver.be(self.world.weather.mood(now))
            self.course.ticks += 1
            names = due(watched_sources(self._sources_dir), turns(self.path), _now())[:_BATCH]
            if names:
                await self._crawl(names)
            self._tend()
            self.course.note(self._states(), _now())
            self._deliver()

    def _moments(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """Each step, and between them when a message is to be tried again."""
        now, following = begin, begin
        while now < end:
            if now >= following:
                following = now + self.step
            yield now
            waiting = self._next_message()
            wanted = max(waiting, now + timedelta(minutes=1)) if waiting else following
            now = min(following, wanted)

    def _states(self) -> dict[str, str]:
        with reading(self.path) as db:
            return dict(map(tuple, db.execute(_STATES)))

    def _next_message(self) -> datetime | None:
        with reading(self.path) as db:
            row = db.execute("SELECT min(not_before) FROM outbox WHERE state = 'waiting'")
            first = row.fetchone()[0]
        return datetime.fromisoformat(first) if first else None

    async def _crawl(self, names: list[str]) -> None:
        since = time.perf_counter()
        crawler = self._process.create_crawler("news")
        await self._process.crawl(crawler, sources=",".join(names), due="1", minutes="5")
        verdict = crawler.spider.frontier.finish("interrupted")
        crawler.spider.frontier.close()
        # a bench that points back to its crawler would keep all crawls of the month in memory
        bench_of(crawler).archive.on_fault = _nothing
        self.course.crawls.append((_now(), int(verdict.exit_code)))
        self.course.spend("crawls", since)

    def _tend(self) -> None:
        archive = Archive(self.path)
        try:
            for name, step in _steps():
                since = time.perf_counter()
                step(archive, self._config, _now())
                self.course.spend(name, since)
        finally:
            archive.close()

    def _deliver(self) -> None:
        from desk.alerts.delivery import deliver
        from desk.alerts.posting import post

        waiting = self._next_message()
        if waiting is not None and waiting <= _now():
            since = time.perf_counter()
            deliver(self.path, self._config, _now, post, seconds=SEND_SECONDS)
            self.course.spend("delivery", since)


def _steps() -> tuple[tuple[str, Any], ...]:
    from desk.alerts.composing import compose as alerts
    from desk.digest.composing import compose as digests
    from desk.health.watching import assess

    return ("health", assess), ("alerts", alerts), ("digests", digests)


def _nothing(fault: ArchiveError) -> None:
    """Nobody listens any more."""


def _now() -> datetime:
    return datetime.now(UTC)
