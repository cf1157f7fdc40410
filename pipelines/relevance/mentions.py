"""The towns, places, companies and commodities an article names, with the spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipelines.judgement import Mention
from pipelines.relevance.seats import seats

if TYPE_CHECKING:
    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.lexicon import Found, Scan
    from pipelines.relevance.negation import TermHit

_CERTAIN, _SEAT, _UNDONE = 0.9, 0.6, 0.2


def mentions_of(scan: Scan, terms: list[TermHit], places: list[Reading]) -> tuple[Mention, ...]:
    """All mentions in order; homonyms that were read otherwise stay with a low confidence."""
    undone = [(hit.found, hit.cancelled) for hit in terms if hit.cancelled]
    named = [
        _mention(scan, r.found, "town" if r.is_town else "place", round(r.confidence, 2), r.note)
        for r in places
    ]
    read = {reading.place.id for reading in places if reading.accepted}
    named += [
        _mention(scan, seat.found, "town", _SEAT, seat.note, entity=seat.town)
        for seat in seats(scan)
        if seat.town not in read
    ]
    companies = scan.hits.get("company", [])
    named += [_mention(scan, found, "company", _CERTAIN) for found in companies]
    for found in scan.hits.get("commodity", []):
        if any(_overlap(company, found) for company in companies):
            continue
        note = next((why for hit, why in undone if _overlap(hit, found)), "")
        named.append(_mention(scan, found, "commodity", _UNDONE if note else _CERTAIN, note))
    return tuple(sorted(named, key=lambda m: (m.where == "text", m.span, m.entity_id)))


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _mention(
    scan: Scan,
    found: Found,
    kind: Literal["town", "place", "company", "commodity"],
    confidence: float,
    note: str = "",
    *,
    entity: str = "",
) -> Mention:
    return Mention(
        entity_id=entity or found.id,
        kind=kind,
        surface=scan.words(found),
        where="title" if scan.in_title(found.start) else "text",
        span=scan.span(found),
        confidence=confidence,
        note=note,
    )
