"""Archives with messages in their outbox."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelines import outbox
from pipelines.archive import Archive
from pipelines.outbox import Message
from tests.receivers import parcel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


def message(number: int = 1, sink: str = "hook", **given: Any) -> Message:
    one = parcel(number, sink, **given)
    return Message(**{name: getattr(one, name) for name in Message.__dataclass_fields__})


def put(path: Path, messages: Iterable[Message], now: datetime = NOW) -> None:
    archive = Archive(path)
    with archive.write() as db:
        for one in messages:
            assert outbox.put(db, one, now)
    archive.close()


def states(path: Path) -> dict[str, str]:
    """The state of each message by its key."""
    return {row["key"]: row["state"] for row in rows(path)}


def rows(path: Path) -> list[sqlite3.Row]:
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    found = list(db.execute("SELECT * FROM outbox ORDER BY id"))
    db.close()
    return found
