"""The page of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desk.web import article
from desk.web.articletext import Piece
from desk.web.asked import NotFoundError
from tests import desk_archive
from tests.desk_rooms import asked, reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = reading(desk_archive.build(tmp_path_factory.mktemp("article") / "a.db"))
    yield connection
    connection.close()


def room(db: sqlite3.Connection, number: str, language: str = "en", **given: str) -> Any:
    return article.room(db, asked(f"/article/{number}", language, number=number, **given))


@pytest.mark.parametrize("number", ["99", "9" * 40])
def test_a_number_that_no_article_has_is_told_in_the_readers_language(
    db: sqlite3.Connection, number: str
) -> None:
    with pytest.raises(NotFoundError, match="Мұрағатта"):
        room(db, number, "kk")


def test_an_article_comes_with_its_copies_events_and_citation(db: sqlite3.Connection) -> None:
    told = room(db, "1")
    assert [one["kind"] for one in told["evidence"].events] == ["accident"]
    assert told["evidence"].events[0]["town"]["name_kk"] == "Қарағанды"
    assert told["copy_address"](told["copies"][0]) == (
        "/article/1/copy?url=https%3A%2F%2Fcopy.example%2F1"
    )
    assert "Азаттық" in told["citation"]
    assert told["names"][0][0] == "town"


def test_the_words_of_the_search_that_led_here_are_marked(db: sqlite3.Connection) -> None:
    told = room(db, "5", q="plant miners")
    layers = [
        part.mark.layer
        for _, paragraphs in told["body"]
        for _, parts in paragraphs
        for part in parts
        if isinstance(part, Piece)
    ]
    assert "search" in layers
    assert dict(told["layers"])["search"]
    assert "search" not in dict(room(db, "5")["layers"])


def test_an_article_without_a_title_is_called_something(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article, "marked", lambda *_: [])
    assert room(db, "1")["title"] == ["(no headline)"]


def test_a_long_text_is_shown_whole_when_all_is_asked_for(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.web.articleview.LONGEST", 5)
    assert room(db, "1")["left_out"] > 0
    assert room(db, "1", all="1")["left_out"] == 0
