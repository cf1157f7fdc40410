"""The evidence for mining, added up by where it stands, how often, and of what."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import Evidence
from pipelines.relevance.vocabulary import vocabulary
from pipelines.relevance.weights import weights

if TYPE_CHECKING:
    from pipelines.relevance.scans import Found, Scan

_PAGE = 3000  # letters; each further page of a long text weighs less again
_BESIDE = 48  # letters beside a term that may tell of a place alone


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
        # of both those that name more than mines of old, which tell where something is
        self.live: set[int] = set()
        self.score = 0.0

    def add(self, term: str, found: Found, points: float, note: str = "") -> None:
        """Enter one hit with its points; zero points are entered as a reason against."""
        held = weights().mining
        added = points * self._place_factor(found.start)
        is_better, sentence = points >= held.site, self._scan.sentence(found.start)
        if is_better:
            self.sentences.add(sentence)
            self.better.add(term)
        if points:
            is_telling = not _is_general(term)
            if is_telling:
                self.telling.add(sentence)
            is_new = (is_better or is_telling) and sentence not in self.live
            if is_new and not _tells_place(self._scan, found):
                self.live.add(sentence)
            added *= held.repeat ** self._times[term]
            self._times[term] += 1
        self.score += added
        self.reasons.append(evidence(self._scan, term, found, added, note))

    def scale(self, factor: float) -> None:
        """Let all that was entered count for so much of it."""
        if factor == 1.0:
            return
        self.score *= factor
        self.reasons = [r._replace(added=round(r.added * factor, 3)) for r in self.reasons]

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
    words, where, span = scan.placed(found)
    return Evidence(term, found.language, words, where, span, round(added, 3), note)


def _is_general(term: str) -> bool:
    known = vocabulary().terms.get(term)
    return known is not None and known.general


def _tells_place(scan: Scan, found: Found) -> bool:
    """Whether a mine or plant only tells where something is: "the road to the former zinc mine"."""
    if _context("place_after").match(scan.folded[found.end : found.end + _BESIDE]):
        return True
    floor = max(scan.field_start(found.start), found.start - _BESIDE)
    # a term may hold the words before its noun: "in a disused mine"
    noun = scan.folded.rfind(" ", found.start, found.end) + 1 or found.start
    before = scan.folded[floor:noun]
    return _context("gone_before").search(before) is not None


@cache
def _context(name: str) -> re.Pattern[str]:
    return re.compile(getattr(gazetteer().context, name))
