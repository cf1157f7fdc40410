"""Every look at the page of a stored text is noted, and tells when the next one is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines import visits
from pipelines.moments import iso
from tests.builders import NOW
from tests.stocked import add, again, lines, stock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

URL = "https://agency.kz/0"
HOUR = timedelta(hours=1)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", 1)
    yield archive
    archive.close()


def page(archive: Archive, url: str = URL) -> sqlite3.Row:
    row: sqlite3.Row = archive.connection.execute(
        "SELECT * FROM page WHERE canonical_url = ?", (url,)
    ).fetchone()
    return row


def test_a_new_article_is_looked_at_again_after_an_hour(archive: Archive) -> None:
    assert page(archive)["revisit_at"] == iso(NOW + HOUR)
    assert [look.outcome for look in visits.looks(archive.connection, URL)] == ["text"]


def test_the_looks_grow_rarer_and_end(archive: Archive) -> None:
    at, waits = NOW, []
    while (due := page(archive)["revisit_at"]) is not None:
        with archive.write() as db:
            at = at.fromisoformat(due)
            waits.append(at - NOW)
            assert visits.looked(db, URL, at, "unchanged", http_status=304)
    assert waits == [HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR]


def test_a_page_without_a_stored_text_is_not_noted(archive: Archive) -> None:
    with archive.write() as db:
        assert not visits.looked(db, "https://agency.kz/unknown", NOW, "gone")
    assert archive.connection.execute("SELECT count(*) FROM visit").fetchone()[0] == 1


def test_a_page_is_gone_since_the_first_look_that_said_so_and_until_it_is_back(
    archive: Archive,
) -> None:
    with archive.write() as db:
        for hours in (6, 1, 24):
            visits.looked(db, URL, NOW + hours * HOUR, "gone", detail="answered 404")
    assert (page(archive)["gone_at"], page(archive)["gone_why"]) == (
        iso(NOW + HOUR),
        "answered 404",
    )
    [text] = archive.connection.execute("SELECT text FROM article").fetchone()
    assert text
    add(again(archive), 0, fetched_at=NOW + 72 * HOUR)
    assert page(archive)["gone_at"] is None


def test_a_failure_says_nothing_of_the_page(archive: Archive) -> None:
    with archive.write() as db:
        visits.looked(db, URL, NOW + HOUR, "failed", http_status=503, detail="answered 503")
    assert page(archive)["gone_at"] is None
    assert page(archive)["revisit_at"] == iso(NOW + 6 * HOUR)


def test_copies_are_not_looked_at_by_the_clock(archive: Archive) -> None:
    add(again(archive), 0, [*lines(0), "Ещё одна строка для копии."], name="digest")
    assert page(archive, "https://digest.kz/0")["revisit_at"] is None
    assert page(archive)["revisit_at"] is not None


def test_one_of_the_pages_of_a_text_is_asked(archive: Archive) -> None:
    with archive.write() as db:
        db.execute(
            "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at,"
            " text_url) VALUES ('https://agency.kz/0/amp', '', 'agency', 'feed', '', 'kept', ?, ?)",
            (iso(NOW), URL),
        )
        visits.close_look(db, URL)
    assert page(archive)["revisit_at"] is not None
    assert page(archive, "https://agency.kz/0/amp")["revisit_at"] is None


def test_another_address_of_a_text_that_is_gone_says_nothing_of_the_text(archive: Archive) -> None:
    with archive.write() as db:
        db.execute(
            "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at,"
            " text_url) VALUES ('https://agency.kz/0/amp', '', 'agency', 'feed', '', 'kept', ?, ?)",
            (iso(NOW), URL),
        )
        visits.looked(db, "https://agency.kz/0/amp", NOW + HOUR, "gone", detail="answered 404")
    assert page(archive)["gone_at"] is None
    [*_, last] = visits.looks(archive.connection, URL)
    assert (last.outcome, last.why) == ("failed", "answered 404")
