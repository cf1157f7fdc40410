"""What each source gave on each day, counted from runs, pages and texts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipelines import sourcedays
from pipelines.archive import Archive
from pipelines.sourcedays import counted, due_days, is_timely, roll_up
from tests.desk_archive import add_article, add_copy, add_crawl, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)
# 20 November in Almaty goes from 19:00 to 19:00 UTC
NOON, EVENING = "2026-11-20T07:00:00+00:00", "2026-11-20T20:00:00+00:00"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    for name in ("agency", "other"):
        insert(archive.connection, "source", id=name, name=name, country="KZ", languages="[]",
               source_group="national", enabled=1, interval_minutes=60)  # fmt: skip
    yield archive.connection
    archive.close()


def run(db: sqlite3.Connection, number: int, at: str = NOON, **given: Any) -> int:
    values = {"kind": "crawl", "started_at": at, "finished_at": at, "options": "{}", **given}
    insert(db, "run", id=number, **values)
    return number


def outcome(
    db: sqlite3.Connection, number: int, name: str, reason: str = "", pages: int = 1
) -> None:
    insert(db, "run_outcome", run_id=number, source_id="agency", outcome=name, reason=reason,
           pages=pages)  # fmt: skip


def add_page(db: sqlite3.Connection, url: str, at: str = NOON, **given: Any) -> None:
    values = {
        "canonical_url": url, "url": url, "source_id": "agency", "via": "feed", "hub_url": "h",
        "state": "kept", "first_seen_at": at,
    }  # fmt: skip
    insert(db, "page", **{**values, **given})


def text(db: sqlite3.Connection, number: int, at: str = NOON, **given: Any) -> None:
    via = given.pop("via", "feed")
    values = {"published_at": at, "first_seen_at": at, "source_id": "agency", "language": "ru"}
    add_article(db, id=number, title="Т", text="Один два три", **{**values, **given})
    url = f"https://news.example/{number}"
    add_page(db, url, at, text_url=url, via=via)


def row(db: sqlite3.Connection, day: date = DAY, source: str = "agency") -> dict[str, Any]:
    found = db.execute(
        "SELECT * FROM source_day WHERE source_id = ? AND day = ?", (source, day.isoformat())
    ).fetchone()
    return dict(found) if found else {}


def test_pages_are_counted_by_what_became_of_them_with_the_reasons(db: sqlite3.Connection) -> None:
    add_crawl(db, run(db, 1), "agency", hubs_ok=2, hubs_failed=1)
    for name, reason, pages in (
        ("new", "", 3), ("copy", "", 1), ("off-topic", "off-topic", 9), ("dropped", "not an article", 2),
        ("failed", "timed out", 4), ("failed", "answered 500", 1), ("skipped", "", 7),
    ):  # fmt: skip
        outcome(db, 1, name, reason, pages)
    assert roll_up(db, [DAY]) == 1
    found = row(db)
    assert (found["crawls"], found["hubs_ok"], found["hubs_failed"]) == (1, 2, 1)
    assert (found["fetched"], found["stored"], found["off_topic"]) == (20, 4, 9)
    assert (found["dropped"], found["failed"]) == (2, 5)
    assert json.loads(found["reasons"]) == {"not an article": 2, "timed out": 4, "answered 500": 1}


def test_looks_at_stored_texts_are_not_fetched(db: sqlite3.Connection) -> None:
    add_crawl(db, run(db, 1), "agency")
    for name in ("unchanged", "revised", "gone"):
        outcome(db, 1, name, pages=5)
    roll_up(db, [DAY])
    assert (row(db)["fetched"], row(db)["crawls"]) == (0, 1)


def test_only_ended_crawls_that_asked_something_are_counted_but_all_their_pages(
    db: sqlite3.Connection,
) -> None:
    add_crawl(db, run(db, 1), "agency")
    add_crawl(db, run(db, 2, finished_at=None), "agency", hubs_ok=1)
    outcome(db, 2, "new", pages=2)
    add_crawl(db, run(db, 3), "agency", problem="throttled by the host until 11-21 10:00")
    add_crawl(db, run(db, 4, kind="ingest"), "agency", hubs_ok=1)
    outcome(db, 4, "new", pages=50)
    roll_up(db, [DAY])
    assert (row(db)["crawls"], row(db)["hubs_ok"], row(db)["stored"]) == (1, 0, 2)


def test_addresses_count_on_the_day_on_which_they_were_first_listed(db: sqlite3.Connection) -> None:
    add_page(db, "a")
    add_page(db, "b", state="failed")
    add_page(db, "c", EVENING)
    add_page(db, "saved", via="disk")
    add_page(db, "old", state="old")
    roll_up(db, [DAY, NEXT])
    assert (row(db)["listed"], row(db, NEXT)["listed"]) == (2, 1)
    assert row(db, source="other") == {}


def test_texts_are_told_by_words_dates_authors_lines_and_languages(db: sqlite3.Connection) -> None:
    text(db, 1, kinds='["text", "text"]', dropped_lines='["Подпишитесь"]')
    text(db, 2, published_at=None, authors="[]", language="kk")
    text(db, 3, published_at="2025-01-01T00:00:00+00:00", language="kk")
    add_copy(db, 1, "c", source_id="agency", first_seen_at=NOON, published_at=NOON, text="слово " * 40, record=json.dumps(
        {"authors": "[]", "language": "ru", "kinds": '["text"]', "dropped_lines": "[]"}))  # fmt: skip
    add_page(db, "c", text_url="c")
    roll_up(db, [DAY])
    found = row(db)
    assert (found["words"], found["dated"], found["timely"], found["authored"]) == (49, 3, 2, 2)
    assert (found["lines"], found["ad_lines"], found["garbled"]) == (3, 1, 0)
    assert json.loads(found["languages"]) == {"ru": 2, "kk": 2}


def test_a_text_that_was_met_as_a_file_says_nothing_of_the_site(db: sqlite3.Connection) -> None:
    text(db, 1, via="disk")
    roll_up(db, [DAY])
    assert row(db) == {}


def test_a_day_that_is_counted_again_has_the_same_row(db: sqlite3.Connection) -> None:
    add_crawl(db, run(db, 1), "agency", hubs_ok=2)
    outcome(db, 1, "new", pages=3)
    text(db, 1)
    roll_up(db, [DAY])
    first = row(db)
    assert roll_up(db, [DAY, DAY, NEXT]) == 1
    assert row(db) == first
    outcome(db, 1, "copy")
    roll_up(db, [DAY])
    assert row(db)["stored"] == 4


def test_the_days_to_count_begin_with_the_last_one_counted(db: sqlite3.Connection) -> None:
    assert due_days(db, NOW) == [DAY - timedelta(days=1), DAY]
    run(db, 1, "2026-11-10T07:00:00+00:00")
    assert due_days(db, NOW)[0] == date(2026, 11, 10)
    run(db, 2, "2020-11-10T07:00:00+00:00")
    assert due_days(db, NOW)[0] == DAY - sourcedays.FARTHEST
    for last, first in ((date(2026, 11, 15), 15), (DAY, 19), (NEXT, 19)):
        insert(db, "source_day", source_id="agency", day=last.isoformat())
        assert due_days(db, NOW)[0].day == first


def test_a_day_that_is_still_to_come_does_not_hide_days_that_were_not_counted(
    db: sqlite3.Connection,
) -> None:
    for last in (DAY - timedelta(days=5), DAY + timedelta(days=900)):
        insert(db, "source_day", source_id="agency", day=last.isoformat())
    assert due_days(db, NOW)[0] == DAY - timedelta(days=5)


def test_days_can_be_counted_without_writing(db: sqlite3.Connection) -> None:
    add_crawl(db, run(db, 1), "agency", hubs_ok=2)
    found = counted(db, NOW)
    assert db.execute("SELECT count(*) FROM source_day").fetchone()[0] == 0
    roll_up(db, [DAY])
    assert found[DAY.isoformat()] == [row(db)]


def test_every_look_up_uses_an_index(db: sqlite3.Connection) -> None:
    for query, index in (
        (sourcedays._CRAWLS, "run_started"),
        (sourcedays._PAGES, "run_started"),
        (sourcedays._LISTED, "page_listed"),
        (sourcedays._TEXTS, "article_seen"),
        (sourcedays._TEXTS, "copy_seen"),
        (sourcedays._TEXTS, "page_text"),
    ):
        marks = ["x"] * query.count("?")
        plan = [line[3] for line in db.execute(f"EXPLAIN QUERY PLAN {query}", marks)]
        assert any(index in line for line in plan), plan
        assert not [
            line for line in plan if line.startswith("SCAN") and not line.startswith("SCAN s ")
        ], plan


@pytest.mark.parametrize(
    ("hours", "timely"), [(-169, False), (-167, True), (0, True), (0.9, True), (2, False)]
)
def test_a_date_is_timely_within_a_week_and_not_ahead(hours: float, *, timely: bool) -> None:
    assert is_timely(NOW + timedelta(hours=hours), NOW) is timely


def test_without_a_date_nothing_is_timely() -> None:
    assert not is_timely(None, NOW)
    assert not is_timely(NOW, None)
