"""What the archive knows of a story, as a message tells it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.alerts.gist import Amount, Gist, People, Quote, gist_of, measures_of
from desk.alerts.material import material
from tests.alertstories import NOW, add_text, copied, opened, recount, remove, url_of
from tests.desk_archive import add_version, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

MONEY = {"kind": "money", "role": "", "value": 5e10, "unit": "KZT", "span": [8, 9]}
RESIDENTS = {
    "kind": "people",
    "role": "residents",
    "value": 900.0,
    "unit": "people",
    "span": [9, 10],
}


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = opened(tmp_path / "kenwatch.db")
    yield archive
    archive.close()


def gist(archive: Archive, story: int = 1) -> Gist:
    found = material(archive.connection, story)
    assert found is not None
    return gist_of(found)


def test_there_is_no_material_of_a_story_that_is_not_there(archive: Archive) -> None:
    assert material(archive.connection, 7) is None


def test_a_gist_holds_events_names_and_when_it_happened(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, event="policy")
        add_text(db, 2, 1, event="accident", people={"dead": 2})
    found = gist(archive)
    assert (found.events, found.severity, found.moment) == (
        ("accident", "policy"),
        "high",
        "2026-11-20",
    )
    assert [one and one["en"] for one in (found.place, found.asset, found.company)] == [
        "Karaganda", "Kostenko mine", "Qarmet",
    ]  # fmt: skip


def test_the_names_are_those_of_the_article_that_was_published_first(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, town="ridder", hours=-1)
        add_text(db, 2, 1, town="karaganda", hours=-2)
    found = gist(archive)
    assert found.place == {"kk": "Қарағанды", "ru": "Караганда", "en": "Karaganda"}
    assert [one.source for one in found.reports] == ["Агентство", "Агентство"]
    assert found.first.url == url_of(2)


def test_the_latest_headline_is_of_a_text_that_still_stands(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-3, title="Первый")
        add_text(db, 2, 1, hours=-2, title="Второй")
        add_text(db, 3, 1, hours=-1, title="Третий")
        remove(db, 3)
    found = gist(archive)
    assert (found.article_id, found.headlines, found.latest) == (
        1,
        {"ru": "Первый"},
        {"ru": "Второй"},
    )


def test_without_a_card_the_one_town_that_most_articles_name_is_the_place(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, event="", town="ridder")
        add_text(db, 2, 2, event="", town="ridder")
        insert(db, "mention", article_id=2, entity_id="karaganda", field="text", span_start=9,
               span_end=12, surface="x", confidence=1.0)  # fmt: skip
    assert gist(archive).place == {"kk": "Риддер", "ru": "Риддер", "en": "Ridder"}
    assert gist(archive, 2).place is None
    assert gist(archive).severity == "low"


def test_people_are_told_with_those_who_say_so_and_those_who_differ(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-3, people={"missing": 4, "rescued": 9, "dead": 1})
        add_text(db, 2, 1, hours=-2, source_id="portal", people={"missing": 6})
        add_text(db, 3, 1, hours=-1, source_id="world", people={"missing": 4})
    found = gist(archive).people
    assert [one.role for one in found] == ["dead", "missing", "rescued"]
    assert found[1] == People(
        role="missing",
        value=4.0,
        sources=("Агентство", "World News"),
        others=((6.0, ("Портал",)),),
    )


def test_amounts_are_told_once_a_unit_with_who_tells_them(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, event="outage", amounts=(MONEY, RESIDENTS, {**MONEY, "value": 7.0}))
        add_text(
            db, 2, 1, event="outage", amounts=({**MONEY, "unit": "USD"}, {**MONEY, "value": None})
        )
    assert gist(archive).amounts == (
        Amount(kind="money", value=5e10, unit="KZT", source="Агентство"),
        Amount(kind="residents", value=900.0, unit="people", source="Агентство"),
        Amount(kind="money", value=5e10, unit="USD", source="Агентство"),
    )


def test_measures_are_of_each_event_and_the_largest_of_its_cards() -> None:
    def card(kind: str, *figures: dict[str, Any]) -> dict[str, Any]:
        return {"kind": kind, "figures": figures}

    people = (People(role="dead", value=2, sources=("a",)),)
    dead = {"kind": "people", "role": "dead", "value": 46.0, "unit": "people"}
    more = {**RESIDENTS, "value": 950.0}
    houses = {"kind": "count", "role": "", "value": 150.0, "unit": "houses"}
    found = measures_of(
        [
            card("outage", RESIDENTS, dead),
            card("outage", more, houses),
            card("crime", {**MONEY, "value": None}),
        ],
        people,
    )
    # the people that a story counts are what its reports agree upon, not what a card says
    assert found == {"outage": {"dead": 2, "residents": 950.0}, "crime": {"dead": 2}}
    assert measures_of([], people) == {}


def test_a_quote_is_the_sentence_of_each_article_once(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 1, language="kk", source_id="world", hours=-2)
        insert(db, "event", article_id=1, kind="policy", quote="Ещё.", span_start=1, span_end=2)
    assert gist(archive).quotes == (
        Quote(words="Погибли горняки.", source="World News", language="kk"),
        Quote(words="Погибли горняки.", source="Агентство", language="ru"),
    )


def test_headlines_are_those_of_now_by_language(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, title="Сейчас")
        add_text(db, 2, 1, language="en", title="Accident", hours=-2)
        changes = json.dumps({"headline": ["Тогда", "Сейчас"], "figures": []})
        add_version(db, url_of(1), 3, "changed", flags='["headline"]', changes=changes)
    found = gist(archive)
    assert found.headlines == {"en": "Accident", "ru": "Сейчас"}
    assert [one.what for one in found.turns] == ["headline"]
    assert found.turns[0].source == "Агентство"


def test_reports_name_what_is_still_there_first(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-3)
        add_text(db, 2, 1, hours=-2)
        copied(db, 1, "https://copy.example/1")
        remove(db, 1)
    found = gist(archive)
    assert [one.url for one in found.reports] == [url_of(2), "https://copy.example/1", url_of(1)]
    assert [one.is_copy for one in found.reports] == [False, True, False]
    assert (found.sources, found.languages) == (2, ("ru", "kk"))
    assert [one.what for one in found.turns] == ["removed"]


def test_what_is_kept_of_a_telling_can_be_written_as_json(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
        recount(db, 1, "dead", 3)
        remove(db, 1, NOW - timedelta(hours=1))
    kept = gist(archive).told()
    assert json.loads(json.dumps(kept)) == kept == {
        "severity": "high",
        "people": {"dead": 3.0},
        "disputed": [],
        "turns": [f"{url_of(1)} gone"],
    }  # fmt: skip
