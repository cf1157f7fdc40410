"""The pages of versions and of copies."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desk.web import versions
from desk.web.asked import NotFoundError
from tests import desk_archive
from tests.desk_rooms import asked, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

COPY = "https://copy.example/1"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = desk_archive.build(tmp_path_factory.mktemp("versions") / "a.db")
    with sqlite3.connect(path) as db:
        url = "https://news.example/2"
        desk_archive.add_version(db, url, 3, "changed", text="Погибли 5 горняков.", changes="{}")
        desk_archive.add_look(db, url, 4, "unchanged")
        old = "https://news.example/3"
        desk_archive.add_version(db, old, 1, "first")
        desk_archive.add_version(db, old, 2, "changed", changes='{"flags": ["names"]}')
        desk_archive.add_page(db, url, 2, gone_at=desk_archive.NOW, gone_why="answered 410")
    db.close()
    connection = reading(path)
    yield connection
    connection.close()


def room(db: sqlite3.Connection, number: str, **given: str) -> Any:
    return versions.room(db, asked(f"/article/{number}/versions", number=number, **given))


def test_the_last_change_is_shown_and_what_proves_how_long_it_held(db: sqlite3.Connection) -> None:
    told = room(db, "2")
    assert [one["number"] for one in told["pair"]] == [2, 3]
    # that version of kenwatch stored no changes: they are told now
    assert told["told"]["figures"][0]["after"].startswith("5")
    assert told["spans"][3]["until"] == "2026-11-19T04:00:00+00:00"
    assert told["changed"] == 2
    assert told["gone_why"] == "answered 410"


def test_stored_changes_are_told_as_they_are(db: sqlite3.Connection) -> None:
    told = room(db, "2", **{"from": "1", "to": "2"})
    assert told["told"]["figures"][0]["before_value"] == 3
    assert not told["compared"].is_same


def test_changes_that_an_older_archive_told_in_part_are_shown(db: sqlite3.Connection) -> None:
    told = room(db, "3")["told"]
    assert (told["flags"], told["figures"], told["headline"]) == (["names"], [], None)


def test_versions_that_are_no_neighbours_are_compared(db: sqlite3.Connection) -> None:
    told = room(db, "2", **{"from": "1", "to": "3"})
    assert told["told"]["figures"][0]["before_value"] == 3
    assert told["told"]["figures"][0]["after_value"] == 5


def test_a_text_without_stored_versions_has_a_page_too(db: sqlite3.Connection) -> None:
    told = room(db, "1")
    assert (told["pair"], told["heads"], told["looks"]) == (None, [], [])
    assert room(db, "1", url=COPY)["of"].is_copy


@pytest.mark.parametrize(
    ("number", "given"),
    [("99", {}), ("2", {"url": COPY}), ("1", {"url": "https://no.example/"}), ("9" * 30, {})],
)
def test_what_is_not_stored_is_not_found(
    db: sqlite3.Connection, number: str, given: dict[str, str]
) -> None:
    with pytest.raises(NotFoundError):
        room(db, number, **given)


def copy(db: sqlite3.Connection, number: str, url: str) -> Any:
    return versions.copy_room(db, asked("/article/1/copy", number=number, url=url))


def test_a_copy_stands_beside_its_article(db: sqlite3.Connection) -> None:
    told = copy(db, "1", COPY)
    assert told["found"].article.article_id == 1
    assert not told["compared"].is_same


@pytest.mark.parametrize("url", ["https://news.example/1", "", "https://no.example/"])
def test_an_address_without_a_copy_has_no_page_of_one(db: sqlite3.Connection, url: str) -> None:
    with pytest.raises(NotFoundError):
        copy(db, "1", url)
