"""A story is news from the first report on that meets a rule, as far as it could be known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desk.alerts.freshness import were_grave
from desk.alerts.rulequery import story_ids
from desk.config.model import Query
from tests.alertstories import NOW, add_text, copied, opened
from tests.desk_archive import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

HOUR = timedelta(hours=1)
SINCE = NOW - 72 * HOUR
OLD = (NOW - 90 * HOUR).isoformat()


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = opened(tmp_path / "a.db")
    with archive.write() as db:
        yield db
    archive.close()


def fresh(db: sqlite3.Connection) -> list[int]:
    return story_ids(db, Query(), since=SINCE, limit=9)


def crawled(db: sqlite3.Connection, run: int, source: str, at: datetime) -> None:
    insert(db, "run", id=run, kind="crawl", started_at=at.isoformat(), options="{}")
    insert(db, "run_source", run_id=run, source_id=source)


def test_a_source_is_watched_from_a_day_after_its_first_crawl_on(db: sqlite3.Connection) -> None:
    crawled(db, 1, "agency", NOW - 100 * HOUR)
    crawled(db, 2, "portal", NOW - 20 * HOUR)
    crawled(db, 3, "agency", NOW)
    add_text(db, 1, 1, hours=-90, first_seen_at=(NOW - HOUR).isoformat())
    add_text(db, 2, 2, hours=-90, first_seen_at=(NOW - HOUR).isoformat(), source_id="portal")
    add_text(db, 3, 3, hours=-90, first_seen_at=(NOW - HOUR).isoformat(), source_id="world")
    assert fresh(db) == [1]


def test_a_text_that_was_seen_in_time_is_as_old_as_it_says(db: sqlite3.Connection) -> None:
    crawled(db, 1, "agency", NOW - 900 * HOUR)
    add_text(db, 1, 1, hours=-90, first_seen_at=(NOW - 80 * HOUR).isoformat())
    add_text(db, 2, 1)
    assert fresh(db) == []


def test_a_copy_that_was_found_in_time_makes_its_text_known(db: sqlite3.Connection) -> None:
    crawled(db, 1, "agency", NOW - 900 * HOUR)
    crawled(db, 2, "portal", NOW - 900 * HOUR)
    add_text(db, 1, 1, hours=-95, first_seen_at=NOW.isoformat())
    add_text(db, 2, 2, hours=-96, first_seen_at=NOW.isoformat())
    copied(db, 1, "https://copy.example/1", published_at=OLD, first_seen_at=OLD)
    copied(db, 2, "https://copy.example/2", published_at=OLD, first_seen_at=NOW.isoformat())
    assert fresh(db) == [2]


def test_a_report_is_as_grave_as_its_own_cards_tell(db: sqlite3.Connection) -> None:
    add_text(db, 1, 1, people={"dead": 1})
    add_text(db, 2, 1, people={"injured": 1})
    add_text(db, 3, 1, event="")
    assert were_grave(db, [1, 2], "high")
    assert not were_grave(db, [2, 3], "high")
    assert were_grave(db, [2, 3], "medium")
    assert not were_grave(db, [3], "medium")
    assert were_grave(db, [3], "low")
    assert not were_grave(db, [], "low")
