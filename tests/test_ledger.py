"""Runs, sources and the archive as a whole."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk import ledger
from desk.reader import reading
from desk.turns import Turn
from pipelines import schema
from tests.desk_archive import build, empty, insert

if TYPE_CHECKING:
    from pathlib import Path


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
