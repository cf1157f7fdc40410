"""What an article says around the name of a place: words that speak for it or against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.relevance.stretches import reaching

if TYPE_CHECKING:
    from pipelines.relevance.scans import Found, Scan

_NEAR, _FAR = 100, 600  # letters between a word and a name


def is_town_of_article(scan: Scan) -> bool:
    """Whether an article that names one place speaks of the offices or people of a town."""
    named = {hit.id for kind in ("city", "place") for hit in scan.hits.get(kind, ())}
    return len(named) == 1 and bool(re.search(rf"\b{gazetteer().context.civic}", scan.folded))


def nearest(scan: Scan, role: str, found: Found) -> tuple[Found | None, bool]:
    """The context word closest to a name, and whether it is in its sentence or near.

    A word of the same sentence goes before a closer one of another; farther than 600 letters
    none is looked for.
    """
    told = scan.of(role, found.id)
    beside = reaching(told, found.start - _NEAR, found.end + _NEAR)
    if beside:
        return min(beside, key=lambda hit: _distance(hit, found)), True
    sentence = scan.sentence(found.start)
    ranked = [
        (scan.sentence(hit.start) != sentence, _distance(hit, found), hit)
        for hit in reaching(told, found.start - _FAR, found.end + _FAR)
    ]
    if not ranked:
        return None, False
    is_apart, _, hit = min(ranked, key=lambda one: one[:2])
    return hit, not is_apart


def _distance(hit: Found, found: Found) -> int:
    return max(hit.start - found.end, found.start - hit.end, 0)
