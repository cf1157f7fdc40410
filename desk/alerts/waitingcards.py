"""What waits in the outbox, and why: for whoever asked for it to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.verdict import counted
from desk.moments import from_archive, show
from desk.tables import plain

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages to a sink that wait for one reason; ``next_at``: when the first is tried (UTC)."""

    sink: str
    messages: int
    next_at: str
    problem: str

    def words(self, now: datetime) -> str:
        """One line: "phone: 3 messages wait until 2026-11-20 07:00 (Almaty), quiet hours"."""
        moment = from_archive(self.next_at)
        is_due = moment is None or moment <= now
        until = "for the next delivery" if is_due else f"until {show(self.next_at)} (Almaty)"
        why = plain(self.problem) or ("" if is_due else "quiet hours")
        verb = "waits" if self.messages == 1 else "wait"
        told = f"{plain(self.sink)}: {counted(self.messages, 'message')} {verb} {until}"
        return f"{told}: {why}" if why else told


def waiting(db: sqlite3.Connection) -> list[Waiting]:
    """What waits, by sink and reason."""
    rows = db.execute(
        "SELECT sink, count(*) AS messages, min(not_before) AS next_at, problem FROM outbox"
        " WHERE state = 'waiting' GROUP BY sink, problem ORDER BY sink, next_at"
    )
    return [Waiting(*row) for row in rows]
