"""Which sources watch each mono-town: local ones, those of its oblast, and the gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.ownsources import place_of_new
from desk.errors import UserError
from desk.sources.knowledge import CONFIRMED, watched_by
from pipelines.text import fold_search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from crawler.sources import Source
    from pipelines.gazetteer.gazetteer import Town

# "Karaganda Region — Temirtau", "Turkistan Region / Shymkent"
_PARTS = re.compile(r"\s*[—–/,;(]\s*|\s+-\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TownCoverage:
    """The sources of one town: ``local`` ones name it, ``oblast`` ones write of its region.

    Both hold all known sources, the switched off ones too; ``gap`` says in words what is
    missing, "" where a local source is watched by a confirmed road.
    """

    town: Town
    local: tuple[Source, ...]
    oblast: tuple[Source, ...]
    gap: str


def covers_region(source: Source, region: str) -> bool:
    """Whether a source is one of an oblast."""
    return region in _PARTS.split(source.region or "")


def coverage(towns: Iterable[Town], sources: Iterable[Source]) -> list[TownCoverage]:
    """The coverage of each town, in the order given."""
    known = list(sources)
    return [_of_town(town, known) for town in towns]


def told_files(directory: Path) -> str:
    """Which source files an answer stands on: those of a folder, or those of kenwatch itself."""
    is_own = place_of_new(directory) == directory
    return f"the source files in {directory}" if is_own else "the source files of kenwatch itself"


def asked_of(sources: Iterable[Source], asked: Collection[str]) -> str:
    """How many of the sources are enabled, and how many of those an archive ever asked."""
    enabled = [source.id for source in sources if source.enabled]
    return f"{len(enabled)} enabled, {sum(one in asked for one in enabled)} of these ever asked"


def _of_town(town: Town, sources: list[Source]) -> TownCoverage:
    local = tuple(source for source in sources if town.id in source.towns)
    oblast = tuple(
        source for source in sources if source not in local and covers_region(source, town.region)
    )
    return TownCoverage(town=town, local=local, oblast=oblast, gap=_gap(local, oblast))


def _gap(local: tuple[Source, ...], oblast: tuple[Source, ...]) -> str:
    watched = [source for source in local if source.enabled]
    if any(watched_by(source) == CONFIRMED for source in watched):
        return ""
    if watched:
        return "local sources by discovery at run time only"
    beside = "" if any(source.enabled for source in oblast) else ", and none of the oblast"
    if local:
        return f"its local sources are switched off{beside}"
    return f"no local source is known{beside}"


def find_town(name: str, towns: Mapping[str, Town]) -> Town:
    """The town of an id, or of a name in any language and spelling; raises UserError."""
    known = {
        fold_search(spelling): town
        for town in towns.values()
        for spelling in (town.id, town.name_en, town.name_ru, town.name_kk)
    }
    wanted = fold_search(name.strip())
    if wanted in known:
        return known[wanted]
    near = dict.fromkeys(known[key].name_en for key in get_close_matches(wanted, known, n=3))
    hint = f"did you mean {', '.join(near)}?" if near else "`kenwatch sources coverage` lists them"
    raise UserError(f"--town {name[:60]!r}: no mono-town has this name; {hint}", 2)
