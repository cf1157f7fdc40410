"""The daemon's looks into the archive: whose turn it is, and whether messages wait. Writes none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import UserError
from desk.ledger import turns
from desk.reader import reading
from pipelines import outbox
from pipelines.moments import iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.turns import Turn

# tried so often, a message waits for over an hour: 1 + 2 + 4 + … + 32 minutes
_ATTEMPTS = 7
_RECENT = 5000
_DAY = timedelta(days=1)
# a sink that took a message after another one failed is alive
_DEAD = """
WITH recent AS (
  SELECT sink, state, tried_at, sent_at, problem FROM outbox
  WHERE id > (SELECT max(id) FROM outbox) - :recent
), late AS (
  SELECT sink, state, tried_at, problem FROM outbox
  WHERE state = 'waiting' AND attempts >= :attempts
  UNION ALL
  SELECT sink, state, tried_at, problem FROM recent WHERE state = 'given up' AND tried_at >= :since
), alive AS (SELECT sink, max(sent_at) AS sent_at FROM recent WHERE state = 'sent' GROUP BY sink)
SELECT sink, count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'given up'),
  max(problem)
FROM late LEFT JOIN alive USING (sink)
WHERE alive.sent_at IS NULL OR alive.sent_at <= late.tried_at GROUP BY sink
"""


class ArchiveLook:
    """Reads the archive of a daemon; every method raises UserError for one that cannot be read.

    A file that was there once and is gone is no fresh start: a disk may have come off.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was_there = False

    def turns(self) -> Mapping[str, Turn]:
        """Whose turn is when; empty where no archive was begun yet."""
        if not self._holds_something():
            return {}
        found = turns(self.path)
        self._was_there = True
        return found

    def messages(self, now: datetime) -> int:
        """How many messages are to be sent by now."""
        if not self._holds_something():
            return 0
        with reading(self.path) as db:
            return outbox.count_due(db, now)

    def dead_sinks(self, now: datetime) -> Mapping[str, str]:
        """The sinks that have taken no message for over an hour, though tried; in words, by name.

        So are those for which messages were given up within a day, and that took none since.
        """
        if not self._holds_something():
            return {}
        values = {"attempts": _ATTEMPTS, "recent": _RECENT, "since": iso(now - _DAY)}
        with reading(self.path) as db:
            return {row[0]: _dead(*row) for row in db.execute(_DEAD, values)}

    def _holds_something(self) -> bool:
        # a crawl that was killed at its very begin leaves an empty file, which the next one fills
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            size = 0
        except OSError as error:
            raise UserError(f"{self.path}: cannot be read ({error.strerror})") from error
        if not size and self._was_there:
            raise UserError(
                f"{self.path}: is gone or empty; put it back, restore a backup, or restart the "
                "daemon to begin a new one"
            )
        return size > 0


def _dead(sink: str, waiting: int, given_up: int, problem: str) -> str:
    why = f" ({problem})" if problem else ""
    return (
        f"no message reaches the sink {sink!r}: {waiting} waiting for over an hour, "
        f"{given_up} given up within a day{why}; try `kenwatch alerts test`"
    )
