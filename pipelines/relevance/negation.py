"""Which term hits stand, and which a negative undoes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.relevance.propernames import proper_names
from pipelines.relevance.vocabulary import Term, vocabulary
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
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
    negatives = scan.negatives.get(name)
    if not negatives:
        return ""
    reach = weights().near_letters
    sentence, field = scan.sentence(found.start), scan.field_start(found.start)
    for negative, its_sentence, its_field in negatives:
        near = negative.start - found.end <= reach and found.start - negative.end <= reach
        if not (its_sentence == sentence or (near and its_field == field)):
            continue
        if (negative.id, sentence) not in scan.stopped and _suffices(scan, negative, sentence):
            return f"“{scan.words(negative)}” ({negative.id})"
    return ""


def _suffices(scan: Scan, negative: Found, sentence: int) -> bool:
    """Whether enough different words of a negative stand in a sentence."""
    enough = vocabulary().negatives[negative.id].enough
    if enough == 1:
        return True
    first, last = scan.spans[sentence]
    alike = [hit for hit in scan.hits["not"] if hit.id == negative.id and first <= hit.start < last]
    return len({scan.folded[hit.start : hit.end] for hit in alike}) >= enough


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
