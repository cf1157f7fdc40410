"""The marks by which an article says what it is: read from their data file."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.datafile import DATA, Record, read
from pipelines.pagekinds.pagewords import Forms  # noqa: TC001 - pydantic reads it

_NOTHING: Final = re.compile(r"(?!)")


class Flag(Record):
    """One flag and its marks; the head of the data file tells what each field means."""

    name: str
    lines: Forms = _NOTHING
    edges: Forms = _NOTHING
    signatures: Forms = _NOTHING
    labels: Forms = _NOTHING
    titles: Forms = _NOTHING
    sections: Forms = _NOTHING
    bylines: Forms = _NOTHING
    openings: Forms = _NOTHING
    banners: Forms = _NOTHING
    classes: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


class Paywall(Record):
    """How a block is named that keeps readers out, and what it says."""

    blocks: tuple[str, ...]
    offers: Forms
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class Truncated(Record):
    """How a text ends that goes on elsewhere."""

    ends: Forms
    calls: Forms
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class StandingWords(Record):
    """The whole file."""

    shops: tuple[str, ...]
    bylines: tuple[str, ...]
    paywall: Paywall
    truncated: Truncated
    flag: tuple[Flag, ...]


@cache
def standing_words() -> StandingWords:
    """The file, read once; raises datafile.DataError."""
    return read(DATA / "standing.toml", StandingWords)
