"""What the archive keeps of whom and what the news names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.gazetteer.names import NameKind, NameLanguage, Relation
    from pipelines.judgement import EntityKind


@dataclass(frozen=True, slots=True)
class EntityName:
    """A name in one language; ``since`` and ``until`` are ISO dates as exact as known, or ''.

    ``kind`` is current, former, short or variant (another spelling, script or full name).
    """

    language: NameLanguage
    name: str
    kind: NameKind
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class EntityLink:
    """How an entity hangs together with the one whose id is ``other_id``; dates as in EntityName.

    ``relation`` reads from the entity on: "owned by", "located in", "works in", "produces".
    """

    relation: Relation
    other_id: str
    since: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntityStatus:
    """What a town was in the policy on mono-towns; ``note`` holds the evidence.

    ``status`` is listed (on the list of 2012), stagnating (the state's group of 2025), current,
    probably current, unclear or left (as known since).
    """

    status: str
    since: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityOffice:
    """An office of a person in three languages.

    ``body`` is the institution in English or the id of a company; ``place_id`` the entity that
    the office is of, where it is of a place. ``note`` tells "as of" when an end is not known.
    """

    title_en: str
    title_ru: str
    title_kk: str
    body: str = ""
    place_id: str = ""
    since: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity as the archive's tables hold it.

    ``lat`` and ``lon`` are degrees (WGS 84) or None; ``region`` is the English name of the
    oblast; ``kato`` the nine-digit code of Kazakhstan's classifier of administrative units, or
    ''. ``names`` holds the three current names first. ``statuses`` are a mono-town's,
    ``offices`` a person's.
    """

    id: str
    kind: EntityKind
    name_en: str
    name_ru: str
    name_kk: str
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    note: str = ""
    kato: str = ""
    names: tuple[EntityName, ...] = ()
    links: tuple[EntityLink, ...] = ()
    statuses: tuple[EntityStatus, ...] = ()
    offices: tuple[EntityOffice, ...] = ()
