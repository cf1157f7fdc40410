"""The shapes of towns.toml and regions.toml: towns, places, oblasts, cities."""

from __future__ import annotations

from typing import Literal

from pipelines.datafile import Record
from pipelines.gazetteer.names import Day, Named

Ambiguity = Literal["low", "medium", "high", "very high"]


class Place(Named):
    """A settlement with the words that tell it from others of its name.

    ``region`` is the English name of the oblast; ``site`` says that the place is known for its
    mine or plant.
    """

    region: str
    ambiguity: Ambiguity
    person: bool = False
    site: bool = False
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Status(Record):
    """What a town was in the state's policy on mono-towns, and the evidence."""

    status: Literal["listed", "stagnating", "current", "probably current", "unclear", "left"]
    since: Day = ""
    until: Day = ""
    note: str = ""


class Town(Place):
    """One of the 27 mono-towns of the list of 2012; ``kato`` is its code where it is known.

    ``population`` is kept only with the year that it is of.
    """

    kato: str = ""
    lat: float
    lon: float
    population: int | None = None
    population_year: int | None = None
    industry: str
    mining: bool
    status: Literal["current", "probably current", "unclear", "left"]
    statuses: tuple[Status, ...] = ()
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
    gone_before: str
    place_after: str
    stop_before: str
    stop_after: str
    distance_before: str
    distance_after: str
    forecast: str
    weather: str
    office_before: str
    office_after: str
    nation: str
    dig: str
    visitors: str
    civic: str
    little_words: str


class TownFile(Record):
    """towns.toml."""

    context: Context
    town: tuple[Town, ...]
    place: tuple[Place, ...]


class Region(Named):
    """An oblast, or a city of republican rank where ``is_city``.

    ``bare`` are patterns of its name without a word for oblast.
    """

    kato: str
    is_city: bool = False
    bare: tuple[str, ...] = ()
    centre: str = ""
    lat: float | None = None
    lon: float | None = None


class City(Named):
    """Another city: many of them in one sentence make a list, in which a name says little.

    ``region`` is the English name of its oblast, or of its country where ``is_abroad``.
    """

    region: str
    is_abroad: bool = False
    lat: float | None = None
    lon: float | None = None


class RegionFile(Record):
    """regions.toml."""

    region: tuple[Region, ...]
    city: tuple[City, ...]
