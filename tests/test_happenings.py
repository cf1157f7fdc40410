from __future__ import annotations

from typing import Any

from desk.web.happenings import counts_people, figures, happenings, label, sums


def person(role: str, value: float) -> dict[str, Any]:
    return {"kind": "people", "role": role, "value": value, "unit": "people"}


def money(value: float, unit: str = "USD") -> dict[str, Any]:
    return {"kind": "money", "value": value, "unit": unit}


def card(article: int, story: int | None = None, **given: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "kind": "accident", "moment": "", "figures": [], "quote": "q", "language": "ru",
        "title": "t", "source": "s", "day": "2026-11-20", "place_id": None, "asset_id": None,
    }  # fmt: skip
    return {"article_id": article, "story_id": story, **usual, **given}


def test_reports_of_a_story_are_one_line_told_by_the_newest() -> None:
    cards = [
        card(3, 1, figures=[person("dead", 5)], quote="newest", moment="2026-11"),
        card(2, 1, figures=[person("dead", 3)], moment="2026-11-18", asset_id="m",
             asset_kind="asset", asset_en="Mine"),
        card(1, 1, moment="2026-11-18"),
        card(4, 1, kind="strike"),
        card(5, place_id="ridder", place_kind="town", place_en="Ridder"),
        card(6),
    ]  # fmt: skip
    found = happenings(cards, "en")
    assert [(one.kind, one.article_id, one.reports, one.since) for one in found] == [
        ("strike", 4, 1, "2026-11-20"),
        ("accident", 5, 1, "2026-11-20"),
        ("accident", 6, 1, "2026-11-20"),
        ("accident", 3, 3, "2026-11-18"),
    ]
    story = found[-1]
    assert (story.day, story.quote, story.figures) == ("18 November 2026", "newest", ("5\xa0dead",))
    assert [(place.name, place.address) for place in story.places] == [("Mine", "/entity/m")]
    assert found[1].places[0].address == "/town/ridder"
    assert story.is_grave
    assert not happenings([card(1, kind="investment")], "en")[0].is_grave


def test_people_are_counted_over_all_reports_where_that_is_known() -> None:
    cards = [card(1, 7, figures=[person("dead", 2), person("employed", 900)])]
    told = happenings(cards, "en", {7: {"dead": 5.0, "injured": 11.0, "employed": 900.0}})
    assert told[0].figures == ("5\xa0dead", "11\xa0injured")


def test_figures_are_people_then_sums_without_rates() -> None:
    rows = [
        money(380e6),
        {"kind": "tonnage", "value": 1e6, "unit": "t", "per": "year"},
        {"kind": "tonnage", "value": 2e6, "unit": "t"},
        {"kind": "count", "value": 4.0, "unit": "km2"},
        person("dead", 3),
        person("dead", 9),
    ]
    assert figures(rows, "en") == ("3\xa0dead", "$380 million", "2 million tonnes")


def test_a_card_counts_people_only_where_something_befell_them() -> None:
    assert counts_people(card(1, figures=[person("dead", 1)]))
    assert not counts_people(card(1, figures=[person("employed", 1), money(1)]))


def test_an_event_of_a_newer_archive_keeps_its_word() -> None:
    assert label("accident", "kk") == "Апат"
    assert label("eclipse", "kk") == "eclipse"


def test_a_sum_is_told_once_a_story_up_to_a_number() -> None:
    cards = [
        card(1, 1, figures=[money(5e6), money(5e6), person("dead", 1)]),
        card(2, 1, figures=[money(5e6)]),
        card(3, figures=[money(5e6), money(7e9, "KZT")]),
    ]
    found = sums(cards, "ru", 2)
    assert [(one["amount"], one["article_id"]) for one in found] == [
        ("5 млн долл. США", 1),
        ("5 млн долл. США", 3),
    ]
    assert found[0]["day"] == "20 ноября 2026\xa0г."
