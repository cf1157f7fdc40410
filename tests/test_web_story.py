"""The page of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desk.web import story
from desk.web.asked import NotFoundError
from tests import desk_archive
from tests.desk_rooms import asked, reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = reading(desk_archive.build(tmp_path_factory.mktemp("story") / "a.db"))
    yield connection
    connection.close()


def room(db: sqlite3.Connection, number: str, **given: str) -> Any:
    return story.room(db, asked(f"/story/{number}", "kk", number=number, **given))


def test_a_story_has_its_articles_lanes_and_events(db: sqlite3.Connection) -> None:
    told = room(db, "1")
    assert [one["article_id"] for one in told["articles"]] == [2, 1]
    assert [len(one["copies"]) for one in told["articles"]] == [0, 1]
    assert {lane.language for lane in told["lanes"].lanes} == {"kk", "ru"}
    assert told["events"][0]["places"][0]["id"] == "karaganda"
    assert [kind for kind, _ in told["names"]] == ["town"]
    assert [one["why"] for one in told["links"]] == ["figures and places"]


def test_a_large_story_is_shown_in_part_until_all_is_asked_for(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "_SHOWN", 1)
    assert (len(room(db, "1")["articles"]), room(db, "1")["left_out"]) == (1, 1)
    assert (len(room(db, "1", all="1")["articles"]), room(db, "1", all="1")["left_out"]) == (2, 0)


@pytest.mark.parametrize("number", ["7", "9" * 40])
def test_a_story_that_is_not_there_is_told(db: sqlite3.Connection, number: str) -> None:
    with pytest.raises(NotFoundError):
        room(db, number)
