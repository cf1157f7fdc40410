from __future__ import annotations

import re
from typing import Any

import pytest

from pipelines.datafile import DATA, DataError
from pipelines.gazetteer.gazetteer import DataFiles, Gazetteer, entities, gazetteer
from pipelines.gazetteer.names import Tie
from pipelines.relevance.homonyms import read_places
from pipelines.relevance.lexicon import scan
from pipelines.relevance.relevance import judge_text

HELD = gazetteer()
NAMED: dict[str, Any] = {
    **HELD.companies,
    **HELD.commodities,
    **HELD.assets,
    **HELD.people,
    **HELD.regions,
    **HELD.cities,
}
ENTITIES = entities()
BY_ID = {entity.id: entity for entity in ENTITIES}


@pytest.mark.parametrize("place", HELD.places)
def test_each_place_is_told_from_its_namesakes(place: str) -> None:
    def is_read(text: str) -> bool:
        return any(r.accepted for r in read_places(scan("", text)) if r.place.id == place)

    record = HELD.places[place]
    assert [text for text in record.matches if not is_read(text)] == []
    assert [text for text in record.misses if is_read(text)] == []


@pytest.mark.parametrize("identity", NAMED)
def test_each_name_is_read_and_no_other_word(identity: str) -> None:
    def is_read(text: str) -> bool:
        mentions = judge_text("", text).mentions
        return any(m.entity_id == identity and m.confidence >= 0.5 for m in mentions)

    record = NAMED[identity]
    assert [text for text in record.matches if not is_read(text)] == []
    assert [text for text in record.misses if is_read(text)] == []


@pytest.mark.parametrize("identity", [*HELD.assets, *HELD.companies, *HELD.regions])
def test_the_current_names_are_read_in_each_language(identity: str) -> None:
    def is_read(name: str) -> bool:
        mentions = judge_text("", f"{name} — новости.").mentions
        return any(m.entity_id == identity and m.confidence >= 0.5 for m in mentions)

    record = NAMED[identity]
    names = (record.name_kk, record.name_ru, record.name_en)
    assert [name for name in names if not is_read(name)] == []


def test_all_27_towns_lie_in_kazakhstan() -> None:
    towns = [entity for entity in entities() if entity.kind == "town"]
    assert len(towns) == 27
    for town in towns:
        assert town.lat is not None
        assert town.lon is not None
        assert 40 < town.lat < 56
        assert 46 < town.lon < 88
        assert town.region


def test_entities_have_one_id_each_and_names_in_three_languages() -> None:
    assert len(BY_ID) == len(ENTITIES)
    assert all(e.name_en and e.name_ru and e.name_kk for e in ENTITIES)
    kinds = {"town", "place", "region", "company", "asset", "commodity", "person"}
    assert {e.kind for e in ENTITIES} == kinds
    assert all(HELD.kinds[e.id] == e.kind for e in ENTITIES)


def test_the_gazetteer_is_as_wide_as_the_news_of_mining() -> None:
    kinds = [entity.kind for entity in ENTITIES]
    assert kinds.count("town") == 27
    assert kinds.count("region") == 20
    assert kinds.count("asset") >= 170
    assert kinds.count("company") >= 100
    assert kinds.count("person") >= 90


def test_every_tie_leads_to_an_entity_and_is_told_once() -> None:
    for entity in ENTITIES:
        ties = [(link.relation, link.other_id, link.since) for link in entity.links]
        assert len(set(ties)) == len(ties)
        assert all(link.other_id in BY_ID for link in entity.links)
        assert all(office.place_id in {"", *BY_ID} for office in entity.offices)


def test_no_name_of_an_entity_is_told_twice_in_a_language() -> None:
    for entity in ENTITIES:
        names = [(name.language, name.name) for name in entity.names]
        assert len(set(names)) == len(names)


def test_codes_of_places_have_nine_digits_and_lie_in_their_oblast() -> None:
    codes = {e.name_en: e.kato for e in ENTITIES if e.kind == "region"}
    assert len(set(codes.values())) == 20
    for entity in ENTITIES:
        assert re.fullmatch(r"(?:\d{9})?", entity.kato)
        if entity.kind == "town" and entity.kato:
            assert entity.kato[:2] == codes[entity.region][:2]


