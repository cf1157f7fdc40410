"""The jobs of the daemon on their scheduler: how often, one at a time, armed anew when need be."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from desk.daemon.every import Every
from desk.daemon.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from desk.daemon.reporting import Reporting
    from desk.daemon.state import State

    Job = Callable[[], Awaitable[object]]

logger = logging.getLogger("kenwatch.daemon")

# of what an interval and its jitter may lie ahead
_AHEAD: Final = 2.0


class Jobs:
    """Runs each job every so many seconds; a job that raises is told of and runs again."""

    def __init__(self, state: State, reporting: Reporting) -> None:
        self._state, self._reporting = state, reporting
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[object]] = set()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def add(self, name: str, job: Job, *, interval: float, longest: float) -> None:
        """Have a job run at once and every ``interval`` seconds; it may take ``longest``."""
        self._jobs[name] = job
        now = self._state.clock().running
        self._state.rounds[name] = Round(interval, longest, ended=now)
        self._arm(name)

    def start(self) -> None:
        """Let them run, on the running event loop."""
        self._scheduler.start()

    def pause(self) -> None:
        """Start none any more; those under way go on."""
        self._scheduler.pause()

    def shutdown(self) -> None:
        """Cancel what is under way."""
        self._scheduler.shutdown(wait=False)

    async def settle(self, seconds: float) -> None:
        """Wait so long for the jobs that are under way."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    def next_runs(self) -> Mapping[str, datetime | None]:
        """When each job is to run next."""
        return {job.id: getattr(job, "next_run_time", None) for job in self._scheduler.get_jobs()}

    def change(self, name: str, interval: float) -> None:
        """Have a job run at another interval from now on."""
        if self._state.rounds[name].interval != interval:
            self._state.rounds[name].interval = interval
            self._arm(name)

    def rearm(self) -> None:
        """Have every job run at once: the clock that the scheduler goes by has changed."""
        for name in self._jobs:
            self._arm(name)

    def look_after(self) -> bool:
        """Tell of jobs that do not go round, and arm those anew; whether all do."""
        now, is_well = self._state.clock(), True
        for name, turn in self._state.rounds.items():
            if trouble := turn.trouble(now.running):
                is_well = False
                self._reporting.trouble(f"job {name}", f"the job {name!r} {trouble}")
                if turn.began is None:
                    self._arm(name)
            elif self._is_astray(name, turn.interval, now.moment):
                self._arm(name)
        return is_well

    def _is_astray(self, name: str, interval: float, now: datetime) -> bool:
        job = self._scheduler.get_job(name)
        at = getattr(job, "next_run_time", None)
        return at is None or at > now + timedelta(seconds=_AHEAD * interval)

    def _arm(self, name: str) -> None:
        self._scheduler.add_job(
            self._run,
            Every(self._state.rounds[name].interval),
            args=(name,),
            id=name,
            replace_existing=True,
            next_run_time=self._state.clock().moment,
            # late is better than never, and never two at a time
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    async def _run(self, name: str) -> None:
        turn, task = self._state.rounds[name], asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        turn.begin(self._state.clock().running)
        try:
            await self._jobs[name]()
        except Exception as error:
            # whatever it was, the next round may be well
            logger.debug("the job %r went wrong", name, exc_info=True)
            words = f"the job {name!r} went wrong: {type(error).__name__}: {error}"
            self._reporting.trouble(f"job {name}", words)
        else:
            self._reporting.well(f"job {name}")
        finally:
            self._tasks.discard(task)
            turn.end(self._state.clock().running)
