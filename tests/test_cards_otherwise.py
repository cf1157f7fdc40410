"""Plain words that found next to nothing, asked by fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk.cards.found import find
from desk.cards.otherwise import by_fields
from desk.reader import reading
from tests.desk_archive import build

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from desk.searchlanguage.notes import Note

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(build(tmp_path_factory.mktemp("otherwise") / "kenwatch.db")) as db:
        yield db


def offered(db: sqlite3.Connection, line: str, **given: list[str]) -> tuple[Note, ...]:
    return by_fields(db, line, given, find(db, line, given, now=NOW), NOW)


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("Қарағандыда авария", "town:Қарағандыда event:accident"),
        ("Karaganda accident", "town:Karaganda event:accident"),
        ("гибель в Караганде", "event:accident town:Караганде"),
        ("collapse after:2026", "event:accident after:2026"),
    ],
)
def test_names_and_kinds_of_events_become_fields(
    db: sqlite3.Connection, line: str, query: str
) -> None:
    (note,) = offered(db, line)
    assert (note.key, note.values, note.instead) == ("as_fields", {"found": "1"}, (query,))
    assert find(db, query, now=NOW).total == 1


def test_what_cannot_be_read_stays_a_word(db: sqlite3.Connection) -> None:
    (note,) = offered(db, "шахта fire")
    assert note.instead == ("шахта event:accident",)


def test_a_word_that_no_text_has_is_a_name_one_letter_off(db: sqlite3.Connection) -> None:
    (note,) = offered(db, "Карраганда accident")
    assert (note.key, note.values["words"]) == ("near_name", "Карраганда")
    assert note.instead == ("town:Караганда event:accident",)


@pytest.mark.parametrize(
    "line",
    [
        "шахта", "zeppelin", "«Karaganda accident»", "Karaganda -accident", "после", "в",
        "Karaganda OR zeppelin", "Ridder strike accident", "🚜", "town:Nowhere",
    ],
)  # fmt: skip
def test_nothing_is_offered_where_it_would_find_no_more(db: sqlite3.Connection, line: str) -> None:
    assert offered(db, line) == ()


def test_the_filters_beside_the_line_hold_for_what_is_offered(db: sqlite3.Connection) -> None:
    assert offered(db, "Karaganda accident", language=["kk"]) != ()
    assert offered(db, "Karaganda accident", language=["ru"]) == ()
