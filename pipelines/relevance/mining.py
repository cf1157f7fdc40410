"""The verdict on mining: terms that stand, companies of the industry, and where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import Town, gazetteer
from pipelines.judgement import Evidence, Verdict
from pipelines.relevance.assets import read_assets
from pipelines.relevance.negation import undone_nearby
from pipelines.relevance.vocabulary import vocabulary
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.lexicon import Found, Scan
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.vocabulary import Term

_ENOUGH_WEAK, _ENOUGH_IN_TOWN = 3, 2
_JUST_BELOW = 0.99
_LONG = 4  # sentences
_ARTICLE = 6  # sentences from which on an article has a background
_OPENING = 3  # sentences in which an article says what it is about
_SHARE = 0.4  # of the sentences of an article that is about mining though it does not open so
_PAGE = 3000  # letters; each further page of a long text weighs less again


def mining_verdict(scan: Scan, terms: list[TermHit], places: list[Reading]) -> Verdict:
    """Add up the evidence.

    Weak terms alone need three different ones, or two in a mining town; towns and terms of
    support add only beside such evidence, and support no more than what it supports. One term
    in a later sentence carries no text whose other sentences say nothing of mining.
    """
    held = weights().mining
    ledger = Ledger(scan)
    mining = [hit for hit in terms if hit.term.topic == "mining"]
    standing = {hit.term.id: hit.term for hit in mining if not hit.cancelled}
    by_name = {hit.found.start: hit for hit in mining if hit.term.names and not hit.cancelled}
    named = _add_companies(ledger, scan, held.company)
    named |= _add_sites(ledger, scan, places, by_name)
    better = (
        named
        or not {"strong", "medium"}.isdisjoint(term.level for term in standing.values())
        or (enough_weak(standing.values(), _ENOUGH_IN_TOWN) and _mining_town(places) is not None)
    )
    for hit in mining:
        told = hit.term.names and not hit.cancelled and hit.found.start not in by_name
        if hit.term.level != "support" and not told:
            points = 0.0 if hit.cancelled else getattr(held, hit.term.level)
            ledger.add(hit.term.id, hit.found, points, hit.cancelled)
    is_aside = False
    if _is_in_passing(scan, ledger):
        ledger.scale(held.passing)
        is_aside = (
            len(ledger.better) == 1
            and ledger.telling == ledger.sentences
            and not (named and _opens_with_support(scan, mining))
        )
    is_aside = is_aside or _is_background(scan, ledger)
    if not named and standing and all(term.names for term in standing.values()):
        is_aside = True  # deposits give their names to villages and companies as well
    if better:
        _add_support(ledger, scan, mining, held.support)
        _add_town(ledger, places, held.town)
    score = ledger.score
    if is_aside or (not better and not enough_weak(standing.values())):
        score = min(score, held.threshold * _JUST_BELOW)
    return Verdict("mining", score >= held.threshold, round(score, 3), tuple(ledger.reasons))


def enough_weak(terms: Iterable[Term], enough: int = _ENOUGH_WEAK) -> bool:
    """Whether weak terms may carry a verdict alone: so many, and not all of them of one sort.

    Metals stand together in price lists, jewellery, sport and health as well; plants, stocks and
    processing in the news of other industries.
    """
    weak = [term for term in terms if term.level == "weak"]
    return len(weak) >= enough and not (
        all(term.commodity for term in weak) or all(term.general for term in weak)
    )


def _is_general(term: str) -> bool:
    known = vocabulary().terms.get(term)
    return known is not None and known.general


def _is_in_passing(scan: Scan, ledger: Ledger) -> bool:
    """Whether all that speaks for mining but weak terms is one later sentence of a longer text."""
    opening = scan.sentence(scan.lead_start)
    is_long = len(scan.spans) - opening >= _LONG
    return is_long and len(ledger.sentences) == 1 and min(ledger.sentences) > opening


def _is_background(scan: Scan, ledger: Ledger) -> bool:
    """Whether a longer article names mining behind its news alone, and seldom.

    What an article is about stands in its title, introduction or first sentences; who sponsors
    a park and what a town lives from stands below.
    """
    opening = scan.sentence(scan.text_start)
    count = len(scan.spans) - opening
    if count < _ARTICLE or not ledger.sentences:
        return False
    return min(ledger.sentences) >= opening + _OPENING and len(ledger.sentences) < count * _SHARE


def _opens_with_support(scan: Scan, mining: list[TermHit]) -> bool:
    """Whether title or opening tell of workers, wages, output: of the company that is named."""
    opening = scan.sentence(scan.lead_start)
    return any(
        hit.term.level == "support"
        and not hit.cancelled
        and scan.sentence(hit.found.start) <= opening
        for hit in mining
    )


def _add_support(ledger: Ledger, scan: Scan, mining: list[TermHit], points: float) -> None:
    support = Ledger(scan)
    for hit in mining:
        if hit.term.level == "support":
            added = 0.0 if hit.cancelled else points
            support.add(hit.term.id, hit.found, added, hit.cancelled)
    ledger.add_all(support, at_most=ledger.score)


def _add_companies(ledger: Ledger, scan: Scan, points: float) -> bool:
    stands = False
    for found in scan.hits.get("company", []):
        if gazetteer().companies[found.id].role == "mining":
            undone = undone_nearby(scan, found, "company")
            ledger.add(found.id, found, 0.0 if undone else points, undone or "company")
            stands = stands or not undone
    return stands


def _add_sites(
    ledger: Ledger, scan: Scan, places: list[Reading], by_name: dict[int, TermHit]
) -> bool:
    """Mines and plants, and the places that are known for one; what is both counts once.

    So does what a term names as well: it is taken out of ``by_name`` (terms by their starts).
    """
    held = weights().mining
    sites = [reading for reading in places if reading.accepted and reading.place.site]
    for reading in sites:
        ledger.add(reading.place.id, reading.found, held.site, "place of a mine or plant")
    known = {reading.found.start for reading in sites}
    assets = [
        reading
        for reading in read_assets(scan)
        if reading.asset.role == "mining" and reading.found.start not in known
    ]
    for asset in assets:
        named = by_name.pop(asset.found.start, None)
        points = getattr(held, named.term.level) if named else held.site
        ledger.add(asset.asset.id, asset.found, points, "a mine or plant")
    return bool(sites or assets)


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
        self.sentences: set[int] = set()
        # terms that nearly prove the topic, and the sentences of all but general words
        self.better: set[str] = set()
        self.telling: set[int] = set()
        self.score = 0.0

    def add(self, term: str, found: Found, points: float, note: str = "") -> None:
        """Enter one hit with its points; zero points are entered as a reason against."""
        added = points * self._place_factor(found.start)
        if points >= weights().mining.site:
            self.sentences.add(self._scan.sentence(found.start))
            self.better.add(term)
        if points:
            if not _is_general(term):
                self.telling.add(self._scan.sentence(found.start))
            added *= weights().mining.repeat ** self._times[term]
            self._times[term] += 1
        self.score += added
        self.reasons.append(evidence(self._scan, term, found, added, note))

    def scale(self, factor: float) -> None:
        """Let all that was entered count for so much of it."""
        self.score *= factor
        self.reasons = [replace(r, added=round(r.added * factor, 3)) for r in self.reasons]

    def add_all(self, other: Ledger, *, at_most: float) -> None:
        """Enter all of another ledger, in proportion where it comes to more than allowed."""
        share = min(1.0, at_most / other.score) if other.score else 1.0
        other.scale(share)
        self.score += other.score
        self.reasons += other.reasons

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
        where=scan.where(found.start),
        span=scan.span(found),
        added=round(added, 3),
        note=note,
    )
