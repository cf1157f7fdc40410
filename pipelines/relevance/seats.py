"""Towns that are named through a plant: what happens at Donskoy GOK happens in Khromtau."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.negation import undone_nearby

if TYPE_CHECKING:
    from pipelines.relevance.lexicon import Found, Scan

_BEFORE, _AFTER = 20, 6
_SCENE_AFTER = re.compile(r"-?(?:да|де|та|те|нда|нде|дағы|дегі|тағы|тегі)\b")


@dataclass(frozen=True, slots=True)
class Seat:
    """The name of a plant, the town it stands in, and what a reader is told of it."""

    found: Found
    town: str
    note: str


def seats(scan: Scan) -> list[Seat]:
    """Plants that are the subject or the scene, not those that are merely named in passing.

    The subject stands in the title or the first sentence; a scene is told by the words around.
    """
    companies = gazetteer().companies
    return [
        Seat(found, companies[found.id].seat, f"through {companies[found.id].name_en}")
        for found in scan.hits.get("company", [])
        if companies[found.id].seat
        and (_is_subject(scan, found) or _is_scene(scan, found))
        and not undone_nearby(scan, found, "company")
    ]


def _is_subject(scan: Scan, found: Found) -> bool:
    return scan.sentence(found.start) <= scan.sentence(scan.text_start)


def _is_scene(scan: Scan, found: Found) -> bool:
    before = scan.folded[max(0, found.start - _BEFORE) : found.start]
    after = scan.folded[found.end : found.end + _AFTER]
    return bool(
        _scene_before().search(before.rstrip('«"“„') or before) or _SCENE_AFTER.match(after)
    )


@cache
def _scene_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:в|во|на|in|at|inside|near)(?: (?:the|шахте|разрезе|комбинате|заводе))? $"
    )
