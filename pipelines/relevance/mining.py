"""The verdict on mining: terms that stand, companies of the industry, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import Town, gazetteer
from pipelines.judgement import Verdict
from pipelines.relevance.assets import read_assets
from pipelines.relevance.background import is_article, is_behind, is_hardly_told, is_touched
from pipelines.relevance.ledger import Ledger
from pipelines.relevance.negation import undone_nearby
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.scans import Scan
    from pipelines.relevance.vocabulary import Term

_ENOUGH_WEAK, _ENOUGH_IN_TOWN = 3, 2
_JUST_BELOW = 0.99
_LONG = 4  # sentences


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
    is_aside = is_aside or _is_background(scan, ledger, mining)
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


def _is_in_passing(scan: Scan, ledger: Ledger) -> bool:
    """Whether all that speaks for mining but weak terms is one later sentence of a longer text."""
    opening = scan.sentence(scan.lead_start)
    is_long = len(scan.spans) - opening >= _LONG
    return is_long and len(ledger.sentences) == 1 and min(ledger.sentences) > opening


def _is_background(scan: Scan, ledger: Ledger, mining: list[TermHit]) -> bool:
    """Whether an article names mining behind its news, or by a word of a title that is of more."""
    named = ledger.sentences or ledger.telling
    if named and named.isdisjoint(ledger.live):
        return is_article(scan)
    first = scan.sentence(scan.text_start)
    # a mine of old in the title is a subject where the text says more of mining
    told = {number for number in named if number < first or number in ledger.live}
    heads = {hit.term.level for hit in mining if hit.found.start < scan.text_start}
    if is_behind(scan, told) or (is_touched(scan, told) and heads <= {"support"}):
        return True
    is_named = any(reason.where != "text" and reason.note for reason in ledger.reasons)
    unsure = "strong" not in heads and not is_named
    return unsure and "medium" in heads and is_hardly_told(scan, told)


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
        for reading in scan.once(read_assets)
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
