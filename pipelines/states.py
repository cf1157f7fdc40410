"""States of sources as rows of table issue: opened, gone on with, ended; and when they were told.

A state is one row from begin to end (kind ``state``): ``first_seen_at`` is when it began,
``evidence`` its name, why, and the figures. Source "" is this machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipelines.moments import iso, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

Change = Literal["begun", "ended", "turned", ""]
# what a later look leaves of the evidence: when the state and its end were told
_TOLD = ("told_at", "end_told_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The state that a source shows now; ``evidence`` holds ``state`` and ``why``."""

    since: datetime
    url: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Its name."""
        return str(self.evidence["state"])


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A state in the archive; ``told_at``, ``end_told_at``: when an alarm was written of it."""

    id: int
    source_id: str
    state: str
    since: datetime
    ended_at: datetime | None
    last_seen_at: datetime
    evidence: Mapping[str, Any]
    told_at: datetime | None = None
    end_told_at: datetime | None = None


_COLUMNS = "id, source_id, first_seen_at, last_seen_at, ended_at, evidence"


def open_states(db: sqlite3.Connection) -> dict[str, StateRow]:
    """The states that go on, by source; the last one of each."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM issue WHERE kind = 'state' AND ended_at IS NULL"  # noqa: S608 - column names are ours
        " ORDER BY first_seen_at, id"
    )
    return {row["source_id"]: _row(row) for row in rows}


def states_since(db: sqlite3.Connection, moment: datetime) -> list[StateRow]:
    """The states that go on or were seen since a moment, from old to new."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM issue WHERE kind = 'state'"  # noqa: S608 - column names are ours
        " AND (ended_at IS NULL OR last_seen_at >= ? OR ended_at >= ?) ORDER BY first_seen_at, id",
        (iso(moment), iso(moment)),
    )
    return [_row(row) for row in rows]


def states_of(db: sqlite3.Connection, source_id: str, most: int = 20) -> list[StateRow]:
    """The last states of a source, the newest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM issue WHERE kind = 'state' AND source_id = ?"  # noqa: S608 - column names are ours
        " ORDER BY first_seen_at DESC, id DESC LIMIT ?",
        (source_id, most),
    )
    return [_row(row) for row in rows]


def settle(
    db: sqlite3.Connection,
    source_id: str,
    shown: Shown | None,
    now: datetime,
    known: StateRow | None,
) -> Change:
    """Bring the row of a source in line with what it shows; None: nothing is wrong.

    ``known``: its open state, of ``open_states``. Returns what changed.
    """
    if known is not None and shown is not None and known.state == shown.state:
        _go_on(db, known, shown, now)
        return ""
    if known is not None:
        db.execute("UPDATE issue SET ended_at = ? WHERE id = ?", (iso(now), known.id))
    if shown is None:
        return "ended" if known else ""
    _begin(db, source_id, shown, now)
    return "turned" if known else "begun"


def tell(db: sqlite3.Connection, row: StateRow, now: datetime, *, end: bool = False) -> None:
    """Note that an alarm was written of a state, or of its end."""
    db.execute(
        "UPDATE issue SET evidence = json_set(evidence, ?, ?) WHERE id = ?",
        ("$.end_told_at" if end else "$.told_at", iso(now), row.id),
    )


def _go_on(db: sqlite3.Connection, known: StateRow, shown: Shown, now: datetime) -> None:
    told = {name: known.evidence[name] for name in _TOLD if name in known.evidence}
    evidence = json.dumps({**shown.evidence, **told}, ensure_ascii=False)
    # one that is still to come was noted by a clock that was ahead
    since = known.since if known.since <= now else shown.since
    db.execute(
        "UPDATE issue SET first_seen_at = ?, last_seen_at = ?, times = times + 1, evidence = ?"
        " WHERE id = ?",
        (iso(since), iso(now), evidence, known.id),
    )


def _begin(db: sqlite3.Connection, source_id: str, shown: Shown, now: datetime) -> None:
    """A new row; one of the same begin that had ended goes on."""
    db.execute(
        "INSERT INTO issue (source_id, kind, url, detail, first_seen_at, last_seen_at, evidence)"
        " VALUES (?, 'state', ?, ?, ?, ?, ?) ON CONFLICT (source_id, kind, url, detail)"
        " DO UPDATE SET last_seen_at = excluded.last_seen_at, times = times + 1, ended_at = NULL,"
        # one whose end was told is to be told of anew
        " evidence = iif(evidence ->> 'end_told_at' IS NULL,"
        " json_patch(evidence, excluded.evidence), excluded.evidence)",
        (
            source_id,
            shown.url,
            f"{shown.state} since {shown.since:%Y-%m-%d %H:%M:%S%z}",
            iso(shown.since),
            iso(now),
            json.dumps(shown.evidence, ensure_ascii=False),
        ),
    )


def _row(row: sqlite3.Row) -> StateRow:
    evidence = json.loads(row["evidence"])
    since, last = moment_of(row["first_seen_at"]), moment_of(row["last_seen_at"])
    assert since is not None
    assert last is not None
    return StateRow(
        id=row["id"],
        source_id=row["source_id"],
        state=str(evidence.get("state", "")),
        since=since,
        last_seen_at=last,
        ended_at=moment_of(row["ended_at"]),
        evidence=evidence,
        told_at=moment_of(evidence.get("told_at")),
        end_told_at=moment_of(evidence.get("end_told_at")),
    )
