"""What is read from the archive of a source: its days, last crawls and roads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.health.lagging import Named
from desk.health.naming import NAMED
from desk.health.observed import Crawl, Day, Road
from desk.health.observing import _FAILING, observe
from pipelines.archive import Archive
from pipelines.sourcedays import roll_up
from tests.desk_archive import add_crawl, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    for name in ("agency", "other"):
        insert(archive.connection, "source", id=name, name=name.title(), country="KZ", languages="[]",
               source_group="national", enabled=int(name == "agency"), interval_minutes=60)  # fmt: skip
    yield archive.connection
    archive.close()


def crawl(db: sqlite3.Connection, number: int, at: datetime, **counts: Any) -> None:
    run = {"kind": "crawl", "finished_at": at.isoformat(), "options": "{}"}
    fields = {name: counts.pop(name) for name in tuple(counts) if name in run}
    insert(db, "run", id=number, started_at=at.isoformat(), **{**run, **fields})
    add_crawl(db, number, "agency", **counts)


def hub(db: sqlite3.Connection, url: str, **given: Any) -> None:
    insert(db, "hub", **{"url": url, "source_id": "agency", "kind": "feed", "due_at": "x", **given})


def test_crawls_come_from_old_to_new_with_what_failed(db: sqlite3.Connection) -> None:
    crawl(db, 1, NOW - 2 * HOUR, hubs_ok=1, listed=9, new=2)
    crawl(db, 2, NOW - HOUR, hubs_failed=1, problem="timed out (u)")
    for outcome, reason, pages in (("failed", "timed out", 3), ("failed", "answered 500", 1), ("unchanged", "", 9)):  # fmt: skip
        insert(db, "run_outcome", run_id=2, source_id="agency", outcome=outcome, reason=reason, pages=pages)  # fmt: skip
    first, last = observe(db, NOW)[0].crawls
    assert first == Crawl(run_id=1, at=NOW - 2 * HOUR, listed=9, fetched=2, hubs_ok=1)
    assert last == Crawl(
        run_id=2, at=NOW - HOUR, fetched=4, failed=4, revisited=9, hubs_failed=1, problem="timed out (u)",
        reasons={"timed out": 3, "answered 500": 1},
    )  # fmt: skip


def test_ingests_crawls_under_way_and_those_of_a_wrong_clock_tell_nothing(
    db: sqlite3.Connection,
) -> None:
    crawl(db, 1, NOW - HOUR, kind="ingest", hubs_ok=1)
    crawl(db, 2, NOW - HOUR, finished_at=None, hubs_ok=1)
    crawl(db, 3, NOW + 9 * DAY, hubs_ok=1)
    insert(db, "run", id=4, kind="crawl", started_at="tomorrow", finished_at="x", options="{}")
    add_crawl(db, 4, "agency", hubs_ok=1)
    assert observe(db, NOW)[0].crawls == ()


def test_crawls_of_four_days_are_looked_at_and_at_least_six(db: sqlite3.Connection) -> None:
    for number in range(20):
        crawl(db, number + 1, NOW - DAY * (20 - number), hubs_ok=1)
    assert [one.run_id for one in observe(db, NOW)[0].crawls] == list(range(15, 21))
    for number in range(30):
        crawl(db, number + 21, NOW - HOUR * (31 - number), hubs_ok=1)
    assert len(observe(db, NOW)[0].crawls) == 30 + 4


def test_roads_in_use_are_read_and_no_others(db: sqlite3.Connection) -> None:
    at = NOW.isoformat()
    hub(db, "f", checked_at=at, changed_at=at, newest_at=at, entries=9, doubt="frozen", is_check=1)
    hub(db, "named", origin="named")
    hub(db, "front", origin="front")
    hub(db, "left", due_at=None)
    hub(db, "part", depth=2)
    assert observe(db, NOW)[0].roads == (
        Road(url="f", kind="feed", is_check=True, checked_at=NOW, changed_at=NOW, newest_at=NOW,
             entries=9, doubt="frozen"),
    )  # fmt: skip


def test_moments_of_a_road_that_a_clock_ahead_noted_are_not_known(db: sqlite3.Connection) -> None:
    ahead = (NOW + 900 * DAY).isoformat()
    hub(db, "f", checked_at=NOW.isoformat(), changed_at=ahead, newest_at=ahead)
    (road,) = observe(db, NOW)[0].roads
    assert (road.checked_at, road.changed_at, road.newest_at) == (NOW, None, NOW + 900 * DAY)


def test_the_last_new_address_is_that_of_a_hub(db: sqlite3.Connection) -> None:
    for number, (via, state, at) in enumerate(
        [("feed", "kept", NOW - DAY), ("disk", "kept", NOW), ("feed", "old", NOW), ("feed", "kept", NOW + DAY)]
    ):  # fmt: skip
        insert(db, "page", canonical_url=str(number), url="u", source_id="agency", via=via,
               hub_url="h", state=state, first_seen_at=at.isoformat())  # fmt: skip
    assert observe(db, NOW)[0].last_new_at == NOW - DAY
    assert observe(db, NOW, only="other")[0].last_new_at is None


def test_pages_that_wait_after_a_failure_are_counted_by_reason(db: sqlite3.Connection) -> None:
    for number, (state, again) in enumerate([("failed", "x"), ("failed", "x"), ("failed", None), ("queued", "x")]):  # fmt: skip
        insert(db, "page", canonical_url=str(number), url="u", source_id="agency", via="feed",
               hub_url="h", state=state, reason="timed out", next_check_at=again,
               first_seen_at=NOW.isoformat())  # fmt: skip
    one = observe(db, NOW)[0]
    assert one.failing == {"timed out": 2}
    assert not one.has_pages_failing
    assert replace(one, failing={"timed out": 2, "answered 500": 1}).has_pages_failing
    assert not replace(one, failing={"not a web page": 9}).has_pages_failing
    plan = db.execute(f"EXPLAIN QUERY PLAN {_FAILING}", ("a",)).fetchall()
    assert "page_queue" in plan[0][3]


def test_days_are_counted_on_the_way_where_nobody_counted_them(db: sqlite3.Connection) -> None:
    crawl(db, 1, NOW - 3 * DAY, hubs_ok=1, new=2)
    crawl(db, 2, NOW, hubs_ok=1, new=1)
    days = observe(db, NOW)[0].days
    assert [(one.day, one.stored) for one in days] == [
        (date(2026, 11, 17), 2),
        (date(2026, 11, 20), 1),
    ]
    assert observe(db, NOW, are_counted=True)[0].days == ()
    roll_up(db, [one.day for one in days])
    assert observe(db, NOW)[0].days == days
    assert observe(db, NOW, are_counted=True)[0].days == days


def test_days_come_with_reasons_and_languages(db: sqlite3.Connection) -> None:
    insert(db, "source_day", source_id="agency", day="2026-11-01", hubs_ok=1,
           reasons='{"not an article": 2}', languages='{"kk": 3}')  # fmt: skip
    (day,) = observe(db, NOW, are_counted=True)[0].days
    assert day == Day(day=date(2026, 11, 1), hubs_ok=1, reasons={"not an article": 2}, languages={"kk": 3})  # fmt: skip
    assert (day.texts, day.unread) == (3, 2)


def test_sources_come_by_id_whether_on_or_off(db: sqlite3.Connection) -> None:
    found = observe(db, NOW)
    assert [(one.source_id, one.name, one.enabled) for one in found] == [
        ("agency", "Agency", True), ("other", "Other", False),
    ]  # fmt: skip


def test_the_last_crawls_are_found_through_their_index(db: sqlite3.Connection) -> None:
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM run_source WHERE source_id = 'a'"
        " ORDER BY run_id DESC LIMIT 9"
    ).fetchall()
    assert "run_source_of" in plan[0][3]
    assert len(plan) == 1


def named(db: sqlite3.Connection, page: str, **at: datetime) -> None:
    """A page that hubs of these names named at these moments."""
    insert(db, "page", canonical_url=page, url=page, source_id="agency", via="feed", hub_url="f",
           state="kept", first_seen_at=min(at.values()).isoformat())  # fmt: skip
    for hub_url, moment in at.items():
        insert(db, "sighting", canonical_url=page, hub_url=hub_url,
               first_seen_at=moment.isoformat())  # fmt: skip


def test_a_feed_that_brought_nothing_for_a_while_is_told_with_what_others_named(
    db: sqlite3.Connection,
) -> None:
    at = NOW.isoformat()
    hub(db, "f", checked_at=at, changed_at=(NOW - DAY).isoformat())
    hub(db, "list", kind="listing", checked_at=at, changed_at=at)
    named(db, "old", f=NOW - 60 * DAY, list=NOW - 60 * DAY)
    named(db, "both", f=NOW - 2 * DAY, list=NOW - DAY)
    named(db, "own", f=NOW - 30 * HOUR)
    named(db, "missed", list=NOW - 5 * HOUR, named=NOW - 6 * HOUR)
    named(db, "ahead", list=NOW - HOUR, f=NOW + DAY)
    feed, listing = observe(db, NOW)[0].roads
    assert feed.named_at == NOW - 30 * HOUR
    assert set(feed.others) == {
        Named(NOW - DAY, NOW - 2 * DAY), Named(NOW - 6 * HOUR), Named(NOW - HOUR),
    }  # fmt: skip
    assert (listing.named_at, listing.others) == (None, ())
    plan = db.execute(
        f"EXPLAIN QUERY PLAN {NAMED}", {"source": "agency", "since": "x", "most": 9}
    ).fetchall()
    assert any("page_listed" in line[3] for line in plan)
    assert not any(line[3] == "SCAN s" for line in plan)


@pytest.mark.parametrize(
    ("feed", "listing"),
    [
        ({"changed_at": (NOW - HOUR).isoformat()}, {}),
        ({"is_check": 1}, {}),
        ({"kind": "sitemap"}, {}),
        ({"problem": "timed out"}, {}),
        ({}, {"problem": "timed out"}),
    ],
)
def test_what_others_named_is_not_asked_of_roads_that_cannot_be_behind(
    db: sqlite3.Connection, feed: dict[str, Any], listing: dict[str, Any]
) -> None:
    told = {"checked_at": NOW.isoformat(), "changed_at": (NOW - DAY).isoformat()}
    hub(db, "f", **{**told, **feed})
    hub(db, "list", **{**told, "kind": "listing", **listing})
    named(db, "missed", list=NOW - 5 * HOUR)
    assert [road.others for road in observe(db, NOW)[0].roads] == [(), ()]


def test_a_feed_that_never_named_anything_new_may_be_behind_too(db: sqlite3.Connection) -> None:
    hub(db, "f", checked_at=NOW.isoformat())
    hub(db, "list", kind="listing", checked_at=NOW.isoformat())
    named(db, "missed", list=NOW - 5 * HOUR)
    feed = observe(db, NOW)[0].roads[0]
    assert (feed.named_at, feed.others) == (None, (Named(NOW - 5 * HOUR),))
