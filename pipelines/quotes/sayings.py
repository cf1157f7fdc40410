"""An article as the finders of speech see it: its lines, verbs of saying, marks and speakers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import NEWSROOM, PRONOUN, SOURCE, matcher, quote_words
from pipelines.quotes.speakers import Speakers, Voice
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Mention
    from pipelines.matching.matching import Hit

# stands for each letter of speech in quotation marks, so that it is read as no words
HIDDEN: Final = "\ue000"
_WORDS: Final = re.compile(r"\w+")
SPEAKER: Final = 240  # letters that a speaker and what he is may take beside the verb
_CLUES: Final = frozenset({NEWSROOM, PRONOUN})
_REACH: Final = 1000  # letters of a sentence on either side of an offset


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one speaker, before it is known who a pronoun is; ``at`` orders the sayings."""

    spans: tuple[tuple[int, int], ...]
    voice: Voice | None
    at: int
    is_direct: bool


class Article:
    """A text with its verbs of saying; ``masked`` is the text with the speech hidden.

    ``hits`` are what `quotewords.matcher` finds in the text; without them it is asked.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], hits: Sequence[Hit] | None = None
    ) -> None:
        lowered = text.lower()
        self.text = text
        self.masked = text
        self.mentions = mentions
        self.folded = lowered if len(lowered) == len(text) else fold_match(text)
        if hits is None:
            # what is Kazakh by its letters needs no test of the language
            hits = matcher().find(text, fold_match(text), language="kk")
        self.hits = _apart([hit for hit in hits if hit.key not in _CLUES], self.folded)
        self._clues = [hit for hit in hits if hit.key in _CLUES]
        self._starts = [hit.start for hit in self.hits]
        self.used: set[int] = set()
        self._cut: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def speakers(self) -> Speakers:
        """Reads speakers; made where the first verb of saying wants one."""
        return Speakers(self.text, self.mentions, self._clues)

    def hide(self, spans: Iterable[tuple[int, int]]) -> None:
        """Hide words in ``masked``; what ends a sentence stays to be seen."""
        pieces: list[str] = []
        behind = 0
        for start, end in spans:
            kept = len(self.text[start:end].rstrip(".!?…"))
            pieces += [self.text[behind:start], HIDDEN * kept]
            behind = start + kept
        self._cut = {}
        self.masked = "".join(pieces) + self.text[behind:]

    def between(self, start: int, end: int) -> list[Hit]:
        """The verbs within a stretch, in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [hit for hit in self.hits[low:high] if hit.end <= end]

    def line(self, at: int) -> tuple[int, int]:
        """The line that an offset lies in."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end

    def sentence_end(self, at: int, stop: int) -> int:
        """Where the sentence ends that an offset lies in, at ``stop`` at the latest.

        Of what has no end for a thousand letters no more than these are read.
        """
        spans = self._sentences(at)
        later = bisect_right(spans, at, key=itemgetter(1))
        end = min(spans[later][1], stop) if later < len(spans) else stop
        if end - at <= _REACH:
            return end
        blank = self.text.rfind(" ", at, at + _REACH)
        return at + _REACH if blank < 0 else blank

    def sentence_start(self, at: int) -> int:
        """Where the sentence starts that an offset lies in or behind; see `sentence_end`."""
        spans = self._sentences(max(0, at - 1))
        later = bisect_left(spans, at, key=itemgetter(0))
        start = spans[later - 1][0] if later else at
        return start if at - start <= _REACH else self.text.find(" ", at - _REACH, at) + 1 or at

    def stretch(self, at: int) -> tuple[int, int, int]:
        """Tells apart sentences, and the parts of one that is a thousand letters long."""
        number = bisect_right(self._sentences(at), at, key=itemgetter(0))
        return self.line(at)[0], number, at // _REACH

    def _sentences(self, at: int) -> list[tuple[int, int]]:
        """The sentences of the line that an offset lies in."""
        start, end = self.line(at)
        if start not in self._cut:
            found = sentences(self.masked[start:end])
            self._cut[start] = [(start + first, start + last) for first, last in found]
        return self._cut[start]

    def voice(self, stretches: Iterable[tuple[int, int]], verb: Hit) -> Voice | None:
        """The speaker told by the first stretch that tells one; a newsroom only if none does.

        Of a long stretch the part is read that is next to the verb.
        """
        newsroom = None
        for start, end in stretches:
            if start < end:
                low, high = _beside(start, end, verb.start)
                found = self.speakers.read(low, high, verb.language)
                if found and found.kind != "newsroom":
                    return found
                newsroom = newsroom or found
        return newsroom

    def words_between(self, start: int, end: int) -> int:
        """How many words a stretch has."""
        return len(_WORDS.findall(self.text, start, end))


def _beside(start: int, end: int, verb: int) -> tuple[int, int]:
    if end <= verb:
        return max(start, end - SPEAKER), end
    return start, min(end, start + SPEAKER)


def _apart(hits: list[Hit], folded: str) -> list[Hit]:
    """Hits that do not overlap, without those that a negation stands before."""
    negations = quote_words().words.negations
    kept: list[Hit] = []
    for hit in hits:
        before = folded[max(0, hit.start - 8) : hit.start].split()
        is_negated = bool(before) and before[-1] in negations and hit.key != SOURCE
        if not is_negated and (not kept or hit.start >= kept[-1].end):
            kept.append(hit)
    return kept
