"""Which sources of the archive are of a town, and which of its region. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.sources.towncoverage import covers_region

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crawler.sources import Source

    # what reads the source files; None where they cannot be read
    Files = Callable[[], Mapping[str, Source] | None]


@dataclass(frozen=True, slots=True)
class TownSources:
    """The watched sources of a town: (id, name) of local ones, and of those of its region.

    ``is_known``: whether any source of the archive stands in the files that tell this.
    """

    local: tuple[tuple[str, str], ...]
    regional: tuple[tuple[str, str], ...]
    is_known: bool


def files_of(served: object) -> Files:
    """What the site was given to read the source files by; without it none are known."""
    return getattr(served, "kenwatch_sources", dict)


def town_sources(
    town_id: str, region: str | None, watched: Mapping[str, str], files: Mapping[str, Source]
) -> TownSources:
    """``watched``: names of the archive's sources by id; ``region``: its English name."""
    known = {one: files[one] for one in watched if one in files}
    local = [one for one, source in known.items() if town_id in source.towns]
    regional = [
        one
        for one, source in known.items()
        if one not in local and region and covers_region(source, region)
    ]
    return TownSources(
        local=tuple((one, watched[one]) for one in local),
        regional=tuple((one, watched[one]) for one in regional),
        is_known=bool(known),
    )
