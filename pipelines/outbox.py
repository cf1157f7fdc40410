"""Messages on their way: written once a key, sent at least once, given up after days of trouble."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Kind = Literal["story", "update", "alarm", "digest", "test"]
# 1, 2, 4 … minutes up to an hour: tried for about two days
MAX_ATTEMPTS: Final = 53
_FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=1)
# a message that itself was refused does not go at once when its sink takes others again
REFUSED: Final = "refused: "
# what was queued so far in the future was queued while the clock was wrong
_NO_CLOCK_IS_OFF_BY: Final = timedelta(hours=1)
_PARCEL: Final = (
    "SELECT id, key, kind, rule, sink, alert_id, language, title, body, html, attempts FROM outbox"
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkTally:
    """The messages of one sink: how many wait, went, were given up; when, and the last problem."""

    sink: str
    waiting: int
    sent: int
    given_up: int
    oldest_waiting_at: str | None
    last_sent_at: str | None
    problem: str


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
    """What is to be sent by now, ``limit`` for each sink at most, in the order it was queued."""
    rows = db.execute(
        "SELECT id, key, kind, rule, sink, alert_id, language, title, body, html, attempts"
        " FROM (SELECT *, row_number() OVER (PARTITION BY sink ORDER BY id) AS place"
        "  FROM outbox WHERE state = 'waiting'"
        "  AND (not_before <= :now OR max(created_at, coalesce(tried_at, '')) > :wrong))"
        " WHERE place <= :limit ORDER BY id",
        {"now": iso(now), "wrong": iso(now + _NO_CLOCK_IS_OFF_BY), "limit": limit},
    )
    return _parcels(rows)


def still_waiting(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Parcel]:
    """The messages of these keys that are neither sent nor given up, by key."""
    found = (
        _parcels(db.execute(f"{_PARCEL} WHERE state = 'waiting' AND key = ?", (key,)))
        for key in keys
    )
    return {parcel.key: parcel for parcels in found for parcel in parcels}


def _parcels(rows: sqlite3.Cursor) -> list[Parcel]:
    names = [column[0] for column in rows.description]
    return [Parcel(**dict(zip(names, row, strict=True))) for row in rows]


def sent(db: sqlite3.Connection, parcel_id: int, now: datetime) -> None:
    """Note that a message was taken; what waited because its sink was in trouble is due again."""
    db.execute(
        "UPDATE outbox SET state = 'sent', attempts = attempts + 1, tried_at = :now,"
        " sent_at = :now, problem = '' WHERE id = :id",
        {"id": parcel_id, "now": iso(now)},
    )
    db.execute(
        "UPDATE outbox SET not_before = :now WHERE state = 'waiting' AND not_before > :now"
        " AND attempts > 0 AND sink = (SELECT sink FROM outbox WHERE id = :id)"
        " AND substr(problem, 1, :length) <> :refused",
        {"id": parcel_id, "now": iso(now), "refused": REFUSED, "length": len(REFUSED)},
    )


def failed(db: sqlite3.Connection, parcel: Parcel, problem: str, now: datetime) -> None:
    """Note that a message was not taken: it waits longer each time, and is given up at the end.

    ``problem`` is shown to people and must hold no address; it begins with ``REFUSED`` where the
    sink is well and the message is at fault.
    """
    attempts = parcel.attempts + 1
    pause = min(LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(parcel.attempts, 20))
    db.execute(
        "UPDATE outbox SET state = ?, attempts = ?, tried_at = ?, problem = ?, not_before = ?"
        " WHERE id = ?",
        (
            "given up" if is_last(parcel) else "waiting",
            attempts,
            iso(now),
            problem,
            iso(now + pause),
            parcel.id,
        ),
    )


def is_last(parcel: Parcel) -> bool:
    """Whether one more failure is the last."""
    return parcel.attempts + 1 >= MAX_ATTEMPTS


def held(db: sqlite3.Connection, parcel: Parcel, problem: str, until: datetime) -> None:
    """Hold a message back that was not tried; however often, it is never given up for that."""
    db.execute(
        "UPDATE outbox SET problem = ?, not_before = ? WHERE id = ?",
        (problem, iso(until), parcel.id),
    )


def retry(db: sqlite3.Connection, now: datetime, sink: str | None = None) -> int:
    """Put what was given up back, as if never tried; of one sink or of all. How many."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'waiting', attempts = 0, not_before = :now"
        " WHERE state = 'given up' AND (:sink IS NULL OR sink = :sink)",
        {"now": iso(now), "sink": sink},
    )
    return cursor.rowcount


def tallies(db: sqlite3.Connection) -> list[SinkTally]:
    """The sinks that messages were ever queued for, by name."""
    rows = db.execute(
        "SELECT sink, sum(state = 'waiting') AS waiting, sum(state = 'sent') AS sent,"
        " sum(state = 'given up') AS given_up,"
        " min(created_at) FILTER (WHERE state = 'waiting') AS oldest_waiting_at,"
        " max(sent_at) AS last_sent_at,"
        " coalesce((SELECT problem FROM outbox AS one WHERE one.sink = outbox.sink"
        "  AND state <> 'sent' AND problem <> '' ORDER BY tried_at DESC LIMIT 1), '') AS problem"
        " FROM outbox GROUP BY sink ORDER BY sink"
    )
    names = [column[0] for column in rows.description]
    return [SinkTally(**dict(zip(names, row, strict=True))) for row in rows]
