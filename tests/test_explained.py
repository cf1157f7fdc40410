"""What the archive knows of the reasons for an article's topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk import explained
from desk.reader import reading
from pipelines.relevance.weights import weights
from tests.desk_archive import build

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(build(tmp_path_factory.mktemp("explained") / "kenwatch.db")) as db:
        yield db


def test_an_article_comes_with_its_verdicts_reasons_and_mentions(db: sqlite3.Connection) -> None:
    found = explained.article(db, 2)
    assert found is not None
    assert (found["id"], found["language"], found["flags"]) == (2, "ru", [])
    assert found["lead"] in found["text"]
    mining, monotown = found["topics"]["mining"], found["topics"]["monotown"]
    assert (mining["relevant"], mining["score"]) == (True, 4.2)
    assert mining["enough"] == weights().mining.threshold
    assert [reason["words"] for reason in mining["reasons"]] == ["шахта"]
    assert (monotown["relevant"], monotown["reasons"]) == (True, [])
    assert found["entities"] == [
        {"id": "karaganda", "kind": "town", "surface": "Караганды", "where": "text",
         "confidence": 0.9, "note": "", "span": [0, 9]},
        {"id": "temirtau", "kind": "town", "surface": "Темиртау", "where": "text",
         "confidence": 0.3, "note": "", "span": [1, 9]},
    ]  # fmt: skip


def test_an_unknown_article_is_none(db: sqlite3.Connection) -> None:
    assert explained.article(db, 99) is None


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://news.example/2", 2),
        ("https://copy.example/1", 1),
        ("https://nowhere.example/", None),
    ],
)
def test_an_address_leads_to_its_article_or_to_the_one_it_copies(
    db: sqlite3.Connection, address: str, number: int | None
) -> None:
    assert explained.article_at(db, address, address) == number


def test_an_article_is_found_as_it_was_written_too(db: sqlite3.Connection) -> None:
    assert explained.article_at(db, "https://other.example/", "https://news.example/3") == 3


def test_what_became_of_a_page_is_told(db: sqlite3.Connection) -> None:
    assert explained.page_state(db, "https://p.example/2") == "failed"
    assert explained.page_state(db, "https://nowhere.example/") is None
