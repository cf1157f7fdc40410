from __future__ import annotations

from pipelines.gazetteer import portraits
from pipelines.gazetteer.entity import EntityLink
from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.gazetteer.names import Alias, Tie

HELD = gazetteer()
OBLASTS = {region.name_en: name for name, region in HELD.regions.items()}


def test_a_town_tells_place_code_status_and_names() -> None:
    made = portraits.of_place(HELD.places["temirtau"], OBLASTS)
    assert (made.kind, made.kato, made.region) == ("town", "352410000", "Karaganda Region")
    assert made.links == (EntityLink("located in", "karaganda_region"),)
    assert [name.kind for name in made.names[:3]] == ["current"] * 3
    assert {name.language for name in made.names} == {"kk", "ru", "en", "kk-Latn", "kk-Arab"}
    assert "status: current" in made.note


def test_a_place_has_neither_status_nor_coordinates() -> None:
    made = portraits.of_place(HELD.places["zhairem"], OBLASTS)
    assert (made.kind, made.lat, made.statuses) == ("place", None, ())


def test_a_city_abroad_lies_in_no_oblast() -> None:
    assert portraits.of_city(HELD.cities["moscow"], OBLASTS).links == ()
    assert portraits.of_city(HELD.cities["karaganda"], OBLASTS).links


def test_a_region_tells_its_centre() -> None:
    assert portraits.of_region(HELD.regions["abai_region"]).note.startswith("centre: Semey")
    assert portraits.of_region(HELD.regions["astana"]).lat is not None


def test_a_company_tells_seat_towns_and_owners() -> None:
    made = portraits.of_company(HELD.companies["bogatyr"])
    ties = {(link.relation, link.other_id): link.note for link in made.links}
    assert ties["located in", "ekibastuz"] == ""
    assert ties["owned by", "rusal"] == "half"
    works = portraits.of_company(HELD.companies["qarmet"]).links
    assert EntityLink("works in", "temirtau") in works
    assert not [link for link in works if link.relation == "located in"]


def test_a_tie_with_a_date_stands_for_the_one_without() -> None:
    asset = HELD.assets["kostenko_mine"]
    ties = (
        Tie(relation="operated by", other="qarmet", since="2023-12"),
        Tie(relation="operated by", other="qarmet", since="1995", until="2003"),
    )
    made = portraits.of_asset(asset.model_copy(update={"ties": ties}), HELD.regions)
    found = [link.since for link in made.links if link.relation == "operated by"]
    assert found == ["2023-12", "1995"]


def test_an_asset_without_region_and_company_has_fewer_ties() -> None:
    bare = HELD.assets["kostenko_mine"].model_copy(
        update={"region": "", "company": "", "place": "", "commodities": ()}
    )
    made = portraits.of_asset(bare, HELD.regions)
    assert (made.region, made.links) == ("", ())


def test_a_commodity_begins_with_its_symbol() -> None:
    assert portraits.of_commodity(HELD.commodities["gold"]).note == "Au"


def test_a_name_that_comes_twice_is_told_once() -> None:
    gold = HELD.commodities["gold"].model_copy(
        update={"aliases": (Alias(name="gold", language="en"), Alias(name="Gold", language="en"))}
    )
    names = [name.name for name in portraits.of_commodity(gold).names if name.language == "en"]
    assert names == ["gold", "Gold"]


def test_a_person_has_offices_in_three_languages() -> None:
    (office,) = portraits.of_person(HELD.people["bulekpayev"]).offices
    assert (office.title_en, office.place_id) == ("Akim of Karaganda Region", "karaganda_region")
    assert office.title_ru == "аким Карагандинской области"
    assert office.since == "2022-12"
