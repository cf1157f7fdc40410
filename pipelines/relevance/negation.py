"""Which term hits stand, and which a negative undoes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines.relevance.propernames import proper_names
from pipelines.relevance.stretches import reaching, starting_in
from pipelines.relevance.vocabulary import Term, vocabulary
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.relevance.lexicon import Found, Scan

_RANK = {"strong": 0, "medium": 1, "weak": 2, "support": 3}
_SUBJECT = 2  # sentences that make something the subject


@dataclass(frozen=True, slots=True)
class TermHit:
    """A hit of a term; ``cancelled`` tells what undid it and is empty where it stands."""

    found: Found
    term: Term
    cancelled: str = ""


def standing_terms(scan: Scan) -> list[TermHit]:
    """All term hits of a text, each with what undid it.

    Within a company's name no term counts; of two terms of a topic at one place the better one.
    """
    terms = vocabulary().terms
    spread = _spread(scan)
    names = proper_names(scan)
    hits = [TermHit(found, terms[found.id]) for found in scan.hits.get("term", [])]
    judged = [
        TermHit(
            hit.found,
            hit.term,
            names.get(hit.found.start)
            or spread.get(hit.term.id)
            or undone_nearby(scan, hit.found, hit.term.id),
        )
        for hit in hits
    ]
    return _without_overlaps(judged, scan.hits.get("company", []))


def _spread(scan: Scan) -> dict[str, str]:
    """Terms undone in the whole text, because a negative sets the subject of the article."""
    sentences: dict[str, set[int]] = defaultdict(set)
    for hit in scan.hits.get("not", []):
        sentences[hit.id].add(-1 if scan.in_title(hit.start) else scan.sentence(hit.start))
    stopped = {hit.id for hit in scan.hits.get("unless", [])}
    return {
        term: f"the article is about {name}"
        for name, where in sentences.items()
        if name not in stopped and (-1 in where or len(where) >= _SUBJECT)
        for term in vocabulary().spreads[name]
    }


def undone_nearby(scan: Scan, found: Found, name: str) -> str:
    """The negative that undoes a term, or ``company``, at this place; empty if none does."""
    negatives = scan.once(_negatives).get(name)
    if not negatives:
        return ""
    reach, field = weights().near_letters, scan.field_start(found.start)
    near = (
        negative
        for negative in reaching(negatives, found.start - reach, found.end + reach)
        if scan.field_start(negative.start) == field and scan.ask(_acts(negative.id), found.start)
    )
    undoing = [hit for hit in (scan.ask(_first_within(name), found.start), next(near, None)) if hit]
    if not undoing:
        return ""
    first = min(undoing, key=attrgetter("start"))
    return f"“{scan.words(first)}” ({first.id})"


def _negatives(scan: Scan) -> dict[str, list[Found]]:
    """The negatives by what they may undo."""
    cancels = vocabulary().cancels
    held: dict[str, list[Found]] = defaultdict(list)
    for found in scan.hits.get("not", []):
        for name in cancels[found.id]:
            held[name].append(found)
    return held


@cache
def _first_within(name: str) -> Callable[[Scan, int, int], Found | None]:
    """The question which negative of a sentence undoes the terms of a name there."""

    def first_within(scan: Scan, first: int, last: int) -> Found | None:
        within = starting_in(scan.once(_negatives)[name], first, last)
        return next((hit for hit in within if scan.ask(_acts(hit.id), first)), None)

    return first_within


@cache
def _acts(negative: str) -> Callable[[Scan, int, int], bool]:
    """The question whether a negative undoes terms of a sentence.

    It does where no word stops it and enough different words of it stand there.
    """

    def acts(scan: Scan, first: int, last: int) -> bool:
        if starting_in(scan.of("unless", negative), first, last):
            return False
        enough = vocabulary().negatives[negative].enough
        alike = starting_in(scan.of("not", negative), first, last) if enough > 1 else ()
        return enough == 1 or len({scan.folded[hit.start : hit.end] for hit in alike}) >= enough

    return acts


def _without_overlaps(hits: list[TermHit], companies: list[Found]) -> list[TermHit]:
    """Of overlapping hits of one topic the strongest, then the longest, in order of start."""
    order = sorted(hits, key=lambda h: (_RANK[h.term.level], h.found.start - h.found.end))
    # letters that are taken, by topic: linear however many hits a text has
    taken: dict[str, set[int]] = defaultdict(set)
    taken["mining"] = {at for found in companies for at in range(found.start, found.end)}
    kept: list[TermHit] = []
    for hit in order:
        letters = range(hit.found.start, hit.found.end)
        if taken[hit.term.topic].isdisjoint(letters):
            taken[hit.term.topic].update(letters)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.found.start)
