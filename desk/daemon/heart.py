"""The heart of the daemon: beats whatever happens, and sees whether all else still goes on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from desk.daemon import statusfile
from desk.daemon.aside import aside
from desk.daemon.clocks import leap
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.daemon.children import Children
    from desk.daemon.clocks import Reading
    from desk.daemon.jobs import Jobs
    from desk.daemon.notify import Notifier
    from desk.daemon.reporting import Reporting
    from desk.daemon.settings import Settings
    from desk.daemon.state import State

logger = logging.getLogger("kenwatch.daemon")

# a clock that was set is noticed within this time
BEAT_SECONDS: Final = 10.0
_READ_SECONDS: Final = 5.0


class Heart:
    """Each beat: clocks compared, jobs looked after, the file renewed, the watchdog told.

    ``on_change`` is called after the configuration file has changed.
    """

    def __init__(
        self,
        settings: Settings,
        children: Children,
        state: State,
        reporting: Reporting,
        *,
        jobs: Jobs,
        notifier: Notifier,
        on_change: Callable[[], None],
    ) -> None:
        self._settings, self._children, self._state = settings, children, state
        self._reporting, self._jobs, self._notifier = reporting, jobs, notifier
        self._on_change = on_change
        self._before: Reading = state.started
        self._crying: asyncio.Task[None] | None = None
        self._renewing: asyncio.Task[bool] | None = None
        self._missing: set[str] = set()
        self._is_hurt = False

    async def run(self) -> None:
        """Beat until the daemon stops."""
        watchdog = self._notifier.watchdog or BEAT_SECONDS * 2
        pause = min(BEAT_SECONDS, watchdog / 2, self._settings.config.daemon.tick_seconds)
        stopping = self._children.stopping
        while not stopping.is_set():
            with self._going_on():
                await self.beat()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), pause)

    async def beat(self) -> None:
        """One beat; a part of it that goes wrong keeps none of the others from going on."""
        self._is_hurt = is_going_round = False
        with self._going_on():
            self._mind_the_clock()
            is_going_round = self._jobs.look_after()
        with self._going_on():
            await self._renew()
        with self._going_on():
            self._children.reap()
        with self._going_on():
            self._write()
        if not self._is_hurt:
            self._reporting.well("heart")
        if is_going_round:
            self._notifier.tell(WATCHDOG="1", STATUS=self._state.line())
        if self._crying is None or self._crying.done():
            self._crying = asyncio.create_task(self._reporting.cry())

    @contextlib.contextmanager
    def _going_on(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a heart goes on
            self._is_hurt = True
            self._reporting.trouble("heart", f"a beat went wrong: {error!r}")

    async def settle(self, seconds: float) -> None:
        """Wait so long for the alarm that is being sent."""
        if self._crying is not None:
            await asyncio.wait({self._crying}, timeout=seconds)

    def say_last(self) -> None:
        """The last record: the daemon has stopped."""
        self._write(stopped=True)

    def _mind_the_clock(self) -> None:
        now = self._state.clock()
        found = leap(self._before, now)
        self._before = now
        if found:
            logger.warning("%s; every job runs now", found)
            self._jobs.rearm()

    async def _renew(self) -> None:
        try:
            has_changed = await self._read_anew()
        except UserError as error:
            words = f"{error}; the daemon goes on with the configuration it has"
            self._reporting.trouble("configuration", words)
            return
        self._reporting.well("configuration")
        self._tell_of_missing()
        if has_changed:
            logger.info("the configuration has changed")
            self._on_change()

    async def _read_anew(self) -> bool:
        """Whether the file says something else; raises UserError, also where it takes too long."""
        # never a second one beside one that hangs: each is a thread
        reading = self._renewing or asyncio.ensure_future(
            aside(self._settings.renew, "configuration")
        )
        await asyncio.wait({reading}, timeout=_READ_SECONDS)
        self._renewing = None if reading.done() else reading
        if self._renewing is not None:
            raise UserError("the configuration file cannot be read: its disk does not answer")
        return reading.result()

    def _tell_of_missing(self) -> None:
        """Tell of receivers without an address, and of those that have theirs again."""
        missing = self._settings.missing
        for key in self._missing - missing.keys():
            self._reporting.well(key)
        for key, words in missing.items():
            self._reporting.trouble(key, f"{words}; until then nothing is sent there")
        self._missing = set(missing)

    def _write(self, *, stopped: bool = False) -> None:
        record = self._state.beats(self._jobs.next_runs(), stopped=stopped)
        try:
            statusfile.write(self._settings.config.archive, record)
        except OSError as error:
            path = statusfile.path_of(self._settings.config.archive)
            self._reporting.trouble("file", f"{path}: cannot be written ({error.strerror})")
        else:
            self._reporting.well("file")
