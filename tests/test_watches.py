"""Over which times a road was watched without a gap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.frontier import HubReport
from pipelines.archive import Archive
from pipelines.watches import Look, extend, look_of
from tests.builders import NOW, candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

HOUR = timedelta(hours=1)
URL = "https://agency.kz/rss"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    yield archive.connection
    archive.close()


def spans(db: sqlite3.Connection) -> list[tuple[float, float]]:
    rows = db.execute("SELECT begins_at, ends_at FROM watch ORDER BY begins_at")
    return [tuple((datetime.fromisoformat(at) - NOW) / HOUR for at in row) for row in rows]  # type: ignore[misc]


def look(db: sqlite3.Connection, at: float, oldest: float | None = None, **fields: bool) -> None:
    date = None if oldest is None else NOW + oldest * HOUR
    extend(db, URL, "agency", Look(date, **fields), NOW + at * HOUR)


def test_the_first_look_reaches_back_to_the_oldest_date(db: sqlite3.Connection) -> None:
    look(db, 0, oldest=-48)
    assert spans(db) == [(-48, 0)]


def test_looks_that_meet_what_is_known_are_one_watch(db: sqlite3.Connection) -> None:
    look(db, 0, oldest=-48)
    look(db, 5, meets=True)
    look(db, 9, oldest=-1)
    assert spans(db) == [(-48, 9)]


def test_a_look_that_meets_nothing_known_leaves_a_gap(db: sqlite3.Connection) -> None:
    look(db, 0, oldest=-48)
    look(db, 30, oldest=20)
    assert spans(db) == [(-48, 0), (20, 30)]


def test_a_look_back_lengthens_the_watch_at_its_begin(db: sqlite3.Connection) -> None:
    look(db, 0, oldest=-48)
    look(db, 1, oldest=-400, meets=True)
    assert spans(db) == [(-400, 1)]


def test_an_undated_road_is_watched_from_the_first_look_on(db: sqlite3.Connection) -> None:
    look(db, 0)
    look(db, 2, meets=True)
    assert spans(db) == [(0, 2)]


def test_a_look_that_was_not_whole_proves_nothing(db: sqlite3.Connection) -> None:
    look(db, 0, oldest=-48, whole=False)
    assert spans(db) == []


def told(**fields: object) -> HubReport:
    return HubReport(**{"source_id": "agency", "url": URL, "kind": "feed", **fields})  # type: ignore[arg-type]


def test_what_a_look_shows() -> None:
    first, second = candidate("/a", published_at=NOW), candidate("/b", published_at=NOW - HOUR)
    both = told(candidates=(first, second))
    assert look_of(both, [first, second]) == Look(NOW - HOUR)
    assert look_of(both, [first]) == Look(NOW - HOUR, meets=True)
    assert look_of(told(unchanged=True), []) == Look(meets=True)
    assert look_of(told(kind="sitemap"), [], quiet=True) == Look(meets=True)


@pytest.mark.parametrize(
    "report", [told(problem="timed out"), told(cut=True, candidates=(candidate(),)), told()]
)
def test_an_answer_that_tells_nothing_or_not_all_is_no_look(report: HubReport) -> None:
    assert not look_of(report, []).whole


def test_two_looks_joined_reach_as_far_as_the_farther_and_are_as_whole_as_the_worse() -> None:
    assert Look(NOW).joined(Look(NOW - HOUR, meets=True)) == Look(NOW - HOUR, meets=True)
    assert not Look().joined(Look(whole=False)).whole
