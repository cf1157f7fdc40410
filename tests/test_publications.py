"""A stored text is read alike, whether an article or a copy holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.moments import moment_of
from pipelines.publications import copy_columns, published_by, save_editions, stored
from tests.stocked import add, again, body, lines, stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

ARTICLE, COPY = "https://agency.kz/0", "https://digest.kz/0"
JUDGED = {"mining", "monotown", "is_mining", "is_monotown", "reasons", "words", "folded"}


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = stock(tmp_path / "a.db", 1)
    add(again(archive), 0, body(0), name="digest", authors=("А. Ким",))
    yield archive
    archive.close()


def test_an_article_and_a_copy_have_the_same_columns_but_for_the_judgement(
    archive: Archive,
) -> None:
    article, copy = (stored(archive.connection, url) for url in (ARTICLE, COPY))
    assert article is not None
    assert copy is not None
    assert (article.is_copy, copy.is_copy) == (False, True)
    assert article.article_id == copy.article_id
    assert set(article.row) - set(copy.row) == JUDGED
    assert set(copy.row) <= set(article.row)
    assert copy.row["authors"] == '["А. Ким"]'


def test_what_a_copy_keeps_is_what_it_is_read_from(archive: Archive) -> None:
    found = stored(archive.connection, COPY)
    assert found is not None
    row = archive.connection.execute("SELECT * FROM copy").fetchone()
    kept = copy_columns(found.row)
    assert {name: row[name] for name in kept} == kept


def test_nothing_is_stored_of_an_address_that_is_not_known(archive: Archive) -> None:
    assert stored(archive.connection, "https://agency.kz/unknown") is None


@pytest.mark.parametrize(("group", "expected"), [("government", "20T00"), ("national", "21T00")])
def test_an_office_is_first_on_the_day_that_it_tells(
    archive: Archive, group: str, expected: str
) -> None:
    known = stored(archive.connection, ARTICLE)
    assert known is not None
    row = {
        **known.row,
        "published_at": "2026-11-20T00:00:00+00:00",
        "published_precision": "day",
    }
    with archive.write() as db:
        db.execute("UPDATE source SET source_group = ?", (group,))
        found = published_by(db, row)
        assert found == moment_of(f"2026-11-{expected}:00:00+00:00")
        assert published_by(db, {**row, "published_at": None}) == moment_of(row["first_seen_at"])
        assert published_by(db, {**row, "source_id": "unknown"}).day == 21


def test_editions_once_told_are_not_forgotten(archive: Archive) -> None:
    def told() -> list[tuple[str, ...]]:
        return [tuple(row) for row in archive.connection.execute("SELECT * FROM edition")]

    with archive.write() as db:
        save_editions(db, ARTICLE, [("kk", "https://agency.kz/kk/0")])
        save_editions(db, ARTICLE, [])
    assert told() == [(ARTICLE, "https://agency.kz/kk/0", "kk")]
    with archive.write() as db:
        save_editions(db, ARTICLE, [("en", "https://agency.kz/en/0")])
    assert told() == [(ARTICLE, "https://agency.kz/en/0", "en")]


def test_the_lines_of_a_copy_are_its_own(archive: Archive) -> None:
    found = stored(archive.connection, COPY)
    assert found is not None
    assert found.row["text"].split("\n\n") == body(0) != lines(0)
