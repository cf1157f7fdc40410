"""The verdict on mono-towns: about them as such, or something that happens in one of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import Evidence, Verdict
from pipelines.relevance.background import is_behind
from pipelines.relevance.ledger import evidence
from pipelines.relevance.seats import seats
from pipelines.relevance.uses import PASSING, context, use_of
from pipelines.relevance.weights import weights
from pipelines.text import fold_match

if TYPE_CHECKING:
    from pipelines.relevance.homonyms import Reading
    from pipelines.relevance.negation import TermHit
    from pipelines.relevance.scans import Scan
    from pipelines.relevance.seats import Seat

_LEAD_SENTENCES, _NATIONAL_SENTENCES, _SHORT = 3, 2, 8
_JUST_BELOW = 0.99


def monotown_verdict(
    scan: Scan, terms: list[TermHit], places: list[Reading], dateline_city: str
) -> Verdict:
    """Add up the terms of the topic and, for each town, its mentions, the best one first."""
    held = weights().monotown
    reasons = [_term_evidence(scan, hit) for hit in terms if hit.term.topic == "monotown"]
    by_town: dict[str, list[Evidence]] = defaultdict(list)
    for reading in places:
        if reading.is_town and reading.accepted:
            by_town[reading.place.id].append(_town_evidence(scan, reading))
    for seat in scan.once(seats):
        if seat.town not in by_town:
            by_town[seat.town].append(_seat_evidence(scan, seat))
    desk = _dateline_town(dateline_city)
    if desk:
        by_town[desk].append(
            Evidence(
                desk,
                "und",
                dateline_city,
                "text",
                (0, 0),
                held.town_lead * held.dateline,
                "dateline",
            )
        )
    told = [*_weighed([reasons]), *_of_towns(scan, list(by_town.values()))]
    score = sum(reason.added for reason in told)
    named = {_sentence(scan, reason) for reason in told if reason.added}
    if is_behind(scan, named) and not scan.once(_is_only_place):
        score = min(score, held.threshold * _JUST_BELOW)
    return Verdict("monotown", score >= held.threshold, round(score, 3), tuple(told))


def _of_towns(scan: Scan, by_town: list[list[Evidence]]) -> list[Evidence]:
    """Scenes add up over the towns; towns named in passing make no scene by being many."""
    passing = [found for found in by_town if _in_passing(scan, found)]
    scenes = [found for found in by_town if found not in passing]
    return [*(reason for found in scenes for reason in _weighed([found])), *_weighed(passing)]


def _weighed(groups: list[list[Evidence]]) -> list[Evidence]:
    """The reasons with what each of them really added, repetitions counting ever less."""
    found = [reason for group in groups for reason in group]
    points = sum(reason.added for reason in found)
    total = _diminishing([_diminishing([reason.added for reason in group]) for group in groups])
    share = total / points if points else 0.0
    return [reason._replace(added=reason.added * share) for reason in found]


def _in_passing(scan: Scan, found: list[Evidence]) -> bool:
    """Whether a town is named in passing: by its use, or once and not where the scene is told."""
    if all(reason.note in PASSING for reason in found):
        return True
    opening = scan.sentence(scan.lead_start) + scan.once(_lead_sentences)
    return len(found) == 1 and _sentence(scan, found[0]) >= opening


def _sentence(scan: Scan, reason: Evidence) -> int:
    """The number of the sentence that a reason stands in; a dateline's is the first."""
    start = {"title": 0, "lead": scan.lead_start, "text": scan.text_start}[reason.where]
    spelled = scan.respelled
    if spelled is None:
        return scan.sentence(start + reason.span[0])
    return scan.sentence(spelled.position(spelled.written(start, start + 1)[0] + reason.span[0]))


def _diminishing(points: list[float]) -> float:
    repeat = weights().monotown.repeat
    return sum(p * repeat**n for n, p in enumerate(sorted(points, reverse=True)))


def _term_evidence(scan: Scan, hit: TermHit) -> Evidence:
    held = weights().monotown
    points = 0.0 if hit.cancelled else getattr(held, hit.term.level)
    if scan.in_title(hit.found.start):
        points *= held.title
    return evidence(scan, hit.term.id, hit.found, points, hit.cancelled)


def _town_evidence(scan: Scan, reading: Reading) -> Evidence:
    held = weights().monotown
    start = reading.found.start
    if scan.in_title(start):
        points = held.town_title
    elif scan.sentence(start) - scan.sentence(scan.lead_start) < scan.once(_lead_sentences):
        points = held.town_lead
    else:
        is_theirs = scan.once(_is_only_place) or reading.place.id in scan.once(_towns_of_subjects)
        points = held.town_lead if is_theirs else held.town_later
    factor, note = use_of(scan, reading)
    if reading.scene and not note:
        factor, note = held.scene, "scene"
    # an accepted reading counts, a surer one counts more
    sureness = (1 + reading.confidence) / 2
    return evidence(scan, reading.place.id, reading.found, points * factor * sureness, note)


def _lead_sentences(scan: Scan) -> int:
    """How many sentences tell the scene: fewer where the country is spoken of before a town."""
    opening = scan.sentence(scan.lead_start)
    last = scan.spans[min(opening + 1, len(scan.spans) - 1)][1]
    is_national = context("nation").search(scan.folded, 0, last)
    return _NATIONAL_SENTENCES if is_national else _LEAD_SENTENCES


def _is_only_place(scan: Scan) -> bool:
    """Whether a short text of no national matter names one place, late: that is its scene."""
    named = {hit.id for kind in ("city", "place") for hit in scan.hits.get(kind, ())}
    is_short = len(scan.spans) - scan.sentence(scan.lead_start) <= _SHORT
    return len(named) == 1 and is_short and not context("nation").search(scan.folded)


def _towns_of_subjects(scan: Scan) -> set[str]:
    """The towns whose company is the subject: it stands in the title or the lead."""
    companies = gazetteer().companies
    reach = scan.sentence(scan.lead_start) + _LEAD_SENTENCES
    told = {hit.id for hit in scan.hits.get("company", []) if scan.sentence(hit.start) < reach}
    return {town for company in told for town in companies[company].towns}


def _seat_evidence(scan: Scan, seat: Seat) -> Evidence:
    held = weights().monotown
    points = held.town_title if scan.in_title(seat.found.start) else held.town_lead
    return evidence(scan, seat.town, seat.found, points * held.seat, seat.note)


def _dateline_town(city: str) -> str:
    return _towns_by_name().get(fold_match(city), "") if city else ""


@cache
def _towns_by_name() -> dict[str, str]:
    """The id of a town by its folded names; of two that share one the first."""
    named: dict[str, str] = {}
    for town in gazetteer().towns.values():
        for name in (town.name_en, town.name_ru, town.name_kk):
            named.setdefault(fold_match(name), town.id)
    return named
