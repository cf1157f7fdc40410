"""Tells of troubles: in the log, and by a child that writes to people without the archive."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from desk.daemon.problems import one_line

if TYPE_CHECKING:
    from desk.daemon.children import Children
    from desk.daemon.settings import Settings
    from desk.daemon.state import State

logger = logging.getLogger("kenwatch.daemon")

_CRY_SECONDS: Final = 90.0
# what the child prints of a receiver that it reached; some may be dead
_TAKEN: Final = ": took the message"


class Reporting:
    """Problems begin and end here."""

    def __init__(self, settings: Settings, children: Children, state: State) -> None:
        self._settings, self._children, self._state = settings, children, state

    def trouble(self, key: str, words: str) -> None:
        """Something is wrong; logged once, and again each six hours while it lasts."""
        if self._state.problems.begin(key, words, self._state.clock()):
            logger.error("%s", one_line(words))

    def warn(self, key: str, words: str) -> None:
        """Something is wrong that does not keep the daemon from its work; told like a trouble."""
        if self._state.problems.begin(key, words, self._state.clock(), is_warning=True):
            logger.warning("%s", one_line(words))

    def well(self, key: str) -> None:
        """Something is as it should be."""
        if words := self._state.problems.over(key, self._state.clock()):
            logger.info("%s", words)

    async def cry(self) -> None:
        """Tell people of what lasts, past the archive: the outbox may be what is in trouble."""
        config, problems = self._settings.config, self._state.problems
        if not config.alarms.sinks:
            return
        for cry in list(problems.to_cry(self._state.clock())):
            words = ["alerts", "cry", "--problem", cry.words, "--db", str(config.archive)]
            words += ["--over"] if cry.is_over else []
            command = [*self._settings.options, *words]
            end = await self._children.run("alarm", command, _CRY_SECONDS)
            self._state.ended("alarm", end)
            if end.code == 0 or _TAKEN in end.answer:
                problems.cried(cry, self._state.clock())
            elif not self._children.stopping.is_set():
                logger.error("no alarm could be sent (code %s): %s", end.code, end.last_words)
