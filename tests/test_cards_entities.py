"""What the archive tells of companies and other entities."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from desk.cards import entitypage, entityreach, naming, tolls
from desk.cards.companies import companies
from tests.entityarchive import build_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(build_entities(tmp_path_factory.mktemp("entities") / "kenwatch.db"))
    db.row_factory = sqlite3.Row
    yield db
    db.close()


def entity(db: sqlite3.Connection, entity_id: str) -> dict[str, Any]:
    found = naming.entity(db, entity_id)
    assert found is not None
    return found


def test_what_does_not_exist_is_none(db: sqlite3.Connection) -> None:
    assert naming.entity(db, "nobody") is None
    assert naming.region(db, None) is None
    assert naming.region(db, "Nowhere Region") is None


def test_a_region_is_found_by_the_name_that_others_have_it_by(db: sqlite3.Connection) -> None:
    region = naming.region(db, "Karaganda Region")
    assert region is not None
    assert region["id"] == "karaganda_region"


def test_articles_tell_what_they_surely_name(db: sqlite3.Connection) -> None:
    found = naming.named_in(db, [2, 12], ("town", "commodity"))
    assert {key: [one["id"] for one in held] for key, held in found.items()} == {2: ["karaganda"]}


def test_only_a_story_of_several_articles_is_one(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO story (id, lead_article_id) VALUES (8, 13)")
    db.execute("INSERT INTO story_article (article_id, story_id, why) VALUES (13, 8, 'alone')")
    assert naming.stories_of(db, [11, 12, 13]) == {11: 7, 12: 7}
    db.rollback()


def test_the_newest_articles_come_first_and_unsure_ones_not_at_all(db: sqlite3.Connection) -> None:
    found = entityreach.reach(db, "coal")
    assert (found.ids, found.articles, found.is_bound) == ((11, 13), 2, False)


def test_of_very_many_articles_the_count_ends_and_the_newest_are_the_same(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entityreach.reach(db, "coal")
    counted = entityreach.days(db, "coal", whole, date(2019, 1, 1))
    monkeypatch.setattr(entityreach, "COUNTED", 1)
    bound = entityreach.reach(db, "coal")
    assert (bound.ids, bound.articles, bound.is_bound) == (whole.ids, 1, True)
    assert entityreach.days(db, "coal", bound, date(2019, 1, 1)) == counted
    assert counted == ({"2026-11-18": 1, "2020-01-05": 1}, "")


def test_where_the_count_of_days_ends_is_told(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entityreach, "COUNTED", 1)
    monkeypatch.setattr(entityreach, "COUNTED_RECENT", 5)
    held = entityreach.reach(db, "coal")
    days, begin = entityreach.days(db, "coal", held, date(2019, 1, 1))
    assert (days, begin) == ({"2026-11-18": 1}, "2026-11-02")


def test_what_is_named_together_is_counted(db: sqlite3.Connection) -> None:
    held = entityreach.reach(db, "kostenko_mine")
    found = entityreach.together(db, "kostenko_mine", held, 5)
    assert {one["id"]: one["articles"] for one in found} == {"qarmet": 1, "coal": 1}


def test_ties_are_told_from_both_ends_present_ones_first(db: sqlite3.Connection) -> None:
    found = entitypage.links(db, "qarmet")
    assert [(one["relation"], bool(one["is_of"]), one["id"]) for one in found] == [
        ("owned by", False, "lavrentyev"),
        ("operated by", True, "kostenko_mine"),
        ("works in", False, "temirtau"),
        ("owned by", True, "quiet_corp"),
    ]


def test_offices_are_told_with_their_company_or_place(db: sqlite3.Connection) -> None:
    assert [(one["title_en"], one["id"]) for one in entitypage.offices(db, "lavrentyev")] == [
        ("owner", "qarmet"),
        ("deputy", "karaganda_region"),
    ]
    assert [one["id"] for one in entitypage.officials(db, "qarmet")] == ["lavrentyev"]


def test_names_and_the_places_of_a_region(db: sqlite3.Connection) -> None:
    assert [one["name"] for one in entitypage.names(db, "qarmet")] == [
        "Qarmet",
        "ArcelorMittal Temirtau",
    ]
    region = entity(db, "karaganda_region")
    assert {one["id"] for one in entitypage.in_region(db, region)} == {
        "karaganda", "temirtau", "kostenko_mine",
    }  # fmt: skip


def test_events_are_those_that_the_cards_tie_to_the_entity(db: sqlite3.Connection) -> None:
    # an article that names only the mine tells of its company too
    told = entitypage.events(db, entity(db, "qarmet"), [5])
    assert [(one["article_id"], one["kind"]) for one in told] == [
        (12, "accident"),
        (12, "licence"),
        (11, "accident"),
    ]
    assert told[0]["figures"][0]["value"] == 5
    for other in ("kostenko_mine", "karaganda_region"):
        found = entitypage.events(db, entity(db, other), [11, 12])
        assert [one["kind"] for one in found] == ["accident", "accident"]
    assert entitypage.events(db, entity(db, "karaganda_region"), []) == []


def test_of_a_commodity_only_articles_that_have_it_in_the_title_tell_events(
    db: sqlite3.Connection,
) -> None:
    assert entitypage.events(db, entity(db, "coal"), [11]) == []
    db.execute("UPDATE mention SET field = 'title' WHERE article_id = 11 AND entity_id = 'coal'")
    assert len(entitypage.events(db, entity(db, "coal"), [11])) == 1
    db.rollback()


def test_quotations_are_of_the_person_or_about_the_entity_and_have_a_speaker(
    db: sqlite3.Connection,
) -> None:
    by = entitypage.quotations(db, entity(db, "lavrentyev"), [12], 5)
    about = entitypage.quotations(db, entity(db, "qarmet"), [12, 5], 5)
    assert [one["speaker"] for one in by] == [one["speaker"] for one in about] == ["Lavrentyev"]


def test_a_toll_is_what_the_reports_of_a_story_tell_together(db: sqlite3.Connection) -> None:
    assert set(tolls.tolls(db, [7])) == {7}
    many = [(20 + n,) for n in range(61)]
    db.executemany("INSERT INTO story_article VALUES (?, 9, '')", many)
    assert tolls.tolls(db, [9]) == {}
    db.rollback()


def test_companies_are_counted_over_a_month_and_a_year(db: sqlite3.Connection) -> None:
    found = companies(db, TODAY)
    told = {one.id: one for one in found.companies}
    qarmet, quiet = told["qarmet"], told["quiet_corp"]
    assert (qarmet.month, qarmet.year, qarmet.newest) == (2, 2, "2026-11-20")
    # two reports of one accident are one event
    assert qarmet.events == {"accident": 1, "licence": 1}
    assert [one["id"] for one in qarmet.owners] == ["lavrentyev"]
    assert [one["id"] for one in qarmet.assets] == ["kostenko_mine"]
    assert [one["id"] for one in qarmet.towns] == ["temirtau"]
    assert (quiet.year, quiet.events, quiet.owners) == (0, {}, ())
    assert not found.is_bound


def test_an_article_older_than_a_month_counts_for_the_year_only(db: sqlite3.Connection) -> None:
    later = companies(db, date(2026, 12, 19))
    qarmet = next(one for one in later.companies if one.id == "qarmet")
    assert (qarmet.month, qarmet.year) == (1, 2)
    assert all(one.year == 0 for one in companies(db, date(2030, 1, 1)).companies)
