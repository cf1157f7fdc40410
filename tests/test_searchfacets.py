from __future__ import annotations

from typing import Any

import pytest

from desk.cards.facets import Count, Facets
from desk.searchlanguage.conditions import Chosen
from desk.searchlanguage.notes import Note
from desk.web.searchasked import Wanted
from desk.web.searchfacets import View, chips, day_of, groups, remarks
from desk.web.words import Words
from desk.wording.phrases import LANGUAGES

RIDDER = {"en": "Ridder", "ru": "Риддер", "kk": "Риддер"}


def view(language: str, *chosen: Chosen, text: str = "a") -> View:
    given: dict[str, Any] = {}
    for one in chosen:
        if not one.typed:
            given[one.field] = (*given.get(one.field, ()), one.value)
    return View(Wanted(text, given, page=3), chosen, language, Words(language, "web_search",
                "web_entities"))  # fmt: skip


def test_facets_are_links_that_narrow_from_the_first_page_on() -> None:
    facets = Facets(
        9, is_bound=False,
        topic=(Count("mining", {}, 9), Count("of a newer archive", {}, 1)),
        event=(Count("accident", {}, 2),),
        town=(Count("ridder", RIDDER, 4),),
        language=(Count("kk", {}, 3),),
        source=(Count("vestnik", dict.fromkeys(("en", "ru", "kk"), "вестник"), 1),),
        month=(Count("2026-11", {}, 9),),
        year=(Count("2026", {}, 9),),
    )  # fmt: skip
    found = {group.field: group.choices for group in groups(facets, view("ru"))}
    assert list(found) == ["topic", "event", "town", "language", "source", "time"]
    assert [(one.name, one.count) for one in found["topic"]] == [
        ("горная отрасль", 9),
        ("Of a newer archive", 1),
    ]
    told = [found[field][0].name for field in ("event", "town", "language", "source", "time")]
    assert told == ["Авария", "Риддер", "Казахский", "Вестник", "Ноябрь 2026 г."]
    assert found["town"][0].address == "/search?q=a&town=ridder"
    assert found["time"][0].address == "/search?q=a&since=2026-11-01&until=2026-11-30"


def test_several_years_are_offered_before_months() -> None:
    years = (Count("2026", {}, 3), Count("2024", {}, 2))
    facets = Facets(5, is_bound=False, month=(Count("2026-11", {}, 3),), year=years)
    found = groups(facets, view("kk"))[0].choices
    assert [one.name for one in found] == ["2026", "2024"]
    assert found[1].address == "/search?q=a&since=2024-01-01&until=2024-12-31"


def test_a_field_without_choices_is_left_out() -> None:
    assert groups(Facets(0, is_bound=False), view("en")) == []


def test_a_chosen_value_leads_back_and_a_typed_one_nowhere() -> None:
    held = Chosen("town", "ridder", RIDDER, typed=False)
    typed = Chosen("language", "ru", {})
    facets = Facets(1, is_bound=False, town=(Count("ridder", RIDDER, 1),),
                    language=(Count("ru", {}, 1),))  # fmt: skip
    found = {one.field: one.choices[0] for one in groups(facets, view("en", held, typed))}
    assert found["town"].is_chosen
    assert found["town"].address == "/search?q=a"
    assert found["language"].is_chosen
    assert found["language"].address == ""


def test_chips_name_every_filter_in_the_language_of_the_page() -> None:
    held = (
        Chosen("town", "ridder", RIDDER, typed=False),
        Chosen("since", "2026-11-01", {}, typed=False),
        Chosen("event", "accident", {}, excluded=True),
    )
    found = chips(view("kk", *held))
    assert [(one.name, one.excluded, one.address) for one in found] == [
        ("Риддер", False, "/search?q=a&since=2026-11-01"),
        ("2026\xa0ж. 1 қараша", False, "/search?q=a&town=ridder"),
        ("Апат", True, ""),
    ]


def test_days_of_the_address_stand_in_the_fields_of_the_form() -> None:
    held = [Chosen("since", "2026-11-01T00:00:00+05:00", {}, typed=False)]
    assert day_of(held, "since") == "2026-11-01"
    assert day_of(held, "until") == ""
    assert day_of([Chosen("until", "2026-11-01", {})], "until") == ""


def test_a_note_says_what_may_be_meant_and_keeps_the_filters() -> None:
    near = ("Риддер", "риддер")
    note = Note("no such phrase", {}, near, tuple(f"town:{one}" for one in near))
    found = remarks([note], Wanted("x", {"language": ("ru",)}), "ru")
    assert found[0][0] == "no such phrase"
    meant = found[0][1]
    assert len(meant) == 1
    assert meant[0][1].endswith("&language=ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_told_in_the_language_of_the_page(language: str) -> None:
    note = Note("unknown_value", {"field": "town", "value": "{Темртау}"})
    told, meant = remarks([note], Wanted("x", {}), language)[0]
    assert "{Темртау}" in told
    assert meant == []
