"""Towns, places, companies and commodities: their names, where they are, what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipelines.datafile import DATA, DataError, Record, read
from pipelines.matching.forms import Examples, Forms
from pipelines.matching.matching import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

Ambiguity = Literal["low", "medium", "high", "very high"]
EntityKind = Literal["town", "place", "company", "commodity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A row of the archive's entity table; ``lat`` and ``lon`` are degrees (WGS 84) or None."""

    id: str
    kind: EntityKind
    name_en: str
    name_ru: str
    name_kk: str
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    note: str = ""


class Place(Forms):
    """A settlement with the words that tell it from others of its name."""

    name_en: str
    name_ru: str
    name_kk: str
    region: str
    ambiguity: Ambiguity
    person: bool = False
    site: bool = False
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Town(Place):
    """One of the 27 mono-towns of the list of 2012."""

    lat: float
    lon: float
    population: int
    population_year: int | None = None
    industry: str
    mining: bool
    status: Literal["current", "probably current", "unclear", "left"]
    former_names: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    other_meanings: tuple[str, ...] = ()


class Context(Record):
    """Regular expressions for the words around a place name; see the head of towns.toml."""

    town_before: str
    town_after: str
    scene_before: str
    city_life: str
    demonym: str
    scene_suffix: str
    named_before: str
    named_after: str
    district_after: str
    origin: str
    sport: str
    route: str
    forecast: str


class _Cities(Record):
    kk: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]


class _TownFile(Record):
    context: Context
    other_cities: _Cities
    town: tuple[Town, ...]
    place: tuple[Place, ...]


class _Named(Record):
    id: str
    name_en: str
    name_ru: str
    name_kk: str
    names: tuple[str, ...]
    matches: Examples
    misses: Examples
    note: str = ""


class Company(_Named):
    """A company; ``role`` tells whether naming it speaks for mining.

    ``seat`` is the town of a company that is one plant or mine, so that naming it names the town.
    """

    role: Literal["mining", "other"]
    what: str
    towns: tuple[str, ...] = ()
    seat: str = ""


class Commodity(_Named):
    """A metal, mineral or fuel."""

    symbol: str = ""


class _CompanyFile(Record):
    company: tuple[Company, ...]


class _CommodityFile(Record):
    commodity: tuple[Commodity, ...]


class Gazetteer:
    """All entities by id; raises DataError where a company names an unknown town."""

    def __init__(
        self, towns: _TownFile, companies: _CompanyFile, commodities: _CommodityFile
    ) -> None:
        self.context = towns.context
        self.towns = {town.id: town for town in towns.town}
        self.places: dict[str, Place] = self.towns | {place.id: place for place in towns.place}
        self.companies = {company.id: company for company in companies.company}
        self.commodities = {commodity.id: commodity for commodity in commodities.commodity}
        self._cities = towns.other_cities
        for company in companies.company:
            for town in (*company.towns, *filter(None, [company.seat])):
                if town not in self.towns:
                    raise DataError(f"company {company.id!r}: no town is called {town!r}")

    def entries(self) -> Iterator[Entry]:
        """All names: keys ``place:…``, ``company:…``, ``commodity:…`` and ``city:other``."""
        for place in self.places.values():
            yield from place.entries("place")
        for kind, records in (("company", self.companies), ("commodity", self.commodities)):
            for record in records.values():
                for pattern in record.names:
                    yield Entry(f"{kind}:{record.id}", "und", pattern)
        for language in ("kk", "ru", "en"):
            for pattern in getattr(self._cities, language):
                yield Entry("city:other", language, pattern)

    def contexts(self) -> dict[str, list[tuple[str, str]]]:
        """Each context pattern with what it does: (accept, reject or never; place id)."""
        held: dict[str, list[tuple[str, str]]] = {}
        for place in self.places.values():
            for role in ("accept", "reject", "never"):
                for pattern in getattr(place, role):
                    held.setdefault(pattern, []).append((role, place.id))
        return held


@cache
def gazetteer() -> Gazetteer:
    """The built-in gazetteer, read once a process; raises DataError."""
    return Gazetteer(
        read(DATA / "towns.toml", _TownFile),
        read(DATA / "companies.toml", _CompanyFile),
        read(DATA / "commodities.toml", _CommodityFile),
    )


def entities() -> tuple[Entity, ...]:
    """Every entity for the archive: towns, places, companies, commodities."""
    held = gazetteer()
    return (
        *(_place(place, held) for place in held.places.values()),
        *(_named(company, "company", company.what) for company in held.companies.values()),
        *(_named(item, "commodity", item.symbol) for item in held.commodities.values()),
    )


def _place(place: Place, held: Gazetteer) -> Entity:
    town = held.towns.get(place.id)
    note = "; ".join(
        filter(None, (f"{town.industry}; status: {town.status}" if town else "", place.note))
    )
    return Entity(
        id=place.id,
        kind="town" if town else "place",
        name_en=place.name_en,
        name_ru=place.name_ru,
        name_kk=place.name_kk,
        region=place.region,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        note=note,
    )


def _named(record: _Named, kind: EntityKind, what: str) -> Entity:
    return Entity(
        id=record.id,
        kind=kind,
        name_en=record.name_en,
        name_ru=record.name_ru,
        name_kk=record.name_kk,
        note="; ".join(filter(None, (what, record.note))),
    )
