"""What is known of a source in words and records: its roads, since when, how it is watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from crawler.sources import RoadStatus, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crawler.items import HubKind
    from crawler.sources import Road

KINDS: tuple[HubKind, ...] = ("feed", "sitemap", "listing")
GROUPS: tuple[str, ...] = get_args(Source.model_fields["group"].annotation)
STATUSES: tuple[RoadStatus, ...] = get_args(RoadStatus)
_BEST_FIRST: tuple[RoadStatus, ...] = ("works", "sample", "listed", "conflict", "guess", "broken")
CONFIRMED, DISCOVERED, OFF = "confirmed roads", "discovery at run time", "switched off"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSummary:
    """The roads of one kind: how many, the best of their statuses, and since when that is so."""

    kind: HubKind
    count: int
    status: RoadStatus
    as_of: date | None


def roads_by_kind(source: Source) -> dict[HubKind, tuple[Road, ...]]:
    """The roads of each kind, the kind that is tried first in front; empty kinds too."""
    return dict(zip(KINDS, (source.feeds, source.sitemaps, source.listings), strict=True))


def since(road: Road, source: Source) -> date | None:
    """Since when the status of a road is known."""
    return road.as_of or source.as_of


def summaries(source: Source) -> tuple[RoadSummary, ...]:
    """One summary a kind of road that the source has; of equal roads the one seen last counts."""
    found = []
    for kind, roads in roads_by_kind(source).items():
        if roads:
            best = min(roads, key=lambda road: _BEST_FIRST.index(road.status))
            days = [since(road, source) for road in roads if road.status == best.status]
            newest = max(filter(None, days), default=None)
            found.append(RoadSummary(kind=kind, count=len(roads), status=best.status, as_of=newest))
    return tuple(found)


def best_status(source: Source) -> RoadStatus | None:
    """The status of the best road; None for a source without roads."""
    return min((one.status for one in summaries(source)), key=_BEST_FIRST.index, default=None)


def best_since(source: Source) -> date | None:
    """Since when the status of the best road is known."""
    best = best_status(source)
    days = (one.as_of for one in summaries(source) if one.status == best)
    return max(filter(None, days), default=None)


def watched_by(source: Source) -> str:
    """How a source is watched: CONFIRMED, DISCOVERED or OFF."""
    if not source.enabled:
        return OFF
    return CONFIRMED if source.is_confirmed else DISCOVERED


def speaks(source: Source, language: str) -> bool:
    """Whether a source publishes in a language; "kk" stands for each of its scripts."""
    wanted = language.lower()
    codes = (code.lower() for code in source.languages)
    return any(wanted in (code, code.partition("-")[0]) for code in codes)


def totals(sources: Iterable[Source]) -> str:
    """One sentence: how many sources, and how they are watched."""
    ways = [watched_by(source) for source in sources]
    return (
        f"{len(ways)} {'source' if len(ways) == 1 else 'sources'}: "
        f"{ways.count(CONFIRMED)} watched by {CONFIRMED}, {ways.count(DISCOVERED)} by"
        f" {DISCOVERED}, {ways.count(OFF)} {OFF}."
    )


def record(source: Source, last_run_at: str | None) -> dict[str, Any]:
    """A line of ``kenwatch sources list --json``; docs/sources.md describes the fields."""
    return {
        "id": source.id,
        "name": source.name,
        "country": source.country,
        "group": source.group,
        "languages": list(source.languages),
        "region": source.region,
        "towns": list(source.towns),
        "enabled": source.enabled,
        "watched_by": watched_by(source),
        "status": best_status(source),
        "roads": {one.kind: _summary_record(one) for one in summaries(source)},
        "last_run_at": last_run_at,
    }


def _summary_record(one: RoadSummary) -> dict[str, Any]:
    as_of = one.as_of.isoformat() if one.as_of else None
    return {"count": one.count, "status": one.status, "as_of": as_of}


def flat(line: Mapping[str, Any]) -> dict[str, Any]:
    """A record without levels, for CSV: feed, feed_as_of and so on in place of roads."""
    cells = {name: value for name, value in line.items() if name != "roads"}
    for kind in KINDS:
        summary = line["roads"].get(kind, {})
        cells |= {kind: summary.get("status"), f"{kind}_as_of": summary.get("as_of")}
    return cells
