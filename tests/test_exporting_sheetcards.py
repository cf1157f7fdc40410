"""What the archive holds for each sheet."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk.exporting import sheetcards
from desk.exporting.citedcards import cited
from desk.exporting.columns import named
from desk.exporting.sheets import SHEETS
from desk.queries import Filters
from desk.reader import reading
from tests.desk_archive import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.exporting.columns import Record


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(build(tmp_path_factory.mktemp("sheets") / "kenwatch.db")) as db:
        yield db


def records(db: sqlite3.Connection, sheet: str, *ids: int) -> list[Record]:
    return list(sheetcards.records(db, sheet, ids))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_has_rows_with_its_columns_in_order(db: sqlite3.Connection, sheet: str) -> None:
    rows = records(db, sheet, 1, 2, 3, 4, 5)
    assert rows
    assert {tuple(row) for row in rows} == {named(SHEETS[sheet][2])}


def test_articles_come_in_the_order_asked_for_and_with_their_evidence(
    db: sqlite3.Connection,
) -> None:
    second, first = records(db, "articles", 2, 1)
    assert (second["id"], first["id"]) == (2, 1)
    assert second["topics"] == ["mining", "mono-town"]
    # of the day alone no time is told, and a doubtful name is none
    assert (second["published_at"], second["towns"]) == ("2026-11-19", ["Karaganda"])
    assert [one["confidence"] for one in second["mentions"]] == [0.9, 0.3]
    assert first["event_cards"][0] == {
        "kind": "accident", "moment": "2026-11-18", "town": "Karaganda", "place": "Karaganda",
        "asset": None, "company": None, "quote": "метан жарылды", "span_start": 30, "span_end": 43,
        "figures": [{"kind": "people", "role": "dead", "value": 3, "unit": "people", "quote": None}],
        "dead": 3, "injured": None, "missing": None, "trapped": None, "evacuated": None,
        "laid_off": None, "on_strike": None, "money": None, "currency": None,
    }  # fmt: skip
    assert first["reasons"][0]["words"] == "шахта"
    assert (first["reasons"][0]["span_start"], first["reasons"][0]["span_end"]) == (0, 5)
    assert (first["copies"], first["story_id"], first["gone_at"]) == (1, 1, None)


def test_an_event_has_its_numbers_apart_of_several_the_largest(tmp_path: Path) -> None:
    path = build(tmp_path / "kenwatch.db")
    figures = [
        {"kind": "people", "role": "dead", "value": 2.0, "quote": "Двое"},
        {"kind": "people", "role": "dead", "value": 13.0, "quote": "тринадцать"},
        {"kind": "money", "value": 9.0, "unit": "KZT"},
        {"kind": "money", "value": 72.5, "unit": "USD"},
        {"kind": "people", "role": "on strike", "value": 120.0},
    ]
    with sqlite3.connect(path) as writing:
        writing.execute("UPDATE event SET figures = ? WHERE article_id = 1", (json.dumps(figures),))
    writing.close()
    with reading(path) as db:
        (event,) = records(db, "events", 1)
    assert (event["dead"], event["on_strike"], event["injured"]) == (13, 120, None)
    assert isinstance(event["dead"], int)
    assert (event["money"], event["currency"]) == (72.5, "USD")


def test_a_row_of_evidence_tells_of_which_article_it_is(db: sqlite3.Connection) -> None:
    (fact,) = records(db, "facts", 3)
    assert (fact["article_id"], fact["bound"], fact["value"]) == (3, "about", 30_000_000.0)
    said = records(db, "quotations", 5)
    assert [one["words"] for one in said] == ["are back", "at work"]
    assert said[0]["is_direct"] is True


def test_a_copy_and_an_edit_tell_what_differs(db: sqlite3.Connection) -> None:
    (copy,) = records(db, "copies", 1)
    assert (copy["article_id"], copy["added"], copy["credits"]) == (1, ["Көшірме"], "Азаттық")
    (edit,) = records(db, "edits", 2)
    assert edit["flags"] == ["figures"]
    assert (edit["figures"][0]["before_value"], edit["figures"][0]["after_value"]) == (3, 4)
    assert edit["headline_before"] is None


def test_a_story_is_told_once_however_many_of_its_articles_are_chosen(
    db: sqlite3.Connection,
) -> None:
    (story,) = records(db, "stories", 2, 1, 5)
    assert (story["story_id"], story["article_ids"]) == (1, [1, 2])
    assert (story["languages"], story["towns"]) == (["kk", "ru"], ["Karaganda"])
    assert (story["sources"], story["copies"]) == (2, 1)


def test_articles_are_chosen_up_to_a_moment(db: sqlite3.Connection) -> None:
    def ids(day: int | None, limit: int | None = None) -> list[int]:
        until = datetime(2026, 11, day, tzinfo=UTC) if day else None
        return list(sheetcards.chosen(db, Filters(), until=until, limit=limit))

    assert ids(None) == [5, 1, 2, 4, 3]
    assert ids(None, 2) == [5, 1]
    assert ids(19) == [2, 4, 3]


def test_many_articles_are_taken_some_at_a_time() -> None:
    batches = list(sheetcards.batches(iter(range(450))))
    assert [len(batch) for batch in batches] == [200, 200, 50]


def test_a_citation_knows_the_versions_of_its_text(db: sqlite3.Connection) -> None:
    first, second = cited(db, [1, 2])
    assert (first.versions, first.version_at, first.authors) == (0, None, ("А. Ахметов",))
    assert (second.versions, second.version_at) == (2, "2026-11-19T02:00:00+00:00")
    assert (second.source, second.published_at) == ("Горный вестник", "2026-11-19")
