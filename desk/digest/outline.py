"""A digest in words, before it is laid out: what text and page both show. Pure records.

Every text is one line, free of what a screen obeys; ``url`` is "" or http(s).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the top."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What something was and what it is now; ``before`` is "" where there is but one to tell."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story or text: ``tag`` is the kind of event, ``is_grave`` marks what did great harm.

    ``language`` is the code of the title's language, ``mark`` its name where it is not that of the
    digest. ``facts`` hold, ``doubts`` are contradicted. ``meta`` is told below, in small.
    """

    title: str
    url: str
    tag: str = ""
    is_grave: bool = False
    language: str = ""
    mark: str = ""
    facts: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of one place; without heading where the section has no places."""

    heading: str = ""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a digest: groups of items, then plain lines; ``rest`` tells what is left out."""

    heading: str
    groups: tuple[Group, ...] = ()
    lines: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A digest whole. ``told`` is its sum in a line, ``ground`` how far it can be relied on.

    ``is_sure``: nothing that the sources listed can have been missed.
    """

    language: str
    subject: str
    topics: str
    title: str
    day: str
    period: str
    limits: str
    told: str
    tiles: tuple[Tile, ...]
    ground: tuple[str, ...]
    is_sure: bool
    sections: tuple[Section, ...]
    foot: str
