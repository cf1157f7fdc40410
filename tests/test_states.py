"""States of sources as rows: one from begin to end."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipelines import states
from pipelines.archive import Archive
from pipelines.states import Shown
from tests.desk_archive import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    insert(archive.connection, "source", id="a", name="A", country="KZ", languages="[]",
           source_group="national", enabled=1, interval_minutes=60)  # fmt: skip
    yield archive.connection
    archive.close()


def shown(state: str = "blocked", since: datetime = NOW, **figures: Any) -> Shown:
    return Shown(since=since, url="u", evidence={"state": state, "why": "error 403", **figures})


def settle(db: sqlite3.Connection, told: Shown | None, now: datetime = NOW) -> str:
    return states.settle(db, "a", told, now, states.open_states(db).get("a"))


def rows(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute("SELECT * FROM issue ORDER BY id")]


def test_a_state_is_one_row_that_goes_on_and_ends(db: sqlite3.Connection) -> None:
    assert settle(db, shown(crawls=2)) == "begun"
    assert settle(db, shown(crawls=3, since=NOW + HOUR), NOW + HOUR) == ""
    (row,) = rows(db)
    assert (row["kind"], row["times"], row["ended_at"], row["url"]) == ("state", 2, None, "u")
    assert row["detail"] == "blocked since 2026-11-20 12:00:00+0000"
    assert row["first_seen_at"] == NOW.isoformat()
    assert row["last_seen_at"] == (NOW + HOUR).isoformat()
    assert json.loads(row["evidence"])["crawls"] == 3
    assert settle(db, None, NOW + 2 * HOUR) == "ended"
    assert rows(db)[0]["ended_at"] == (NOW + 2 * HOUR).isoformat()
    assert states.open_states(db) == {}
    assert settle(db, None) == ""


def test_a_begin_that_a_clock_ahead_noted_is_corrected(db: sqlite3.Connection) -> None:
    settle(db, shown(since=NOW + timedelta(days=900)), NOW + timedelta(days=900))
    settle(db, shown(since=NOW - HOUR))
    (row,) = rows(db)
    assert row["first_seen_at"] == (NOW - HOUR).isoformat()
    assert row["last_seen_at"] == NOW.isoformat()


def test_the_view_shows_the_open_state(db: sqlite3.Connection) -> None:
    settle(db, shown())
    found = db.execute("SELECT * FROM source_health").fetchone()
    assert (found["state"], found["since"], found["why"]) == (
        "blocked",
        NOW.isoformat(),
        "error 403",
    )
    settle(db, None)
    assert db.execute("SELECT state FROM source_health").fetchone()[0] == "ok"


def test_another_state_ends_the_one_before(db: sqlite3.Connection) -> None:
    settle(db, shown())
    assert settle(db, shown("silent"), NOW + HOUR) == "turned"
    assert [row["ended_at"] for row in rows(db)] == [(NOW + HOUR).isoformat(), None]
    assert states.open_states(db)["a"].state == "silent"
    assert [one.state for one in states.states_of(db, "a")] == ["silent", "blocked"]
    assert len(states.states_of(db, "a", 1)) == 1


def test_a_state_of_the_same_begin_goes_on_where_it_had_ended(db: sqlite3.Connection) -> None:
    settle(db, shown())
    states.tell(db, states.open_states(db)["a"], NOW)
    settle(db, None)
    assert settle(db, shown(crawls=9)) == "begun"
    (row,) = rows(db)
    assert (row["ended_at"], row["times"]) == (None, 2)
    assert states.open_states(db)["a"].told_at == NOW


def test_a_state_that_was_told_to_be_over_and_goes_on_is_to_be_told_anew(
    db: sqlite3.Connection,
) -> None:
    settle(db, shown())
    known = states.open_states(db)["a"]
    states.tell(db, known, NOW)
    settle(db, None)
    states.tell(db, known, NOW, end=True)
    settle(db, shown())
    found = states.open_states(db)["a"]
    assert (found.told_at, found.end_told_at) == (None, None)


def test_what_was_told_is_kept_with_the_row(db: sqlite3.Connection) -> None:
    settle(db, shown())
    states.tell(db, states.open_states(db)["a"], NOW)
    settle(db, shown(crawls=5))
    found = states.open_states(db)["a"]
    assert (found.told_at, found.end_told_at, found.evidence["crawls"]) == (NOW, None, 5)
    states.tell(db, found, NOW + HOUR, end=True)
    assert states.open_states(db)["a"].end_told_at == NOW + HOUR


def test_states_since_a_moment_are_those_that_go_on_or_were_seen_later(
    db: sqlite3.Connection,
) -> None:
    settle(db, shown(since=NOW - 90 * HOUR), NOW - 80 * HOUR)
    assert len(states.states_since(db, NOW)) == 1
    settle(db, None, NOW - 70 * HOUR)
    assert states.states_since(db, NOW) == []
    assert len(states.states_since(db, NOW - 71 * HOUR)) == 1


def test_other_issues_are_left_alone(db: sqlite3.Connection) -> None:
    insert(db, "issue", source_id="a", kind="page", url="u", detail="timed out",
           first_seen_at=NOW.isoformat(), last_seen_at=NOW.isoformat())  # fmt: skip
    assert states.open_states(db) == {}
    assert states.states_since(db, NOW) == []
    settle(db, None)
    assert rows(db)[0]["ended_at"] is None


def test_the_states_of_a_source_are_found_through_their_index(db: sqlite3.Connection) -> None:
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM issue WHERE kind = 'state' AND source_id = 'a'"
        " ORDER BY first_seen_at DESC, id DESC LIMIT 5"
    ).fetchall()
    assert "issue_state" in plan[0][3]
