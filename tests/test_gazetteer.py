from __future__ import annotations

import pytest

from pipelines.datafile import DATA, DataError
from pipelines.gazetteer.gazetteer import Company, Gazetteer, _CompanyFile, entities, gazetteer
from pipelines.relevance.homonyms import read_places
from pipelines.relevance.lexicon import scan

HELD = gazetteer()
PLACES = [(p.id, text, True) for p in HELD.places.values() for text in p.matches]
PLACES += [(p.id, text, False) for p in HELD.places.values() for text in p.misses]
NAMED = [("company", c.id, t, True) for c in HELD.companies.values() for t in c.matches]
NAMED += [("company", c.id, t, False) for c in HELD.companies.values() for t in c.misses]
NAMED += [("commodity", c.id, t, True) for c in HELD.commodities.values() for t in c.matches]
NAMED += [("commodity", c.id, t, False) for c in HELD.commodities.values() for t in c.misses]


@pytest.mark.parametrize(("place", "text", "meant"), PLACES)
def test_each_place_is_told_from_its_namesakes(place: str, text: str, meant: bool) -> None:  # noqa: FBT001 - a case's expected value
    readings = read_places(scan("", text))
    assert any(r.accepted for r in readings if r.place.id == place) is meant


@pytest.mark.parametrize(("kind", "identity", "text", "meant"), NAMED)
def test_each_name_is_found_and_no_other_word(
    kind: str,
    identity: str,
    text: str,
    meant: bool,  # noqa: FBT001 - a case's expected value
) -> None:
    assert (identity in {hit.id for hit in scan("", text).hits.get(kind, [])}) is meant


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
    held = entities()
    assert len({entity.id for entity in held}) == len(held)
    assert all(e.name_en and e.name_ru and e.name_kk for e in held)
    assert {e.kind for e in held} == {"town", "place", "company", "commodity"}


def test_the_source_of_coordinates_is_credited() -> None:
    head = (DATA / "towns.toml").read_text(encoding="utf-8")[:600]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head


def test_a_company_of_an_unknown_town_is_refused() -> None:
    known = next(iter(HELD.companies.values()))
    lost = Company(**{**known.model_dump(), "towns": ("atlantis",)})
    towns = type("Towns", (), {})()
    towns.town, towns.place, towns.context, towns.other_cities = (), (), None, None
    commodities = type("Commodities", (), {"commodity": ()})()
    with pytest.raises(DataError, match="atlantis"):
        Gazetteer(towns, _CompanyFile(company=(lost,)), commodities)
