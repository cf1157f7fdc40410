"""Runs, sources and the archive as a whole."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk import ledger
from desk.reader import reading
from desk.turns import Turn
from pipelines import schema
from tests.desk_archive import add_crawl, build, empty, insert

if TYPE_CHECKING:
    from pathlib import Path

SINCE = datetime(2026, 11, 6, tzinfo=UTC)


def test_the_overview_counts_what_there_is(tmp_path: Path) -> None:
    with reading(build(tmp_path / "a.db")) as db:
        seen = ledger.overview(db)
    assert (seen.articles, seen.copies, seen.sources, seen.version) == (5, 1, 3, schema.VERSION)
    assert seen.topics == {"mining": 4, "mono-town": 2, "both": 1}
    assert seen.languages == {"en": 2, "ru": 2, "kk": 1}
    assert (seen.queued, seen.retried) == (2, 1)
    assert seen.newest_published_at == "2026-11-20T06:00:00+00:00"


def test_an_empty_archive_has_an_overview_too(tmp_path: Path) -> None:
    with reading(empty(tmp_path / "e.db")) as db:
        seen = ledger.overview(db)
        assert ledger.last_run(db) is None
        assert ledger.sources(db) == []
        assert ledger.histories(db, SINCE) == {}
    assert (seen.articles, seen.languages, seen.newest_published_at) == (0, {}, None)


def test_the_last_run_is_the_one_that_began_last(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        insert(db, "run", id=2, kind="ingest", started_at="2026-11-20T13:00:00+00:00", options="{}")
    db.close()
    with reading(path) as archive:
        run = ledger.last_run(archive)
    assert run is not None
    assert (run.id, run.kind, run.verdict, run.finish_reason) == (2, "ingest", None, None)


def test_sources_come_by_id(tmp_path: Path) -> None:
    with reading(build(tmp_path / "a.db")) as db:
        found = ledger.sources(db)
    assert [source.id for source in found] == ["azattyq", "steppe_news", "vestnik"]
    assert found[0].enabled is True


def test_histories_hold_recent_crawls_newest_first_and_at_least_the_last(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        for number, kind, day in (
            (2, "crawl", "2026-11-19"),
            (3, "ingest", "2026-11-20"),
            (4, "crawl", "2026-11-20"),
        ):
            insert(db, "run", id=number, kind=kind, started_at=f"{day}T00:00:00+00:00",
                   finished_at=f"{day}T01:00:00+00:00", options="{}")  # fmt: skip
            add_crawl(db, number, "azattyq", listed=number, hubs_ok=1)
        insert(db, "run_outcome", run_id=4, source_id="azattyq", outcome="failed",
               reason="HTTP 500", pages=3)  # fmt: skip
        insert(db, "run_outcome", run_id=4, source_id="azattyq", outcome="skipped", pages=9)
        # a crawl that still runs tells nothing yet
        insert(db, "run", id=5, kind="crawl", started_at="2026-11-20T12:00:00+00:00", options="{}")
        add_crawl(db, 5, "azattyq")
        # the only crawl of this one is long ago
        insert(db, "run", id=0, kind="crawl", started_at="2026-01-01T00:00:00+00:00",
               finished_at="2026-01-01T01:00:00+00:00", options="{}")  # fmt: skip
        insert(db, "source", id="old", name="Old", country="KZ", source_group="national",
               languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
        add_crawl(db, 0, "old", listed=7, hubs_ok=1)
        add_crawl(db, 0, "azattyq", listed=7, hubs_ok=1)
    db.close()
    with reading(path) as archive:
        found = ledger.histories(archive, SINCE)
    assert [run.listed for run in found["azattyq"]] == [4, 2, 20]
    assert [run.listed for run in found["old"]] == [7]
    last = found["azattyq"][0]
    assert (last.fetched, last.failed, last.reasons) == (3, 3, ("HTTP 500",))
    assert found["vestnik"][0].problem == "HTTP 403 (https://vestnik.example/rss)"


def test_a_run_with_an_unreadable_start_is_left_out_of_histories(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE run SET started_at = 'tomorrow'")
    db.close()
    with reading(path) as archive:
        assert ledger.histories(archive, SINCE) == {}


def test_whose_turn_is_when_is_known_and_a_missing_archive_has_none(tmp_path: Path) -> None:
    assert ledger.turns(tmp_path / "none.db") == {}
    path = build(tmp_path / "a.db")
    soon, later = "2026-11-20T13:00:00+00:00", "2026-11-20T15:00:00+00:00"
    hubs: list[tuple[str, str, str, str | None]] = [
        ("f", "azattyq", "file", later),
        ("n", "azattyq", "named", soon),
    ]
    hubs += [("p", "azattyq", "front", soon), ("r", "azattyq", "found", None)]
    with sqlite3.connect(path) as db:
        db.execute("UPDATE source SET last_run_at = NULL WHERE id = 'vestnik'")
        db.execute("UPDATE page SET next_check_at = NULL")
        db.executemany(
            "INSERT INTO hub (url, source_id, kind, origin, due_at) VALUES (?, ?, 'feed', ?, ?)",
            hubs,
        )
    db.close()
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert ledger.turns(path) == {
        "azattyq": Turn(noon, datetime(2026, 11, 20, 15, tzinfo=UTC)),
        "steppe_news": Turn(noon, None),
        "vestnik": Turn(None, None),
    }


def test_a_page_that_waits_makes_its_source_due(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    at = "2026-11-20T13:00:00+00:00"
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at,"
            " next_check_at) VALUES ('w', 'w', 'vestnik', 'feed', '', 'failed', ?, ?)",
            (at, at),
        )
    db.close()
    assert ledger.turns(path)["vestnik"].due_at == datetime(2026, 11, 20, 13, tzinfo=UTC)


def test_a_source_that_asked_to_be_left_alone_is_not_due_before(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE page SET next_check_at = NULL")
        db.execute("UPDATE source SET closed_until = '2026-11-20T18:00:00+00:00'")
        db.execute(
            "INSERT INTO hub (url, source_id, kind, due_at)"
            " VALUES ('f', 'azattyq', 'feed', '2026-11-20T13:00:00+00:00')"
        )
    db.close()
    assert ledger.turns(path)["azattyq"].due_at == datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert ledger.turns(path)["vestnik"].due_at is None
