"""What a data file says of an entity, as the archive keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.gazetteer.entity import (
    Entity,
    EntityLink,
    EntityName,
    EntityOffice,
    EntityStatus,
)
from pipelines.gazetteer.settlements import Town

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.gazetteer.names import Listed, Named, Relation, Tie
    from pipelines.gazetteer.records import Asset, Commodity, Company, Person
    from pipelines.gazetteer.settlements import City, Place, Region


def of_place(place: Place, oblasts: Mapping[str, str]) -> Entity:
    """A town or a place; ``oblasts`` maps the English names of oblasts to their ids."""
    town = place if isinstance(place, Town) else None
    status = f"{town.industry}; status: {town.status}" if town else ""
    return Entity(
        id=place.id,
        kind="town" if town else "place",
        name_en=place.name_en,
        name_ru=place.name_ru,
        name_kk=place.name_kk,
        region=place.region,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        note=_joined(status, place.note),
        kato=town.kato if town else "",
        names=_names(place),
        links=_located(place.region, oblasts),
        statuses=tuple(
            EntityStatus(held.status, held.since, held.until, held.note)
            for held in (town.statuses if town else ())
        ),
    )


def of_city(city: City, oblasts: Mapping[str, str]) -> Entity:
    """A city that is no mono-town."""
    return Entity(
        id=city.id,
        kind="place",
        name_en=city.name_en,
        name_ru=city.name_ru,
        name_kk=city.name_kk,
        region=city.region,
        lat=city.lat,
        lon=city.lon,
        note=city.note,
        names=_names(city),
        links=() if city.is_abroad else _located(city.region, oblasts),
    )


def of_region(region: Region) -> Entity:
    """An oblast or a city of republican rank."""
    centre = f"centre: {region.centre}" if region.centre else ""
    return Entity(
        id=region.id,
        kind="region",
        name_en=region.name_en,
        name_ru=region.name_ru,
        name_kk=region.name_kk,
        region=region.name_en,
        lat=region.lat,
        lon=region.lon,
        note=_joined(centre, region.note),
        kato=region.kato,
        names=_names(region),
    )


def of_company(company: Company) -> Entity:
    """A company: located where it has its seat, at work in its other towns."""
    seats = [company.seat] if company.seat else []
    works = [town for town in company.towns if town != company.seat]
    return Entity(
        id=company.id,
        kind="company",
        name_en=company.name_en,
        name_ru=company.name_ru,
        name_kk=company.name_kk,
        note=_joined(company.what, company.note),
        names=_names(company),
        links=_unique(
            [
                *_ties(company.ties),
                *_links("located in", seats),
                *_links("works in", works),
            ]
        ),
    )


def of_asset(asset: Asset, regions: Mapping[str, Region]) -> Entity:
    """A mine or plant, with its place, its company and what it gives."""
    where = [name for name in (asset.town, asset.place, asset.region) if name]
    owner = [asset.company] if asset.company else []
    return Entity(
        id=asset.id,
        kind="asset",
        name_en=asset.name_en,
        name_ru=asset.name_ru,
        name_kk=asset.name_kk,
        region=regions[asset.region].name_en if asset.region else "",
        note=_joined(asset.what, asset.note),
        names=_names(asset),
        links=_unique(
            [
                *_ties(asset.ties),
                *_links("located in", where),
                *_links("operated by", owner),
                *_links("produces", asset.commodities),
            ]
        ),
    )


def of_commodity(item: Commodity) -> Entity:
    """A metal, mineral or fuel; the note begins with its chemical symbol."""
    return Entity(
        id=item.id,
        kind="commodity",
        name_en=item.name_en,
        name_ru=item.name_ru,
        name_kk=item.name_kk,
        note=_joined(item.symbol, item.note),
        names=_names(item),
    )


def of_person(person: Person) -> Entity:
    """An official or the head of a company, with the offices."""
    return Entity(
        id=person.id,
        kind="person",
        name_en=person.name_en,
        name_ru=person.name_ru,
        name_kk=person.name_kk,
        note=person.note,
        names=_names(person),
        offices=tuple(
            EntityOffice(
                title_en=office.title_en,
                title_ru=office.title_ru,
                title_kk=office.title_kk,
                body=office.body,
                place_id=office.place,
                since=office.since,
                until=office.until,
                note=office.note,
            )
            for office in person.offices
        ),
    )


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))


def _names(record: Named | Listed | Person) -> tuple[EntityName, ...]:
    """The current names first; a name that comes twice in a language is told once."""
    told = [
        EntityName("kk", record.name_kk, "current"),
        EntityName("ru", record.name_ru, "current"),
        EntityName("en", record.name_en, "current"),
        *(EntityName(a.language, a.name, a.kind, a.since, a.until) for a in record.aliases),
    ]
    first: dict[tuple[str, str], EntityName] = {}
    for name in told:
        first.setdefault((name.language, name.name), name)
    return tuple(first.values())


def _located(region: str, oblasts: Mapping[str, str]) -> tuple[EntityLink, ...]:
    return tuple(_links("located in", [oblasts[region]])) if region in oblasts else ()


def _links(relation: Relation, others: Iterable[str]) -> list[EntityLink]:
    return [EntityLink(relation, other) for other in others]


def _ties(ties: Iterable[Tie]) -> list[EntityLink]:
    return [EntityLink(t.relation, t.other, t.since, t.until, t.note) for t in ties]


def _unique(links: Iterable[EntityLink]) -> tuple[EntityLink, ...]:
    """Of ties that are told twice the first, which says more."""
    told: dict[tuple[str, str], EntityLink] = {}
    kept: list[EntityLink] = []
    for link in links:
        first = told.setdefault((link.relation, link.other_id), link)
        if first is link or (link.since and link.since != first.since):
            kept.append(link)
    return tuple(kept)
