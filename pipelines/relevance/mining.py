"""The verdict on mining: terms that stand, companies of the industry, and where they stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import Town, gazetteer
from pipelines.judgement import Evidence, Verdict
from pipelines.relevance.negation import undone_nearby
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.lexicon import Found, Scan
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.vocabulary import Term

_ENOUGH_WEAK, _ENOUGH_IN_TOWN = 3, 2
_JUST_BELOW = 0.99
_PAGE = 3000  # letters; each further page of a long text weighs less again


def mining_verdict(scan: Scan, terms: list[TermHit], places: list[Reading]) -> Verdict:
    """Add up the evidence.

    Weak terms alone need three different ones, or two in a mining town; towns and terms of
    support add only beside such evidence.
    """
    held = weights().mining
    ledger = Ledger(scan)
    mining = [hit for hit in terms if hit.term.topic == "mining"]
    standing = {hit.term.id: hit.term for hit in mining if not hit.cancelled}
    named = _add_companies(ledger, scan, held.company) | _add_sites(ledger, places, held.site)
    better = (
        named
        or not {"strong", "medium"}.isdisjoint(term.level for term in standing.values())
        or (enough_weak(standing.values(), _ENOUGH_IN_TOWN) and _mining_town(places) is not None)
    )
    for hit in mining:
        if hit.term.level != "support" or better:
            points = 0.0 if hit.cancelled else getattr(held, hit.term.level)
            ledger.add(hit.term.id, hit.found, points, hit.cancelled)
    if better:
        _add_town(ledger, places, held.town)
    score = ledger.score
    if not better and not enough_weak(standing.values()):
        score = min(score, held.threshold * _JUST_BELOW)
    return Verdict("mining", score >= held.threshold, round(score, 3), tuple(ledger.reasons))


def enough_weak(terms: Iterable[Term], enough: int = _ENOUGH_WEAK) -> bool:
    """Whether weak terms may carry a verdict alone: so many, and not merely names of metals.

    Metals stand together in price lists, jewellery, sport and health as well.
    """
    weak = [term for term in terms if term.level == "weak"]
    return len(weak) >= enough and not all(term.commodity for term in weak)


def _add_companies(ledger: Ledger, scan: Scan, points: float) -> bool:
    stands = False
    for found in scan.hits.get("company", []):
        if gazetteer().companies[found.id].role == "mining":
            undone = undone_nearby(scan, found, "company")
            ledger.add(found.id, found, 0.0 if undone else points, undone or "company")
            stands = stands or not undone
    return stands


def _add_sites(ledger: Ledger, places: list[Reading], points: float) -> bool:
    sites = [reading for reading in places if reading.accepted and reading.place.site]
    for reading in sites:
        ledger.add(reading.place.id, reading.found, points, "place of a mine or plant")
    return bool(sites)


def _add_town(ledger: Ledger, places: list[Reading], points: float) -> None:
    reading = _mining_town(places)
    if reading:
        ledger.add(reading.place.id, reading.found, points, "mining town")


def _mining_town(places: list[Reading]) -> Reading | None:
    for reading in places:
        if reading.accepted and isinstance(reading.place, Town) and reading.place.mining:
            return reading
    return None


class Ledger:
    """Adds up evidence: more in the title, less late in the text, less when repeated."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._times: Counter[str] = Counter()
        self.reasons: list[Evidence] = []
        self.score = 0.0

    def add(self, term: str, found: Found, points: float, note: str = "") -> None:
        """Enter one hit with its points; zero points are entered as a reason against."""
        added = points * self._place_factor(found.start)
        if points:
            added *= weights().mining.repeat ** self._times[term]
            self._times[term] += 1
        self.score += added
        self.reasons.append(evidence(self._scan, term, found, added, note))

    def _place_factor(self, position: int) -> float:
        held = weights()
        if self._scan.in_title(position):
            return held.mining.title
        depth = position - self._scan.text_start
        return 1.0 if depth < held.lead_letters else held.mining.later ** (1 + depth // _PAGE)


def evidence(scan: Scan, term: str, found: Found, added: float, note: str = "") -> Evidence:
    """One reason with the words as written and their span in title or text."""
    return Evidence(
        term=term,
        language=found.language,
        words=scan.words(found),
        where="title" if scan.in_title(found.start) else "text",
        span=scan.span(found),
        added=round(added, 3),
        note=note,
    )
