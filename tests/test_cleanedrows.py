from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal

import pytest

from pipelines.cleanedrows import save_text, text_before_cleaning
from pipelines.model import Dated
from pipelines.publications import stored
from pipelines.redrafting import without_lines
from pipelines.storeddrafts import draft_of
from tests.builders import NOW
from tests.stocked import body, lines, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive
    from pipelines.publications import Publication
    from pipelines.rows import Row

LEARNT = {"advertisment": "within"}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", 1, flags=frozenset({"paywall"}), authors=("Темір Абай",))
    yield archive
    archive.close()


def known(archive: Archive) -> Publication:
    [url] = archive.connection.execute("SELECT canonical_url FROM article").fetchone()
    found = stored(archive.connection, url)
    assert found is not None
    return found


def row(archive: Archive) -> Row:
    return known(archive).row


def cleaned(archive: Archive) -> None:
    draft = without_lines(draft_of(row(archive)), LEARNT)
    assert draft is not None
    with archive.write() as db:
        assert save_text(db, known(archive), draft, "cleaned", NOW + timedelta(days=1))


def test_a_row_is_read_as_the_article_that_was_stored(archive: Archive) -> None:
    draft = draft_of(row(archive))
    assert draft.text == "\n\n".join(lines(0))
    assert draft.flags == {"paywall"}
    assert draft.authors == ("Темір Абай",)
    assert draft.kinds == ("text",) * len(lines(0))


@pytest.mark.parametrize("precision", ["month", "minute"])
def test_the_day_of_a_row_is_known_whatever_the_zone(
    tmp_path: Path, precision: Literal["month", "minute"]
) -> None:
    at = datetime(2026, 11, 20, 1, 30, tzinfo=timezone(timedelta(hours=6)))
    archive = stock(tmp_path / "b.db", 1, published=Dated(at, precision, "url"))
    found = draft_of(row(archive)).published
    archive.close()
    assert found is not None
    assert found.at.date().isoformat() == "2026-11-20"
    assert found.precision == ("month" if precision == "month" else "day")


def test_an_undated_row_has_no_day(archive: Archive) -> None:
    assert draft_of(row(archive)).published is None


def test_the_text_before_cleaning_is_that_of_the_page_and_not_of_a_stump(archive: Archive) -> None:
    assert text_before_cleaning(archive.connection, row(archive)) is None
    cleaned(archive)
    with archive.write() as db:
        db.execute(
            "INSERT INTO revision (canonical_url, url, seen_at, kind, title, text, content_hash)"
            " SELECT canonical_url, url, '2027', 'stump', title, 'x', 'x' FROM revision LIMIT 1"
        )
    assert text_before_cleaning(archive.connection, row(archive)) == "\n\n".join(lines(0))


@pytest.mark.parametrize("column", ["title", "text"])
def test_an_article_that_changed_since_has_no_text_before_cleaning(
    archive: Archive, column: str
) -> None:
    cleaned(archive)
    assert row(archive)["text"].split("\n\n")[:-1] == body(0)
    with archive.write() as db:
        db.execute(f"UPDATE article SET {column} = 'Басқа'")
    assert text_before_cleaning(archive.connection, row(archive)) is None
