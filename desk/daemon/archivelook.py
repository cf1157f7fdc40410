"""The daemon's looks into the archive: whose turn it is, and whether messages wait. Writes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import UserError
from desk.ledger import turns
from desk.reader import reading
from pipelines.moments import iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.turns import Turn

_WAITING = "SELECT count(*) FROM outbox WHERE state = 'waiting' AND not_before <= ?"


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
            return int(db.execute(_WAITING, (iso(now),)).fetchone()[0])

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
