"""What the archive knows of an entity."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import entitycards
from desk.entitycards import Unknown
from desk.reader import reading
from tests.desk_archive import build, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def furnish(path: Path) -> Path:
    """The archive with names, links and offices of its entities."""
    db = sqlite3.connect(build(path))
    with db:
        for key, kind, english in (
            ("kostenko_mine", "asset", "Kostenko mine"),
            ("kostenko", "person", "Yevgeny Kostenko"),
            ("ridder_mine", "asset", "Ridder"),
            ("strange", "new kind", "Ridder"),
        ):
            insert(db, "entity", id=key, kind=kind, name_en=english, name_ru=english,
                   name_kk=english)  # fmt: skip
        for language, name, kind, since, until in (
            ("ru", "АрселорМиттал Темиртау", "former", "2007", "2023-12"),
            ("en", "Qarmet", "current", "2023-12", ""),
            ("ru", "Кармет", "variant", "", ""),
        ):
            insert(db, "entity_name", entity_id="qarmet", language=language, name=name, kind=kind,
                   since=since, until=until)  # fmt: skip
        insert(db, "entity_link", entity_id="kostenko_mine", relation="operated by",
               other_id="qarmet", since="2023", until="", note="")  # fmt: skip
        insert(db, "entity_link", entity_id="qarmet", relation="located in", other_id="temirtau",
               since="", until="", note="seat")  # fmt: skip
        insert(db, "entity_status", entity_id="ridder", status="listed", since="2012", until="",
               note="")  # fmt: skip
        for title, body, place, since in (
            ("head", "qarmet", None, "2020"),
            ("akim", "", "ridder", "2024"),
        ):
            insert(db, "office", person_id="kostenko", title_en=title, title_ru=title,
                   title_kk=title, body=body, place_id=place, since=since, until="",
                   note="")  # fmt: skip
    db.close()
    return path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(furnish(tmp_path_factory.mktemp("cards") / "kenwatch.db")) as db:
        yield db


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("қарағанды", ["karaganda"]),
        ("Караганды", ["karaganda"]),
        ("«АРСЕЛОРМИТТАЛ  темиртау»", ["qarmet"]),
        ("кармет", ["qarmet"]),
        ("kostenko-mine", ["kostenko_mine"]),
        ("kostenko_mine", ["kostenko_mine"]),
        ("Ridder", ["ridder", "ridder_mine", "strange"]),
        ("Yevgeny", ["kostenko"]),
        ("mine kostenko", ["kostenko_mine"]),
        ("арселормиттал", ["qarmet"]),
    ],
)
def test_a_name_is_found_in_any_language_spelling_and_by_its_words(
    db: sqlite3.Connection, name: str, found: list[str]
) -> None:
    assert entitycards.find(db, name) == found


def test_what_is_meant_first_comes_first(db: sqlite3.Connection) -> None:
    # as an id it is the person's alone
    assert entitycards.find(db, "kostenko") == ["kostenko"]


def test_an_unknown_name_is_compared_with_the_known_ones(db: sqlite3.Connection) -> None:
    assert entitycards.find(db, "Temirtaw") == Unknown(("Temirtau",))
    assert entitycards.find(db, "xyzzy") == Unknown(())


@settings(max_examples=50)
@given(name=st.text(max_size=20))
def test_any_words_give_entities_or_say_that_there_are_none(
    db: sqlite3.Connection, name: str
) -> None:
    found = entitycards.find(db, name)
    assert isinstance(found, Unknown) or all(entitycards.card(db, one, 1) for one in found)


def test_nothing_names_nothing(db: sqlite3.Connection) -> None:
    assert isinstance(entitycards.find(db, " «» - "), Unknown)


def test_a_card_tells_names_ties_and_articles(db: sqlite3.Connection) -> None:
    card = entitycards.card(db, "qarmet", 5)
    assert (card.kind, card.name_en, card.lat, card.kato) == ("company", "Qarmet", None, None)
    assert [(one["name"], one["kind"], one["until"]) for one in card.names] == [
        ("Qarmet", "current", ""),
        ("АрселорМиттал Темиртау", "former", "2023-12"),
        ("Кармет", "variant", ""),
    ]
    assert [(one["relation"], one["name"], one["is_of"]) for one in card.links] == [
        ("located in", "Temirtau", 0),
        ("operated by", "Kostenko mine", 1),
    ]
    assert [(one["name"], one["title_en"]) for one in card.officials] == [
        ("Yevgeny Kostenko", "head")
    ]
    assert (card.articles, card.first_at) == (1, "2026-11-20T06:00:00+00:00")
    assert [line.id for line in card.newest] == [5]


def test_a_person_has_offices_and_a_town_has_officials_and_a_status(
    db: sqlite3.Connection,
) -> None:
    person = entitycards.card(db, "kostenko", 1)
    assert [one["title_en"] for one in person.offices] == ["akim", "head"]
    assert (person.articles, person.first_at, person.newest) == (0, None, ())
    town = entitycards.card(db, "ridder", 1)
    assert [one["title_en"] for one in town.officials] == ["akim"]
    assert [one["status"] for one in town.statuses] == ["listed"]


def test_unsure_mentions_are_not_counted_and_the_limit_holds(db: sqlite3.Connection) -> None:
    assert entitycards.card(db, "temirtau", 10).articles == 1
    towns = entitycards.card(db, "karaganda", 1)
    assert (towns.articles, [line.id for line in towns.newest]) == (2, [1])
