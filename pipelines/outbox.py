"""Messages on their way: written once a key, sent at least once, given up after days of trouble."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3

Kind = Literal["story", "update", "alarm", "digest", "test"]
# 1, 2, 4 … minutes up to six hours: tried for about two days
MAX_ATTEMPTS: Final = 17
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message for one sink; ``key`` makes it one, ``not_before`` holds it back.

    ``body`` is plain text, ``html`` the same laid out or empty. ``sink`` is a name of the
    configuration file, never an address.
    """

    key: str
    kind: Kind
    rule: str
    sink: str
    language: str
    title: str
    body: str
    html: str = ""
    alert_id: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel(Message):
    """A message in the outbox, with its number and how often it was tried."""

    id: int
    attempts: int


def put(db: sqlite3.Connection, message: Message, now: datetime) -> bool:
    """Queue a message; False where one with its key is there already, sent or not."""
    values = asdict(message) | {"now": iso(now), "not_before": iso(message.not_before or now)}
    cursor = db.execute(
        "INSERT INTO outbox (key, kind, rule, sink, alert_id, language, title, body, html,"
        " created_at, not_before) VALUES (:key, :kind, :rule, :sink, :alert_id, :language, :title,"
        " :body, :html, :now, :not_before) ON CONFLICT (key) DO NOTHING",
        values,
    )
    return cursor.rowcount == 1


def waiting(db: sqlite3.Connection, now: datetime, limit: int = 100) -> list[Parcel]:
    """What is to be sent by now, the longest waiting first."""
    rows = db.execute(
        "SELECT id, key, kind, rule, sink, alert_id, language, title, body, html, attempts"
        " FROM outbox WHERE state = 'waiting' AND not_before <= ? ORDER BY not_before, id LIMIT ?",
        (iso(now), limit),
    )
    names = [column[0] for column in rows.description]
    return [Parcel(**dict(zip(names, row, strict=True))) for row in rows]


def sent(db: sqlite3.Connection, parcel_id: int, now: datetime) -> None:
    """Note that a message was taken."""
    db.execute(
        "UPDATE outbox SET state = 'sent', attempts = attempts + 1, tried_at = :now,"
        " sent_at = :now, problem = '' WHERE id = :id",
        {"id": parcel_id, "now": iso(now)},
    )


def failed(db: sqlite3.Connection, parcel: Parcel, problem: str, now: datetime) -> None:
    """Note that a message was not taken: it waits longer each time, and is given up at the end.

    ``problem`` is shown to people and must hold no address.
    """
    attempts = parcel.attempts + 1
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(parcel.attempts, 20))
    db.execute(
        "UPDATE outbox SET state = ?, attempts = ?, tried_at = ?, problem = ?, not_before = ?"
        " WHERE id = ?",
        (
            "given up" if attempts >= MAX_ATTEMPTS else "waiting",
            attempts,
            iso(now),
            problem,
            iso(now + pause),
            parcel.id,
        ),
    )
