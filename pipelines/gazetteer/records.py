"""The shapes of the data files of companies, commodities, mines and plants, and people.

Ids are those of other records; dates are as in names.py.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.datafile import Record
from pipelines.gazetteer.names import Alias, Day, Listed, Named, Role, Tie
from pipelines.matching.forms import Examples  # noqa: TC001 - pydantic reads it

Post = Literal[
    "president",
    "premier",
    "deputy premier",
    "minister",
    "deputy minister",
    "committee chair",
    "akim",
    "company head",
    "owner",
]


class Company(Listed):
    """A company; ``role`` tells whether naming it speaks for mining.

    ``towns`` are the mono-towns where it works. ``seat`` is the town of a company that is one
    plant or mine, so that naming it names the town.
    """

    role: Role
    what: str
    towns: tuple[str, ...] = ()
    seat: str = ""
    ties: tuple[Tie, ...] = ()


class Commodity(Listed):
    """A metal, mineral or fuel."""

    symbol: str = ""


class CompanyFile(Record):
    """companies.toml."""

    company: tuple[Company, ...]


class CommodityFile(Record):
    """commodities.toml."""

    commodity: tuple[Commodity, ...]


class Asset(Named):
    """A mine, pit, plant, smelter or deposit.

    ``what`` is its kind in words. ``town`` is the mono-town where it stands, ``place`` another
    settlement, ``region`` the id of the oblast, empty abroad. ``company`` works it.
    ``needs_kind`` is set where the name is also a person's or a common word, so that it is read
    only where a word for a mine or plant stands beside it: one that begins like one of
    ``kind_words`` where they are given. ``role`` tells whether naming it speaks for mining.
    """

    what: str
    role: Role = "mining"
    company: str = ""
    town: str = ""
    place: str = ""
    region: str = ""
    commodities: tuple[str, ...] = ()
    needs_kind: bool = False
    kind_words: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


class AssetWords(Record):
    """Regular expressions (folded) for words of mines and plants right around a name."""

    before: str
    after: str
    joint: str
    told: str


class AssetFile(Record):
    """assets.toml."""

    words: AssetWords
    asset: tuple[Asset, ...]


class Office(Record):
    """An office of a person: ``body`` is the institution or a company's id, ``place`` an id."""

    post: Post
    title_en: str
    title_ru: str
    title_kk: str
    body: str = ""
    place: str = ""
    since: Day = ""
    until: Day = ""
    note: str = ""


class Person(Record):
    """An official or the head of a company; a name is given name first, surname last.

    ``is_common`` is set where many people bear the full name.
    """

    id: str
    name_en: str
    name_ru: str
    name_kk: str
    aliases: tuple[Alias, ...] = ()
    is_common: bool = False
    offices: tuple[Office, ...] = Field(min_length=1)
    matches: Examples
    misses: Examples
    note: str = ""


class PostWords(Record):
    """A regular expression (folded) for the words of an office beside a name."""

    post: Post
    words: str


class PersonFile(Record):
    """people.toml."""

    words: tuple[PostWords, ...]
    person: tuple[Person, ...]
