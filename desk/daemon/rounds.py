"""Whether each job of the daemon goes round as often as it should. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desk.daemon.clocks import span

_ROUNDS: Final = 3
# a busy machine is late by seconds
_SLACK: Final = 10.0


@dataclass(slots=True)
class Round:
    """A job that is to run every ``interval`` seconds and takes at most ``longest``.

    ``ended`` and ``began`` are of the running clock; ``began`` is None while it does not run.
    """

    interval: float
    longest: float
    ended: float
    began: float | None = None

    def begin(self, now: float) -> None:
        """Note that the job runs."""
        self.began = now

    def end(self, now: float) -> None:
        """Note that it ended, well or not."""
        self.began, self.ended = None, now

    def trouble(self, now: float) -> str:
        """Why the job is to be worried about, or ""."""
        if self.began is not None:
            lasted = now - self.began
            return f"does not end: runs for {span(lasted)}" if lasted > self.longest else ""
        rested = now - self.ended
        is_late = rested > _ROUNDS * self.interval + _SLACK
        return f"did not run for {span(rested)}" if is_late else ""
