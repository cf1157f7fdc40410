"""Copies as the archive tells them."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from desk import copycards, texts
from desk.reader import reading
from tests.desk_archive import add_copy, add_page, build

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD, LATER = "https://copy.example/old", "https://copy.example/later"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("copycards") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        day = {"published_precision": "day", "published_day": "2026-11-19"}
        # a copy as an older archive told it
        add_copy(db, 1, OLD, record=json.dumps(day), differs="{}", source_id="unknown",
                 published_at="2026-11-18T19:00:00+00:00")  # fmt: skip
        add_copy(db, 1, LATER, through_url="https://copy.example/1",
                 published_at="2026-11-21T19:00:00+00:00")  # fmt: skip
        add_page(db, LATER, 1, gone_at="2026-11-22T00:00:00+00:00", gone_why="answered 410")
    db.close()
    with reading(path) as found:
        yield found


def test_copies_come_in_the_order_of_their_publication(db: sqlite3.Connection) -> None:
    found = copycards.copies(db, 1)
    assert [one["url"] for one in found] == [OLD, "https://copy.example/1", LATER]
    assert copycards.copies(db, 3) == ()


def test_a_copy_tells_who_when_what_differs_and_through_whom(db: sqlite3.Connection) -> None:
    old, first, later = copycards.copies(db, 1)
    assert (old["source"], old["published_at"], old["precision"]) == (
        "unknown",
        "2026-11-19",
        "day",
    )
    assert old["differs"] == {"added": [], "missing": [], "figures": []}
    assert (first["source"], first["credits"]) == ("Горный вестник", "Азаттық")
    assert first["differs"]["figures"] == [["3", "4"]]
    assert (first["through_source"], first["gone_at"]) == (None, None)
    assert later["through_source"] == "Горный вестник"
    assert (later["gone_at"], later["gone_why"]) == ("2026-11-22T00:00:00+00:00", "answered 410")


def test_a_card_holds_the_copy_and_the_article_that_was_first(db: sqlite3.Connection) -> None:
    text = texts.by_address(db, LATER)
    assert text is not None
    card = copycards.copy_card(db, text)
    assert (card.text.text, card.article.article_id) == ("Көшірме", 1)
    assert card.told == copycards.copies(db, 1)[2]
