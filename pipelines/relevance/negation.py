"""Which term hits stand, and which a negative undoes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipelines.relevance.propernames import proper_names
from pipelines.relevance.stretches import reaching, starting_in
from pipelines.relevance.vocabulary import Term, vocabulary
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.relevance.scans import Found, Scan

_RANK = {"strong": 0, "medium": 1, "weak": 2, "support": 3}
_SUBJECT = 2  # sentences that make something the subject


class TermHit(NamedTuple):
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
    judged = [
        TermHit(
            found,
            terms[found.id],
            names.get(found.start) or spread.get(found.id) or undone_nearby(scan, found, found.id),
        )
        for found in scan.hits.get("term", [])
    ]
    return _without_overlaps(judged, scan.hits.get("company", []), len(scan.folded))


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
    if name not in scan.once(_cancelled):
        return ""
    negatives, sentences = scan.once(_against(name))
    reach = weights().near_letters
    beside = reaching(negatives, found.start - reach, found.end + reach)
    is_within = scan.sentence(found.start) in sentences
    if not beside and not is_within:
        return ""
    near = _first_acting(scan, found, beside)
    within = scan.ask(_first_within(name), found.start) if is_within else None
    undoing = [hit for hit in (within, near) if hit]
    if not undoing:
        return ""
    first = min(undoing, key=attrgetter("start"))
    return f"“{scan.words(first)}” ({first.id})"


def _first_acting(scan: Scan, found: Found, beside: list[Found]) -> Found | None:
    field = scan.field_start(found.start)
    for negative in beside:
        if scan.field_start(negative.start) == field and scan.ask(_acts(negative.id), found.start):
            return negative
    return None


def _cancelled(scan: Scan) -> frozenset[str]:
    """What the negatives of an article may undo at all."""
    cancels = vocabulary().cancels
    return frozenset().union(*(cancels[negative] for negative in scan.ids("not")))


@cache
def _against(name: str) -> Callable[[Scan], tuple[list[Found], frozenset[int]]]:
    """The question which negatives may undo a term, or ``company``, and in which sentences."""
    acting = frozenset(n for n, cancelled in vocabulary().cancels.items() if name in cancelled)

    def against(scan: Scan) -> tuple[list[Found], frozenset[int]]:
        negatives = [found for found in scan.hits["not"] if found.id in acting]
        return negatives, frozenset(scan.sentence(found.start) for found in negatives)

    return against


@cache
def _first_within(name: str) -> Callable[[Scan, int, int], Found | None]:
    """The question which negative of a sentence undoes the terms of a name there."""

    def first_within(scan: Scan, first: int, last: int) -> Found | None:
        within = starting_in(scan.once(_against(name))[0], first, last)
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


def _without_overlaps(hits: list[TermHit], companies: list[Found], length: int) -> list[TermHit]:
    """Of overlapping hits of one topic the strongest, then the longest, in order of start.

    ``length`` is that of the text.
    """
    order = sorted(hits, key=_weight)
    # letters that are taken, by topic: linear however many hits a text has
    taken: dict[str, bytearray] = defaultdict(lambda: bytearray(length))
    for found in companies:
        _take(taken["mining"], found)
    kept: list[TermHit] = []
    for hit in order:
        letters = taken[hit.term.topic]
        if letters.find(1, hit.found.start, hit.found.end) < 0:
            _take(letters, hit.found)
            kept.append(hit)
    return sorted(kept, key=_start)


def _take(letters: bytearray, found: Found) -> None:
    letters[found.start : found.end] = b"\1" * (found.end - found.start)


def _weight(hit: TermHit) -> tuple[int, int]:
    return _RANK[hit.term.level], hit.found.start - hit.found.end


def _start(hit: TermHit) -> int:
    return hit.found.start
