"""What the daemon has done beside crawling: tend to the archive, send what waits."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from desk.daemon.aside import aside
from desk.daemon.outcomes import pause, problem
from desk.errors import UserError

if TYPE_CHECKING:
    from desk.daemon.archivelook import ArchiveLook
    from desk.daemon.children import Children, Ended
    from desk.daemon.reporting import Reporting
    from desk.daemon.settings import Settings
    from desk.daemon.state import State

logger = logging.getLogger("kenwatch.daemon")

DELIVER_SECONDS: Final = 15.0
# a backup and the optimizing of a large archive are part of it
TEND_LIMIT_SECONDS: Final = 3600.0
DELIVER_LIMIT_SECONDS: Final = 900.0
_WAIT_SECONDS: Final = 600
_SINKS_SECONDS: Final = 300.0


class Errands:
    """Children other than crawls. Tending writes into the archive; never beside a crawl."""

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
        self._failures = {"tend": 0, "alerts": 0}
        self._fruitless, self._not_before = 0, 0.0
        self._tended_at = self._sinks_seen_at = float("-inf")
        self._dead: set[str] = set()

    async def tend(self, unless_within: float = 0.0) -> None:
        """Assess sources, compose messages, do the chores; not twice within so many seconds."""
        if self._state.clock().running - self._tended_at < unless_within:
            return
        # a wrong archive is told by who looks for due sources, and none is made here
        if "archive" in self._state.problems.open or not self._settings.config.archive.exists():
            return
        await self._run("tend", f"--wait={_WAIT_SECONDS}", limit=TEND_LIMIT_SECONDS)
        self._tended_at = self._state.clock().running

    async def deliver(self) -> None:
        """Send the messages that are due, if any are; ever later while they stay there."""
        await self._mind_sinks()
        if self._state.clock().running < self._not_before or not await self._messages():
            return
        await self._run("alerts", "send", limit=DELIVER_LIMIT_SECONDS)
        # a delivery that can neither send nor note it must not be started over and over
        self._fruitless = self._fruitless + 1 if await self._messages() else 0
        rest = pause(self._fruitless, DELIVER_SECONDS)
        self._not_before = self._state.clock().running + rest

    async def _mind_sinks(self) -> None:
        """Warn of receivers that take nothing: the other ones are told, and the status page."""
        now = self._state.clock()
        if now.running - self._sinks_seen_at < _SINKS_SECONDS:
            return
        self._sinks_seen_at = now.running
        try:
            found = await aside(lambda: self._look.dead_sinks(now.moment), "sinks")
        except UserError:
            # told by who looks for due sources
            return
        dead = {f"sink {name}": words for name, words in found.items() if self._is_known(name)}
        for key in self._dead - dead.keys():
            self._reporting.well(key)
        for key, words in dead.items():
            self._reporting.warn(key, words)
        self._dead = set(dead)

    def _is_known(self, sink: str) -> bool:
        return sink in self._settings.config.sinks

    async def _messages(self) -> int:
        now = self._state.clock().moment
        try:
            return await aside(lambda: self._look.messages(now), "outbox")
        except UserError:
            # told by who looks for due sources
            return 0

    async def _run(self, *words: str, limit: float) -> Ended:
        command = words[0]
        archive = ["--db", str(self._settings.config.archive)]
        end = await self._children.run(command, [*self._settings.options, *words, *archive], limit)
        self._state.ended(command, end)
        if self._children.stopping.is_set():
            return end
        self._failures[command] = self._failures[command] + 1 if end.code else 0
        name = "delivery of messages" if command == "alerts" else "the keeping of the archive"
        trouble = problem(name, end.code, self._failures[command], end.last_words)
        if not end.code:
            self._reporting.well(command)
        elif trouble:
            self._reporting.trouble(command, trouble)
        else:
            logger.warning("%s ended with code %s", command, end.code)
        return end
