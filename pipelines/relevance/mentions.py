"""The places, companies, mines, commodities and officials an article names, with the spans."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import Mention
from pipelines.relevance.assets import read_assets
from pipelines.relevance.namesakes import is_namesake
from pipelines.relevance.people import read_people
from pipelines.relevance.regions import read_regions
from pipelines.relevance.seats import seats
from pipelines.relevance.stretches import overlapping

if TYPE_CHECKING:
    from pipelines.judgement import EntityKind
    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.scans import Found, Scan
    from pipelines.relevance.seats import Seat

_CERTAIN, _SEAT, _UNDONE = 0.9, 0.6, 0.2
_FIELDS = ("title", "lead", "text")


def mentions_of(scan: Scan, terms: list[TermHit], places: list[Reading]) -> tuple[Mention, ...]:
    """All mentions in order; homonyms that were read otherwise stay with a low confidence."""
    undone = [(hit.found, hit.cancelled) for hit in terms if hit.cancelled]
    named = [
        _mention(scan, r.found, "town" if r.is_town else "place", round(r.confidence, 2), r.note)
        for r in places
    ]
    read = {reading.place.id for reading in places if reading.accepted}
    seated = {
        (seat.town, seat.found.start): seat for seat in sorted(scan.once(seats), key=_seat_end)
    }
    named += [
        _mention(scan, seat.found, "town", _SEAT, seat.note, entity=seat.town)
        for seat in seated.values()
        if seat.town not in read
    ]
    companies = scan.hits.get("company", [])
    named += [_mention(scan, found, "company", _CERTAIN) for found in companies]
    assets = scan.once(read_assets)
    named += [_mention(scan, r.found, "asset", r.confidence, r.note) for r in assets]
    named += [_mention(scan, r.found, "person", r.confidence, r.note) for r in read_people(scan)]
    named += _regions(scan)
    named += _commodities(scan, undone, [*companies, *(r.found for r in assets)])
    return tuple(sorted(named, key=lambda m: (_FIELDS.index(m.where), m.span, m.entity_id)))


def _seat_end(seat: Seat) -> int:
    """Of the names of one town that start at one place the longest is taken."""
    return seat.found.end


def _regions(scan: Scan) -> list[Mention]:
    """Oblasts, and other cities where the name is not part of an oblast's or a district's."""
    held = gazetteer()
    regions = scan.once(read_regions)
    named = [_mention(scan, found, "region", _CERTAIN) for found in regions]
    for found in scan.hits.get("city", []):
        if not (overlapping(regions, found) or is_namesake(scan, found.start, found.end)):
            kind: EntityKind = "region" if found.id in held.regions else "place"
            named.append(_mention(scan, found, kind, _CERTAIN))
    return named


def _commodities(scan: Scan, undone: list[tuple[Found, str]], names: list[Found]) -> list[Mention]:
    """Metals and fuels that are no part of a name; where another thing is meant, hardly sure."""
    names = sorted(names, key=attrgetter("start"))
    why = dict(reversed(undone))
    others = [hit for hit, _ in undone]
    named = []
    for found in scan.hits.get("commodity", []):
        if not overlapping(names, found):
            other = overlapping(others, found)
            note = why[other] if other else ""
            named.append(_mention(scan, found, "commodity", _UNDONE if note else _CERTAIN, note))
    return named


def _mention(
    scan: Scan,
    found: Found,
    kind: EntityKind,
    confidence: float,
    note: str = "",
    *,
    entity: str = "",
) -> Mention:
    surface, where, span = scan.placed(found)
    return Mention(entity or found.id, kind, surface, where, span, confidence, note)
