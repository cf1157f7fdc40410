"""One matcher over every list, and what one pass of it finds in an article."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.matching.matching import Entry, Hit, Matcher
from pipelines.relevance.vocabulary import vocabulary
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

# Between title and text: no word, and nothing that a pattern takes as a blank.
_SEAM = "\n|\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its id: ``where`` it stands is told by ``Scan.field``."""

    id: str
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """Title and text as one string with all hits by kind, in order of start.

    Kinds are term, not, place, company, commodity, city, and accept, reject and never with
    the place they decide about as id.
    """

    original: str
    folded: str
    title_length: int
    spans: tuple[tuple[int, int], ...]
    hits: dict[str, list[Found]]

    @property
    def text_start(self) -> int:
        """Where the text begins within the joined string."""
        return self.title_length + len(_SEAM)

    def in_title(self, position: int) -> bool:
        """Whether a position lies in the title."""
        return position < self.text_start

    def sentence(self, position: int) -> int:
        """The number of the sentence that holds a position, the title's first."""
        return bisect_right(self.spans, (position, len(self.original))) - 1

    def words(self, found: Found) -> str:
        """The words of a hit as written."""
        return self.original[found.start : found.end]

    def span(self, found: Found) -> tuple[int, int]:
        """The offsets of a hit within its field."""
        shift = 0 if self.in_title(found.start) else self.text_start
        return found.start - shift, found.end - shift


@dataclass(frozen=True)
class _Lexicon:
    matcher: Matcher
    contexts: dict[str, list[tuple[str, str]]]


@cache
def _lexicon() -> _Lexicon:
    contexts = gazetteer().contexts()
    return _Lexicon(Matcher(_entries(contexts)), contexts)


def _entries(contexts: dict[str, list[tuple[str, str]]]) -> Iterator[Entry]:
    yield from vocabulary().entries()
    yield from gazetteer().entries()
    for pattern in contexts:
        yield Entry(f"context:{pattern}", "und", pattern)


def scan(title: str, text: str, *, language: str = "und") -> Scan:
    """Find everything in one pass over title and text."""
    lexicon = _lexicon()
    original = f"{title}{_SEAM}{text}"
    folded = fold_match(original)
    hits: dict[str, list[Found]] = defaultdict(list)
    for hit in lexicon.matcher.find(original, folded, language=language):
        for kind, identity in _meanings(hit, lexicon.contexts):
            hits[kind].append(Found(identity, hit.language, hit.start, hit.end))
    return Scan(original, folded, len(title), tuple(sentences(original)), dict(hits))


def _meanings(hit: Hit, contexts: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    kind, _, identity = hit.key.partition(":")
    return contexts[identity] if kind == "context" else [(kind, identity)]


def kinds(text: str) -> set[tuple[str, str]]:
    """The (kind, id) pairs found in a text of unknown parts and languages.

    Kazakh stems are always read, since a part of the text may be Kazakh.
    """
    lexicon = _lexicon()
    return {
        meaning
        for hit in lexicon.matcher.find(text, fold_match(text), language="kk")
        for meaning in _meanings(hit, lexicon.contexts)
    }
