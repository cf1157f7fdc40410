"""The gazetteer as rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.entities import save_entities
from pipelines.gazetteer.entity import (
    Entity,
    EntityLink,
    EntityName,
    EntityOffice,
    EntityStatus,
)
from pipelines.gazetteer.gazetteer import entities

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

RIDDER = Entity(
    id="ridder",
    kind="town",
    name_en="Ridder",
    name_ru="Риддер",
    name_kk="Риддер",
    kato="632810000",
    names=(
        EntityName("en", "Ridder", "current"),
        EntityName("ru", "Лениногорск", "former", "1941", "2002"),
        EntityName("ru", "Риддер", "former", "1934", "1941"),
        EntityName("ru", "Риддер", "current", "2002"),
    ),
    statuses=(EntityStatus("listed", "2012-05", note="decree 683"),),
)
KAZZINC = Entity(
    id="kazzinc",
    kind="company",
    name_en="Kazzinc",
    name_ru="Казцинк",
    name_kk="Қазмырыш",
    links=(EntityLink("located in", "ridder", "1997", note="works there"),),
)
HEAD = Entity(
    id="head",
    kind="person",
    name_en="A. Head",
    name_ru="А. Голова",
    name_kk="А. Бас",
    offices=(
        EntityOffice(title_en="akim", title_ru="аким", title_kk="әкім", place_id="ridder"),
        EntityOffice(
            title_en="head", title_ru="глава", title_kk="бас", body="kazzinc", since="2024"
        ),
    ),
)
ALL = (RIDDER, KAZZINC, HEAD)
SIDES = ("entity_name", "entity_link", "entity_status", "office")


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    yield archive.connection
    archive.close()


def counts(db: sqlite3.Connection) -> list[int]:
    return [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in SIDES]


def test_an_entity_comes_with_names_links_statuses_and_offices(db: sqlite3.Connection) -> None:
    save_entities(db, ALL)
    assert counts(db) == [4, 1, 1, 2]
    row = db.execute("SELECT kind, name_ru, kato, lat FROM entity WHERE id = 'ridder'").fetchone()
    assert tuple(row) == ("town", "Риддер", "632810000", None)
    names = db.execute("SELECT name, since, until FROM entity_name WHERE kind = 'former'")
    assert sorted(map(tuple, names)) == [
        ("Лениногорск", "1941", "2002"),
        ("Риддер", "1934", "1941"),
    ]
    assert tuple(db.execute("SELECT other_id, since, note FROM entity_link").fetchone()) == (
        "ridder", "1997", "works there",
    )  # fmt: skip
    assert tuple(db.execute("SELECT status, note FROM entity_status").fetchone()) == (
        "listed", "decree 683",
    )  # fmt: skip
    offices = db.execute("SELECT title_ru, body, place_id, since FROM office ORDER BY since")
    assert list(map(tuple, offices)) == [
        ("аким", "", "ridder", ""),
        ("глава", "kazzinc", None, "2024"),
    ]


def test_an_entity_without_a_code_has_none(db: sqlite3.Connection) -> None:
    save_entities(db, ALL)
    assert db.execute("SELECT kato FROM entity WHERE id = 'kazzinc'").fetchone()[0] is None


def test_what_is_as_it_was_is_not_written_again(db: sqlite3.Connection) -> None:
    save_entities(db, ALL)
    before = db.total_changes
    save_entities(db, ALL)
    assert db.total_changes == before


def test_what_changed_or_left_the_gazetteer_is_changed_or_gone(db: sqlite3.Connection) -> None:
    save_entities(db, ALL)
    until = replace(RIDDER.names[3], until="2030")
    new = replace(RIDDER, name_ru="Новый", names=(RIDDER.names[0], until), statuses=())
    save_entities(db, (new, replace(KAZZINC, links=()), replace(HEAD, offices=HEAD.offices[:1])))
    assert counts(db) == [2, 0, 0, 1]
    assert (
        db.execute(
            "SELECT until FROM entity_name WHERE kind = 'current' AND since > ''"
        ).fetchone()[0]
        == "2030"
    )
    assert db.execute("SELECT name_ru FROM entity WHERE id = 'ridder'").fetchone()[0] == "Новый"


def test_an_entity_that_left_stays_without_its_names(db: sqlite3.Connection) -> None:
    save_entities(db, ALL)
    save_entities(db, (KAZZINC, RIDDER))
    assert db.execute("SELECT count(*) FROM entity").fetchone()[0] == 3
    assert counts(db) == [4, 1, 1, 0]


def test_the_whole_gazetteer_can_be_stored_and_every_name_of_it_is(db: sqlite3.Connection) -> None:
    save_entities(db)
    held = entities()
    assert db.execute("SELECT count(*) FROM entity").fetchone()[0] == len(held)
    assert counts(db) == [
        len({(one.id, name) for one in held for name in one.names}),
        len({(one.id, link) for one in held for link in one.links}),
        len({(one.id, status) for one in held for status in one.statuses}),
        len({(one.id, office) for one in held for office in one.offices}),
    ]
    before = db.total_changes
    save_entities(db)
    assert db.total_changes == before
