"""Towns that are named through a plant: what happens at Donskoy GOK happens in Khromtau."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.assets import read_assets
from pipelines.relevance.negation import undone_nearby

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.relevance.scans import Found, Scan

_BEFORE, _AFTER = 40, 6
_SCENE_AFTER = re.compile(r"-?(?:да|де|та|те|нда|нде|дағы|дегі|тағы|тегі)\b")


class Seat(NamedTuple):
    """The name of a plant, the town it stands in, and what a reader is told of it."""

    found: Found
    town: str
    note: str


def seats(scan: Scan) -> list[Seat]:
    """Plants that are the subject or the scene, not those that are merely named in passing.

    The subject stands in the title or the first sentence; a scene is told by the words around.
    """
    return [
        seat
        for seat in _named(scan)
        if (_is_subject(scan, seat.found) or _is_scene(scan, seat.found))
        and not undone_nearby(scan, seat.found, "company")
    ]


def _named(scan: Scan) -> Iterator[Seat]:
    """All plants and mines of one town, wherever they stand in the text."""
    companies = gazetteer().companies
    for found in scan.hits.get("company", []):
        if companies[found.id].seat:
            yield Seat(found, companies[found.id].seat, f"through {companies[found.id].name_en}")
    for reading in scan.once(read_assets):
        if reading.asset.town:
            yield Seat(reading.found, reading.asset.town, f"through {reading.asset.name_en}")


def _is_subject(scan: Scan, found: Found) -> bool:
    return scan.sentence(found.start) <= scan.sentence(scan.lead_start)


def _is_scene(scan: Scan, found: Found) -> bool:
    before = scan.folded[max(0, found.start - _BEFORE) : found.start]
    after = scan.folded[found.end : found.end + _AFTER]
    return bool(
        _scene_before().search(before.rstrip('«"“„') or before) or _SCENE_AFTER.match(after)
    )


@cache
def _scene_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:в|во|на|in|at|inside|near)"
        r"(?: (?:the|шахт(?:е|ах)|рудник(?:е|ах)|карьере|разрезе|комбинате|заводе|фабрике"
        r"|месторождении|имени|им\.))* $"
    )
