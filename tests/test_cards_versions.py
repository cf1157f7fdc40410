"""The versions of a stored text and the looks at its page."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desk.cards import versions
from tests import desk_archive
from tests.desk_rooms import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://news.example/2"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = desk_archive.build(tmp_path_factory.mktemp("versions") / "a.db")
    with sqlite3.connect(path) as db:
        at = "2026-11-19T03:00:00+00:00"
        desk_archive.add_version(
            db, URL, 3, "changed", text="Погибли 5.", flags='["names"]', modified_at=at
        )
        desk_archive.add_version(db, URL, 4, "cosmetic")
        desk_archive.add_look(db, URL, 5, "cleaned")
        desk_archive.add_look(db, URL, 6, "failed", "answered 503")
    db.close()
    connection = reading(path)
    yield connection
    connection.close()


def test_versions_stand_in_their_order_and_tell_what_was_announced(db: sqlite3.Connection) -> None:
    found = versions.heads(db, URL)
    assert [(one["number"], one["kind"]) for one in found] == [
        (1, "first"),
        (2, "changed"),
        (3, "changed"),
        (4, "cosmetic"),
    ]
    assert [one["announced"] for one in found] == [None, 0, 1, None]
    assert found[1]["flags"] == ["figures"]
    assert versions.heads(db, "https://no.example/") == []


def test_of_many_versions_the_newest_keep_their_numbers(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "MOST_VERSIONS", 2)
    assert [one["number"] for one in versions.heads(db, URL)] == [3, 4]


def test_a_version_is_read_as_far_as_it_is_asked_for(db: sqlite3.Connection) -> None:
    head: Any = versions.heads(db, URL)[2]
    assert versions.version(db, URL, head, 7).text == "Погибли"
    assert versions.version(db, URL, head, 100).title == "Шахтёры"


def test_what_we_changed_ourselves_is_no_look_at_the_page(db: sqlite3.Connection) -> None:
    found = versions.looks(db, URL)
    assert [one["outcome"] for one in found] == ["failed", "text", "text"]
    assert found[0]["detail"] == "answered 503"
