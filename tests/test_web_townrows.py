"""The towns as lines of a table, with their names and their sources."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.sources import Source
from desk.web.townnames import names_of
from desk.web.townrows import SORTS, TownRow, ordered, town_row
from desk.web.townsources import TownSources, town_sources
from desk.wording.phrases import Phrases

NOBODY = TownSources((), (), is_known=False)
REGION = {"id": "ulytau_region", "name_en": "Ulytau Region", "name_ru": "область Улытау",
          "name_kk": "Ұлытау облысы"}  # fmt: skip
COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]


def row(name: str = "Satpayev", **given: Any) -> TownRow:
    told = {"id": name.lower(), "name_en": name, "name_ru": name, "name_kk": name, "region": "Abai"}
    values: dict[str, Any] = {
        "region": REGION, "counts": [0] * 13, "event": None, "sources": NOBODY,
        "people": (None, None), "say": Phrases("digest", "en"), "year": 2026,
    }  # fmt: skip
    return town_row(told, **{**values, **given})


def event(at: str, precision: str = "minute") -> dict[str, Any]:
    return {"kind": "strike", "title": "A\u202estrike", "language": "en", "article_id": 1, "at": at,
            "precision": precision}  # fmt: skip


def test_a_line_counts_the_week_the_month_and_the_year() -> None:
    found = row(counts=COUNTS)
    assert (found.week, found.month, found.year) == (12, 23, 78)
    assert found.trend is not None
    assert len(found.trend.points.split()) == 12


def test_a_town_of_an_unknown_region_has_the_name_that_the_archive_gives() -> None:
    assert (row().region, row().region_id) == ("Ulytau Region", "ulytau_region")
    assert (row(region=None).region, row(region=None).region_id) == ("Abai", "")


@pytest.mark.parametrize(
    ("at", "precision", "day"),
    [
        ("2026-11-18T20:00:00+00:00", "minute", "19 November"),
        ("2026-11-18T00:00:00+00:00", "day", "18 November"),
        ("2025-11-18T08:00:00+00:00", "minute", "18 November 2025"),
        ("soon", "minute", ""),
    ],
)
def test_the_day_of_the_last_event_is_that_of_almaty(at: str, precision: str, day: str) -> None:
    found = row(event=event(at, precision))
    assert found.day == day
    assert found.event is not None
    assert "\u202e" not in found.event["title"]


def test_towns_are_put_in_the_order_asked_for() -> None:
    strike = event("2026-11-18T00:00:00+00:00")
    a = row("Abai", counts=[1] * 13, people=(10, 2024))
    b = row("Balkhash", counts=[9] * 13, region={**REGION, "name_en": "Akmola Region"})
    c = row("Kentau", people=(99, 2024), event=strike)
    orders = {sort: [one.name[0] for one in ordered([c, b, a], sort)] for sort in (*SORTS, "?")}
    assert orders == {
        "articles": ["B", "A", "K"],
        "name": ["A", "B", "K"],
        "region": ["B", "A", "K"],
        "population": ["K", "A", "B"],
        "event": ["K", "A", "B"],
        "?": ["B", "A", "K"],
    }


def test_kazakh_names_stand_behind_the_letters_that_they_come_of() -> None:
    names = [one.name for one in ordered([row("Қаражал"), row("Леңгір"), row("Кентау")], "name")]
    assert names == ["Кентау", "Қаражал", "Леңгір"]


TEMIRTAU = {"name_en": "Temirtau", "name_ru": "Темиртау", "name_kk": "Теміртау"}


def test_names_in_other_languages_and_former_ones_are_told_once() -> None:
    former = [
        {"language": one, "name": "Самаркандский", "kind": "former", "until": "1945"}
        for one in ("ru", "kk")
    ]
    current = {"language": "en", "name": "Temirtau", "kind": "current", "until": ""}
    assert names_of(TEMIRTAU, [current, *former], "ru") == {
        "others": [("kk", "Теміртау", ""), ("en", "Temirtau", "")],
        "former": [("ru", "Самаркандский", "1945")],
    }
    same = {"name_en": "Ridder", "name_ru": "Риддер", "name_kk": "Риддер"}
    assert names_of(same, [], "en")["others"] == [("kk", "Риддер", "")]
    assert names_of(same, [], "kk")["others"] == [("en", "Ridder", "")]


def source(name: str, **given: Any) -> Source:
    values: dict[str, Any] = {
        "id": name, "name": name, "country": "KZ", "group": "regional", "languages": ["ru"],
        "home": f"https://{name}.example/", "timezone": "Asia/Almaty",
    }  # fmt: skip
    return Source.model_construct(**{**values, "region": None, "towns": (), **given})


def test_sources_are_told_by_the_town_and_by_the_region_that_they_write_of() -> None:
    files = {
        "local": source("local", towns=("temirtau",), region="Karaganda Region"),
        "oblast": source("oblast", region="Karaganda Region — Temirtau"),
        "other": source("other", region="Akmola Region"),
        "gone": source("gone", towns=("temirtau",)),
    }
    watched = {"local": "Local", "oblast": "Oblast", "other": "Other", "unfiled": "Unfiled"}
    found = town_sources("temirtau", "Karaganda Region", watched, files)
    assert found == TownSources((("local", "Local"),), (("oblast", "Oblast"),), is_known=True)
    assert town_sources("temirtau", None, watched, files).regional == ()


def test_nothing_is_known_where_no_source_of_the_archive_has_a_file() -> None:
    assert not town_sources("temirtau", "x", {"unfiled": "Unfiled"}, {}).is_known


def test_a_moment_of_an_event_is_kept_for_the_order() -> None:
    found = row(event=event("2026-11-18T20:00:00+00:00"))
    assert found.at == datetime(2026, 11, 18, 20, tzinfo=UTC)
