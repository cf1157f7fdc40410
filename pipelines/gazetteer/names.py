"""What every record of the gazetteer has: names over time, and ties to others.

A date is ISO 8601, no more exact than what is known ("2023-12", "2023"); an empty one is open
or not known.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.datafile import Record
from pipelines.matching.forms import Examples, Forms

NameLanguage = Literal["kk", "ru", "en", "kk-Latn", "kk-Arab"]
NameKind = Literal["current", "former", "short", "variant"]
Relation = Literal["located in", "works in", "owned by", "operated by", "part of", "produces"]
Role = Literal["mining", "other"]
Day = Annotated[str, Field(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$")]


class Alias(Record):
    """A further name of an entity, with the time in which it was the name."""

    name: str = Field(min_length=2)
    language: NameLanguage
    kind: NameKind = "variant"
    since: Day = ""
    until: Day = ""


class Tie(Record):
    """How an entity hangs together with another one, whose id is ``other``."""

    relation: Relation
    other: str
    since: Day = ""
    until: Day = ""
    note: str = ""


class Named(Forms):
    """Something with a name in three languages, and the names it had."""

    name_en: str
    name_ru: str
    name_kk: str
    aliases: tuple[Alias, ...] = ()


class Listed(Record):
    """Something whose patterns hold in every language."""

    id: str
    name_en: str
    name_ru: str
    name_kk: str
    names: tuple[str, ...]
    aliases: tuple[Alias, ...] = ()
    matches: Examples
    misses: Examples
    note: str = ""
