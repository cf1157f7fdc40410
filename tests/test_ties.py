from __future__ import annotations

from typing import Any

from desk.web import ties
from desk.web.words import Words

SAY = Words("en", "web_entities")


def link(relation: str, *, is_of: bool, **given: Any) -> dict[str, Any]:
    usual = {"id": "x", "kind": "asset", "name_en": "x mine", "since": "", "until": "", "note": ""}
    return {"relation": relation, "is_of": is_of, **usual, **given}


def test_ties_are_grouped_by_what_they_mean_owners_first() -> None:
    rows = [
        link("operated by", is_of=True),
        link("owned by", is_of=False, kind="person", id="lavrentyev", since="2023-12"),
        link("twinned with", is_of=True),
        link("operated by", is_of=True, id="y", until="2020"),
    ]
    found = ties.groups(rows, "en", SAY)
    assert [group.heading for group in found] == ["tie_owned_by", "tie_operates", "tie_other"]
    owner = found[0].ties[0]
    assert (owner.name, owner.address) == ("X mine", "/entity/lavrentyev")
    assert (owner.times, owner.is_past) == ("since December 2023", False)
    assert [one.is_past for one in found[1].ties] == [False, True]


def test_every_heading_has_its_phrase() -> None:
    every = [
        link(relation, is_of=is_of)
        for relation in ("owned by", "part of", "operated by", "located in", "works in", "produces")
        for is_of in (False, True)
    ]
    assert all(group.heading in SAY for group in ties.groups(every, "en", SAY))


def test_an_office_of_no_place_has_no_address() -> None:
    row = {
        "title_en": "head of the committee", "title_ru": "", "title_kk": "", "since": "2019",
        "until": "2022", "note": "", "id": None, "kind": None, "name_en": None,
    }  # fmt: skip
    bare, placed = ties.offices(
        [row, {**row, "id": "ridder", "kind": "town", "name_en": "Ridder", "until": ""}], "ru", SAY
    )
    assert (bare.title, bare.name, bare.address, bare.is_past) == (
        "Head of the committee", "", "", True,
    )  # fmt: skip
    assert (placed.name, placed.address, placed.is_past) == ("Ridder", "/town/ridder", False)


def test_names_are_told_once_and_former_ones_last() -> None:
    entity = {"name_kk": "Qarmet", "name_ru": "Qarmet", "name_en": "Qarmet"}
    rows = [
        {"language": "ru", "name": "Испат-Кармет", "kind": "former", "since": "1995", "until": ""},
        {"language": "en", "name": "Qarmet", "kind": "current", "since": "", "until": ""},
        {"language": "kk", "name": "Кармет", "kind": "variant", "since": "", "until": ""},
        {"language": "ru", "name": "Кармет", "kind": "variant", "since": "", "until": ""},
        {"language": "ru", "name": "Qarmet", "kind": "former", "since": "", "until": "1990"},
    ]
    found = ties.other_names(rows, entity, "en", SAY)
    assert [(one["name"], one["languages"], one["times"]) for one in found] == [
        ("Кармет", ["kk", "ru"], ""),
        ("Испат-Кармет", ["ru"], "since 1995"),
        ("Qarmet", ["ru"], "until 1990"),
    ]
