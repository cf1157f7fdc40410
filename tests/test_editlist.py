"""The newest edits and removals."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk.editlist import EditList, newest
from desk.reader import reading
from tests.desk_archive import add_page, add_version, build, empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COPY = "https://copy.example/1"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Article 2 was edited at two, copy 1 at five; both are gone, article 2 later."""
    path = build(tmp_path_factory.mktemp("editlist") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        add_version(db, COPY, 5, "changed", flags='["names"]')
        add_version(db, COPY, 6, "changed")
        add_page(db, COPY, 1, gone_at="2026-11-20T05:00:00+00:00", gone_why="answered 404")
        add_page(db, "https://news.example/2", 2, gone_at="2026-11-20T06:00:00+00:00")
    db.close()
    with reading(path) as found:
        yield found


def test_flagged_edits_are_listed_the_newest_first(db: sqlite3.Connection) -> None:
    copied, edited = newest(db, limit=9).edits
    assert (copied["is_copy"], copied["article_id"], copied["url"]) == (True, 1, COPY)
    assert (copied["flags"], copied["changes"]) == (["names"], {})
    assert (edited["is_copy"], edited["article_id"], edited["flags"]) == (False, 2, ["figures"])
    assert (edited["source"], edited["source_id"]) == ("Горный вестник", "vestnik")
    assert edited["changes"]["figures"][0]["after_value"] == 4
    assert edited["announced"] is False


def test_removed_pages_are_listed_with_their_reasons(db: sqlite3.Connection) -> None:
    last, first = newest(db, limit=9).removed
    assert (last["article_id"], last["is_copy"]) == (2, False)
    assert (first["why"], first["is_copy"], first["source"]) == (
        "answered 404", True, "Горный вестник",
    )  # fmt: skip


def test_both_obey_a_time_and_a_number(db: sqlite3.Connection) -> None:
    found = newest(db, since=datetime(2026, 11, 19, 4, tzinfo=UTC), limit=9)
    assert [one["article_id"] for one in found.edits] == [1]
    assert len(found.removed) == 2
    found = newest(db, limit=1)
    assert (len(found.edits), len(found.removed)) == (1, 1)


def test_an_archive_without_edits_lists_none(tmp_path: Path) -> None:
    with reading(empty(tmp_path / "e.db")) as db:
        assert newest(db, limit=9) == EditList(edits=(), removed=())