def test_every_town_lies_in_an_oblast_and_was_on_the_list_of_2012() -> None:
    for town in (entity for entity in ENTITIES if entity.kind == "town"):
        assert [link.relation for link in town.links] == ["located in"]
        assert BY_ID[town.links[0].other_id].kind == "region"
        assert town.statuses[0].status == "listed"
        assert town.statuses[0].since == "2012-05"
        assert len(town.statuses) >= 2
        assert HELD.towns[town.id].status in {*(s.status for s in town.statuses), "current"}


def test_a_number_of_residents_is_kept_only_with_its_year() -> None:
    told = [(t.population is None, t.population_year is None) for t in HELD.towns.values()]
    assert set(told) == {(True, True), (False, False)}


def test_a_company_lies_only_where_it_is_one_plant_or_mine() -> None:
    for company in HELD.companies.values():
        links = {link.other_id: link.relation for link in BY_ID[company.id].links}
        expected = {
            town: "located in" if town == company.seat else "works in" for town in company.towns
        }
        assert {town: links[town] for town in company.towns} == expected


def test_a_field_of_two_operators_tells_both_and_their_parts() -> None:
    told = {link.other_id: link.note for link in BY_ID["mynkuduk_mine"].links if link.note}
    assert told == {"appak": "the western part", "ortalyk": "the central part"}


def test_saran_and_tekeli_left_the_list() -> None:
    left = [e.id for e in ENTITIES if any(s.status == "left" for s in e.statuses)]
    assert left == ["tekeli", "saran"]
    assert BY_ID["saran"].statuses[0].until == "2024-04"


def test_periods_do_not_end_before_they_begin() -> None:
    for entity in ENTITIES:
        told: list[Any] = [*entity.names, *entity.links, *entity.statuses, *entity.offices]
        assert all(not held.until or held.since[:7] <= held.until for held in told)


def test_the_steelworks_of_temirtau_keeps_its_former_names() -> None:
    former = {n.name: (n.since, n.until) for n in BY_ID["qarmet"].names if n.kind == "former"}
    assert former["ArcelorMittal Temirtau"] == ("2007", "2023-12")
    assert former["Испат-Кармет"] == ("1995", "2004")


def test_a_mine_tells_its_town_company_and_metal() -> None:
    mine = HELD.assets["south_zhezkazgan_mine"]
    assert (mine.town, mine.company, mine.commodities) == ("satpayev", "kazakhmys", ("copper",))
    ties = {(link.relation, link.other_id) for link in BY_ID["south_zhezkazgan_mine"].links}
    assert ("located in", "satpayev") in ties
    assert ("operated by", "kazakhmys") in ties
    assert ("produces", "copper") in ties


def test_a_mine_lies_in_the_oblast_of_its_town_or_place() -> None:
    settled: dict[str, Any] = {**HELD.places, **HELD.cities}
    for asset in HELD.assets.values():
        oblasts = {settled[name].region for name in (asset.town, asset.place) if name}
        assert oblasts <= {BY_ID[asset.id].region}, asset.id


def test_an_office_without_an_end_says_as_of_when_it_is_known() -> None:
    for person in (entity for entity in ENTITIES if entity.kind == "person"):
        assert all(office.until or office.note for office in person.offices)
        assert all(office.title_ru and office.title_kk for office in person.offices)


def test_the_source_of_coordinates_is_credited() -> None:
    head = (DATA / "towns.toml").read_text(encoding="utf-8")[:600]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head


def test_a_record_that_names_an_unknown_one_is_refused() -> None:
    company = next(iter(HELD.companies.values()))
    asset = next(iter(HELD.assets.values()))
    person = next(iter(HELD.people.values()))
    lost = Tie(relation="owned by", other="atlantis")
    office = person.offices[0].model_copy(update={"place": "atlantis"})
    for files in (
        files_with("companies", "company", company.model_copy(update={"towns": ("atlantis",)})),
        files_with("companies", "company", company.model_copy(update={"ties": (lost,)})),
        files_with("assets", "asset", asset.model_copy(update={"company": "atlantis"})),
        files_with("assets", "asset", asset.model_copy(update={"commodities": ("atlantis",)})),
        files_with("people", "person", person.model_copy(update={"offices": (office,)})),
    ):
        with pytest.raises(DataError, match="'atlantis'; correct the id or add it"):
            Gazetteer(files)


def files_with(name: str, kind: str, record: object) -> DataFiles:
    """The built-in files with one more record."""
    files = HELD.files
    held = getattr(files, name)
    changed = held.model_copy(update={kind: (*getattr(held, kind), record)})
    return files._replace(**{name: changed})
