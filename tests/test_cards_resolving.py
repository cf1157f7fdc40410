"""What the fields of a query mean in an archive."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk import searching
from desk.cards.resolving import ResolvedQuery, resolve
from desk.reader import reading
from desk.searchlanguage.conditions import Condition
from tests.desk_archive import build, insert

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("resolving") / "kenwatch.db")
    with sqlite3.connect(path) as writing:
        insert(writing, "entity", id="kar_region", kind="region", name_en="Karaganda Region",
               name_ru="Карагандинская область", name_kk="Қарағанды облысы")  # fmt: skip
        for number, kind in enumerate(("asset", "asset", "person")):
            insert(writing, "entity", id=f"same{number}", kind=kind, name_en="Kostenko mine",
                   name_ru="Шахта «Костенко»", name_kk="Костенко", region="Karaganda Region")  # fmt: skip
        insert(writing, "entity_name", entity_id="ridder", language="ru", name="Лениногорск",
               kind="former", since="", until="2002")  # fmt: skip
    writing.close()
    with reading(path) as db:
        yield db


def resolved(db: sqlite3.Connection, line: str, **given: list[str]) -> ResolvedQuery:
    return resolve(db, searching.parse(line), given, now=NOW)


@pytest.mark.parametrize(
    ("line", "field", "values"),
    [
        ("town:Риддер", "entity", ("ridder",)),
        ("қала:РИДДЕРДЕ", "entity", ("ridder",)),
        ("город:Лениногорск", "entity", ("ridder",)),
        ("town:ridder", "entity", ("ridder",)),
        ("город:Караганды", "entity", ("karaganda",)),
        ("company:qarmet", "entity", ("qarmet",)),
        ("town:Ridder OR town:Темиртау", "entity", ("ridder", "temirtau")),
        ("событие:аварии", "event", ("accident",)),
        ("topic:моноқала", "topic", ("monotown",)),
        ("language:kk language:русский", "language", ("kk", "ru")),
        ("source:vestnik", "source", ("vestnik",)),
        ('источник:"Горный вестник"', "source", ("vestnik",)),
        ("after:2026-11-01", "since", ("2026-11-01",)),
        ("before:2026-11", "before", ("2026-11-01",)),
        ("until:2026-10", "before", ("2026-11-01",)),
        ("after:24h", "since", ("2026-11-19T12:00:00+00:00",)),
    ],
)
def test_a_field_means_what_its_value_names(
    db: sqlite3.Connection, line: str, field: str, values: tuple[str, ...]
) -> None:
    found = resolved(db, line)
    assert found.conditions == (Condition(field, values),)
    assert found.notes == ()
    assert all(chosen.typed for chosen in found.chosen)


def test_a_day_and_a_span_have_two_ends(db: sqlite3.Connection) -> None:
    on = (Condition("since", ("2026-11-01",)), Condition("before", ("2026-12-01",)))
    assert resolved(db, "on:2026-11").conditions == on
    assert resolved(db, "on:7d").conditions == (Condition("since", ("2026-11-13T12:00:00+00:00",)),)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("until:10d", "2026-11-10T12:00:00+00:00"),
        ("before:10d", "2026-11-10T12:00:00+00:00"),
        ("until:2026-11-05T12:00", "2026-11-05T07:00:00+00:00"),
        ("по:2026-11-05T12:00:00+00:00", "2026-11-05T12:00:00+00:00"),
    ],
)
def test_up_to_a_moment_ends_at_it(db: sqlite3.Connection, line: str, moment: str) -> None:
    found = resolved(db, line)
    assert found.conditions == (Condition("before", (moment,)),)
    assert found.notes == ()


def test_nothing_is_on_a_clock_time(db: sqlite3.Connection) -> None:
    found = resolved(db, "on:2026-11-05T12:00")
    assert (found.conditions, found.chosen) == ((), ())
    assert [note.key for note in found.notes] == ["bad_date"]


def test_what_lies_in_a_region_is_of_it(db: sqlite3.Connection) -> None:
    (condition,) = resolved(db, "region:Карагандинская").conditions
    assert set(condition.values) == {"kar_region", "karaganda", "temirtau", "same0", "same1"}


def test_either_town_is_one_condition_and_both_are_two(db: sqlite3.Connection) -> None:
    assert len(resolved(db, "town:Ridder town:Temirtau").conditions) == 2
    assert len(resolved(db, "town:Nowhere OR town:Temirtau").conditions) == 1
    (less,) = resolved(db, "-town:Ridder").conditions
    assert less == Condition("entity", ("ridder",), excluded=True)
    assert resolved(db, "-town:Ridder").chosen[0].excluded


def test_a_name_that_several_have_is_told(db: sqlite3.Connection) -> None:
    found = resolved(db, "mine:Костенко авария")
    assert found.conditions == (Condition("entity", ("same0",)),)
    (note,) = found.notes
    assert (note.key, note.near) == ("several", ("same1",))
    assert note.instead == ("mine:same1 авария",)
    assert resolved(db, "mine:same1").notes == ()


def test_an_unknown_value_is_told_and_looked_for_as_text(db: sqlite3.Connection) -> None:
    found = resolved(db, 'шахта -город:"Темртау 2"')
    (note,) = found.notes
    assert note.key == "unknown_value"
    assert note.instead[0] == "шахта -town:Темиртау"
    assert found.conditions == ()
    assert "NOT" in found.search.match
    # the name of the field is a word of the headline
    assert '"шахта"' in resolved(db, "шахта: авария").search.match
    assert resolved(db, "town:🚜").search.match == ""
    assert resolved(db, "event:концерт").notes[0].near == ()


def test_what_is_near_is_told_by_a_name_and_never_taken_silently(db: sqlite3.Connection) -> None:
    (note,) = resolved(db, "town:Леногорск").notes
    assert note.near == ("Риддер",)
    (note,) = resolved(db, "topic:minning").notes
    assert (note.key, note.near) == ("unknown_value", ("mining",))


def test_a_language_that_no_source_writes_in_is_told(db: sqlite3.Connection) -> None:
    found = resolved(db, "language:xx")
    assert found.conditions == (Condition("language", ("xx",)),)
    assert [note.key for note in found.notes] == ["unknown_value"]


def test_what_is_given_apart_is_no_text_and_answers_nothing_if_unknown(
    db: sqlite3.Connection,
) -> None:
    found = resolved(db, "шахта", town=["ridder", "Nowhere"], source=["vestnik", "azattyq"], topic=["x"])  # fmt: skip
    assert [one.values for one in found.conditions] == [
        ("ridder",), ("Nowhere",), ("vestnik", "azattyq"), ("x",),
    ]  # fmt: skip
    assert [note.key for note in found.notes] == ["unknown_value", "unknown_value"]
    assert found.notes[0].instead == ()
    assert not any(chosen.typed for chosen in found.chosen)
    assert "nowhere" not in found.search.match
    (strange,) = resolved(db, "", colour=["red"], town=[" "]).notes
    assert strange.key == "unknown_field"
    assert resolved(db, "", entity=["qarmet"]).conditions == (Condition("entity", ("qarmet",)),)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("after:soon", "bad_date"), ("-after:2026", "no_exclusion"), ("after:2030", "future"),
        ("-шахта", "no_word"), ("шахта " * 40, "left_out"), ("шахта OR town:Ridder", "no_either"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(db: sqlite3.Connection, line: str, key: str) -> None:
    assert [note.key for note in resolved(db, line).notes] == [key]
