"""The questions behind the audit, as the archive answers them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from desk import absences, accounting
from desk.accounting import Counts, Span
from pipelines.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPAN = Span(date(2026, 11, 19), date(2026, 11, 20))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    archive.connection.row_factory = sqlite3.Row
    yield archive.connection
    archive.close()


@pytest.mark.parametrize(
    "query", [accounting._PAGES, accounting._NAMED_BY, absences._MISSING],
)  # fmt: skip
def test_pages_are_found_by_their_day_and_sightings_by_their_page(
    db: sqlite3.Connection, query: str
) -> None:
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", accounting.limits(SPAN))]
    assert any("page_day (day>? AND day<?)" in step for step in steps)
    assert not any(step.startswith("SCAN") and "json_each" not in step for step in steps)


@pytest.mark.parametrize(
    "query", [accounting._WATCHED, accounting._LEFT_OUT, absences._LEFT_OUT],
)  # fmt: skip
def test_watching_and_refusals_are_found_by_source_and_time(
    db: sqlite3.Connection, query: str
) -> None:
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", accounting.limits(SPAN))]
    assert not any(step.startswith("SCAN") for step in steps)


def test_the_limits_of_a_span_are_midnights_in_almaty() -> None:
    limits = accounting.limits(SPAN)
    assert (limits["begin"], limits["end"]) == (
        "2026-11-18T19:00:00+00:00", "2026-11-20T19:00:00+00:00",
    )  # fmt: skip


def test_a_watched_source_without_a_row_in_the_archive_is_told(db: sqlite3.Connection) -> None:
    [row] = accounting.coverage(db, SPAN, {"new"}, NOW)
    assert (row.source, row.listed, row.known, row.days) == ("new", 0, 0, 2)
    assert [one.watched for one in accounting.by_day(db, SPAN, {"new"}, NOW)] == [False, False]


def test_a_time_that_cannot_be_read_proves_nothing(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO source (id, name, country, source_group, languages, enabled, interval_minutes)"
        " VALUES ('agency', '', 'KZ', '', '[]', 1, 60)"
    )
    db.execute(
        "INSERT INTO watch VALUES ('h', 'agency', '2026-11-01T00:00:00+00:00', 'unreadable')"
    )
    [row] = accounting.coverage(db, SPAN, {"agency"}, NOW)
    assert row.known == 0


def test_the_figure_counts_all_addresses_alike() -> None:
    rows = [Counts(listed=9, kept=9), Counts(listed=1, failed=1)]
    assert accounting.total(rows) == pytest.approx(0.9)
    assert accounting.total([]) is None
