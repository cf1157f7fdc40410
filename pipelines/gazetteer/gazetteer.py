"""Whom and what the news names: places, companies, mines and plants, commodities, officials."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.datafile import DATA, DataError, read
from pipelines.gazetteer import portraits
from pipelines.gazetteer.entity import Entity
from pipelines.gazetteer.records import (
    AssetFile,
    CommodityFile,
    Company,
    CompanyFile,
    PersonFile,
)
from pipelines.gazetteer.settlements import Context, Place, RegionFile, Town, TownFile
from pipelines.gazetteer.surnames import surname_patterns
from pipelines.matching.matching import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.gazetteer.names import Tie
    from pipelines.judgement import EntityKind

__all__ = ["Company", "Context", "Entity", "Gazetteer", "Place", "Town", "entities", "gazetteer"]


class DataFiles(NamedTuple):
    """What the data files hold."""

    towns: TownFile
    regions: RegionFile
    companies: CompanyFile
    assets: AssetFile
    commodities: CommodityFile
    people: PersonFile


class Gazetteer:
    """All entities by id; raises DataError where one names another that is not known.

    ``assets`` tell their town, company and commodities; ``cities`` are other cities, those of
    republican rank being ``regions`` as well.
    """

    def __init__(self, files: DataFiles) -> None:
        self.files = files
        self.context = files.towns.context
        self.asset_words = files.assets.words
        self.post_words = {held.post: held.words for held in files.people.words}
        self.towns = {town.id: town for town in files.towns.town}
        self.places: dict[str, Place] = self.towns | {p.id: p for p in files.towns.place}
        self.regions = {region.id: region for region in files.regions.region}
        self.cities = {city.id: city for city in files.regions.city}
        self.companies = {company.id: company for company in files.companies.company}
        self.assets = {asset.id: asset for asset in files.assets.asset}
        self.commodities = {item.id: item for item in files.commodities.commodity}
        self.people = {person.id: person for person in files.people.person}
        self.kinds = dict(self._kinds())
        _check(self)

    def _kinds(self) -> Iterator[tuple[str, EntityKind]]:
        yield from ((name, "town" if name in self.towns else "place") for name in self.places)
        yield from ((name, "place") for name in self.cities)
        yield from ((name, "region") for name in self.regions)
        yield from ((name, "company") for name in self.companies)
        yield from ((name, "asset") for name in self.assets)
        yield from ((name, "commodity") for name in self.commodities)
        yield from ((name, "person") for name in self.people)

    def entries(self) -> Iterator[Entry]:
        """All names: keys ``place:…``, ``region:…``, ``city:…``, ``company:…``, ``person:…`` etc.

        Cities of republican rank have the key of a city and are regions all the same. An oblast's
        name without the word for oblast has the key ``oblast:…``.
        """
        yield from self._settlements()
        for asset in self.assets.values():
            yield from asset.entries("asset")
        for kind, records in (("company", self.companies), ("commodity", self.commodities)):
            for record in records.values():
                for pattern in record.names:
                    yield Entry(f"{kind}:{record.id}", "und", pattern)
        for person in self.people.values():
            for language, pattern in surname_patterns(person):
                yield Entry(f"person:{person.id}", language, pattern)

    def _settlements(self) -> Iterator[Entry]:
        for place in self.places.values():
            yield from place.entries("place")
        for city in self.cities.values():
            yield from city.entries("city")
        for region in self.regions.values():
            yield from region.entries("city" if region.is_city else "region")
            for pattern in region.bare:
                yield Entry(f"oblast:{region.id}", "und", pattern)

    def contexts(self) -> dict[str, list[tuple[str, str]]]:
        """Each context pattern with what it does: (accept, reject or never; place id)."""
        held: dict[str, list[tuple[str, str]]] = {}
        for place in self.places.values():
            for role in ("accept", "reject", "never"):
                for pattern in getattr(place, role):
                    held.setdefault(pattern, []).append((role, place.id))
        return held


def _check(held: Gazetteer) -> None:
    """Every id that a record names must be known, and of the right kind."""
    for company in held.companies.values():
        where = f"company {company.id!r}"
        _known(where, "town", (*company.towns, company.seat), held.towns)
        _ties(where, company.ties, held)
    for asset in held.assets.values():
        where = f"asset {asset.id!r}"
        _known(where, "town", [asset.town], held.towns)
        _known(where, "place", [asset.place], {**held.places, **held.cities})
        _known(where, "region", [asset.region], held.regions)
        _known(where, "company", [asset.company], held.companies)
        _known(where, "commodity", asset.commodities, held.commodities)
        _ties(where, asset.ties, held)
    for person in held.people.values():
        for office in person.offices:
            _known(f"person {person.id!r}", "entity", [office.place], held.kinds)


def _ties(where: str, ties: Iterable[Tie], held: Gazetteer) -> None:
    _known(where, "entity", [tie.other for tie in ties], held.kinds)


def _known(where: str, kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name and name not in known:
            raise DataError(f"{where}: no {kind} is called {name!r}; correct the id or add it")


@cache
def gazetteer() -> Gazetteer:
    """The built-in gazetteer, read once a process; raises DataError."""
    return Gazetteer(
        DataFiles(
            towns=read(DATA / "towns.toml", TownFile),
            regions=read(DATA / "regions.toml", RegionFile),
            companies=read(DATA / "companies.toml", CompanyFile),
            assets=read(DATA / "assets.toml", AssetFile),
            commodities=read(DATA / "commodities.toml", CommodityFile),
            people=read(DATA / "people.toml", PersonFile),
        )
    )


def entities() -> tuple[Entity, ...]:
    """Every entity for the archive: places, regions, companies, assets, commodities, people."""
    held = gazetteer()
    oblasts = {region.name_en: name for name, region in held.regions.items()}
    return (
        *(portraits.of_place(place, oblasts) for place in held.places.values()),
        *(portraits.of_city(city, oblasts) for city in held.cities.values()),
        *(portraits.of_region(region) for region in held.regions.values()),
        *(portraits.of_company(company) for company in held.companies.values()),
        *(portraits.of_asset(asset, held.regions) for asset in held.assets.values()),
        *(portraits.of_commodity(item) for item in held.commodities.values()),
        *(portraits.of_person(person) for person in held.people.values()),
    )
