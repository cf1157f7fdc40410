"""When a chore is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# a chore that failed or was cut off is tried again after so long
AGAIN: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Noted:
    """A row of table chore: when it began last, when that ended, when it last did its work."""

    began_at: datetime
    ended_at: datetime | None
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether the last time did the work: it neither failed nor was cut off."""
        return self.ended_at is not None and self.done_at == self.ended_at


def is_due(noted: Noted | None, every: timedelta, now: datetime) -> bool:
    """Whether a chore that is done ``every`` so long is to be done now.

    A time that is still to come was written by a wrong clock and says nothing.
    """
    if noted is None:
        return True
    if noted.is_done:
        assert noted.done_at is not None
        since, pause = noted.done_at, every
    else:
        since, pause = noted.began_at, min(AGAIN, every)
    return since > now or now - since >= pause
