"""Messages on their way: written once a key, sent at least once, given up after days of trouble."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Kind = Literal["story", "update", "alarm", "digest", "test"]
# 1, 2, 4 … minutes up to an hour: tried for about two days
MAX_ATTEMPTS: Final = 53
# where many wait for a dead sink, each has its turn seldom: so many trials in a week are enough
_ATTEMPTS_OF_A_WEEK: Final = 8
_WEEK: Final = timedelta(days=7)
_FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=1)
# a message that itself was refused does not go at once when its sink takes others again
REFUSED: Final = "refused: "
# what was queued so far in the future was queued while the clock was wrong
_NO_CLOCK_IS_OFF_BY: Final = timedelta(hours=1)
# neither quiet hours nor a pause last longer than a day
_LONGEST_HOLD: Final = timedelta(days=1) + _NO_CLOCK_IS_OFF_BY
_PARCEL: Final = (
    "SELECT id, key, kind, rule, sink, alert_id, language, title, body, html, attempts, created_at"
)
_IN_TURN: Final = (
    "SELECT *, row_number() OVER (PARTITION BY sink ORDER BY attempts, id) AS place FROM outbox"
)
_COUNT: Final = "SELECT count(*) FROM outbox"
_TRIALS: Final = "SELECT coalesce(sum(attempts), 0) FROM outbox"
_SET_NOT_BEFORE: Final = "UPDATE outbox SET not_before"
_DUE: Final = (
    "state = 'waiting' AND (not_before <= :now OR not_before > :too_far"
    " OR max(created_at, coalesce(tried_at, '')) > :wrong)"
)
# of the sink of a message, without those that were refused by themselves
_BESIDE: Final = "state = 'waiting' AND sink = :sink AND substr(problem, 1, :length) <> :refused"


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
    """A message in the outbox, with its number and how often it was tried.

    ``reached``: marks of those of its recipients that have it, where others have not.
    """

    id: int
    attempts: int
    created_at: str = ""
    reached: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """What no other message has, be it of another archive or of one that was restored."""
        parts = (str(self.id), self.key, self.created_at, self.title, self.body)
        return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


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
    """What is to be sent by now, ``limit`` for each sink at most: those that were tried least.

    They come in the order they were queued.
    """
    rows = db.execute(
        f"{_PARCEL} FROM ({_IN_TURN} WHERE {_DUE}) WHERE place <= :limit ORDER BY id",
        {**_moments(now), "limit": limit},
    )
    return _parcels(rows)


def count_due(db: sqlite3.Connection, now: datetime) -> int:
    """How many messages are to be sent by now."""
    (found,) = db.execute(f"{_COUNT} WHERE {_DUE}", _moments(now)).fetchone()
    return int(found)


def _moments(now: datetime) -> dict[str, str]:
    return {
        "now": iso(now),
        "wrong": iso(now + _NO_CLOCK_IS_OFF_BY),
        "too_far": iso(now + _LONGEST_HOLD),
    }


def still_waiting(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Parcel]:
    """The messages of these keys that are neither sent nor given up, by key."""
    found = (
        _parcels(db.execute(f"{_PARCEL} FROM outbox WHERE state = 'waiting' AND key = ?", (key,)))
        for key in keys
    )
    return {parcel.key: parcel for parcels in found for parcel in parcels}


def _parcels(rows: sqlite3.Cursor) -> list[Parcel]:
    names = [column[0] for column in rows.description]
    return [Parcel(**dict(zip(names, row, strict=True))) for row in rows]


def sent(db: sqlite3.Connection, parcel_id: int, now: datetime, note: str = "") -> None:
    """Note that a message was taken; what waited because its sink was in trouble is due again.

    ``note`` is kept where a problem would be: not all of its recipients took it.
    """
    db.execute(
        "UPDATE outbox SET state = 'sent', attempts = attempts + 1, tried_at = :now,"
        " sent_at = :now, problem = :note WHERE id = :id",
        {"id": parcel_id, "now": iso(now), "note": note},
    )
    (sink,) = db.execute("SELECT sink FROM outbox WHERE id = ?", (parcel_id,)).fetchone()
    db.execute(
        f"{_SET_NOT_BEFORE} = :now WHERE {_BESIDE} AND not_before > :now"
        " AND (attempts > 0 OR problem <> '')",
        {"now": iso(now), **_of_sink(sink)},
    )


def _of_sink(sink: str) -> dict[str, object]:
    return {"sink": sink, "refused": REFUSED, "length": len(REFUSED)}


def failed(db: sqlite3.Connection, parcel: Parcel, problem: str, now: datetime) -> None:
    """Note that a message was not taken: it waits longer each time, and is given up at the end.

    ``problem`` is shown to people and must hold no address; it begins with ``REFUSED`` where the
    sink is well and the message is at fault. Else the others of the sink wait as long, untried.
    """
    until = now + _pause(db, parcel, problem)
    state = "given up" if is_last(parcel, now) else "waiting"
    db.execute(
        "UPDATE outbox SET state = ?, attempts = ?, tried_at = ?, problem = ?, not_before = ?"
        " WHERE id = ?",
        (state, parcel.attempts + 1, iso(now), problem, iso(until), parcel.id),
    )
    if not problem.startswith(REFUSED):
        db.execute(
            f"{_SET_NOT_BEFORE} = :until, problem = :problem WHERE {_BESIDE}"
            " AND not_before < :until",
            {"until": iso(until), "problem": problem, **_of_sink(parcel.sink)},
        )


def _pause(db: sqlite3.Connection, parcel: Parcel, problem: str) -> timedelta:
    trials = parcel.attempts
    if not problem.startswith(REFUSED):
        # of all that wait for the sink: they take turns, and it is to be asked ever less
        found = db.execute(f"{_TRIALS} WHERE {_BESIDE}", _of_sink(parcel.sink)).fetchone()
        trials = max(trials, int(found[0]))
    return min(LONGEST_PAUSE, _FIRST_PAUSE * (1 << min(trials, 20)))


def is_last(parcel: Parcel, now: datetime) -> bool:
    """Whether one more failure is the last."""
    trials = parcel.attempts + 1
    if trials >= MAX_ATTEMPTS:
        return True
    created_at = datetime.fromisoformat(parcel.created_at)
    return trials >= _ATTEMPTS_OF_A_WEEK and now - created_at > _WEEK


def held(
    db: sqlite3.Connection, parcel: Parcel, problem: str, now: datetime, until: datetime
) -> None:
    """Hold a message back that was not tried; however often, it is never given up for that."""
    db.execute(
        "UPDATE outbox SET problem = ?, tried_at = ?, not_before = ? WHERE id = ?",
        (problem, iso(now), iso(until), parcel.id),
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
        "  AND problem <> '' AND (state <> 'sent' OR sent_at ="
        "   (SELECT max(sent_at) FROM outbox AS other WHERE other.sink = one.sink))"
        "  ORDER BY tried_at DESC LIMIT 1), '') AS problem"
        " FROM outbox GROUP BY sink ORDER BY sink"
    )
    names = [column[0] for column in rows.description]
    return [SinkTally(**dict(zip(names, row, strict=True))) for row in rows]
