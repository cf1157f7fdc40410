"""One matcher over every list, and what one pass of it finds in an article."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.matching.matching import Entry, Hit, Matcher
from pipelines.relevance.scripts import respelled
from pipelines.relevance.vocabulary import vocabulary
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.judgement import Where
    from pipelines.relevance.scripts import Respelled

_CONTEXT = "context:"
_UNLESS = "unless"
# Between title, lead and text: no word, and nothing that a pattern takes as a blank.
_SEAM = "\n|\n"
_T = TypeVar("_T")


class Found(NamedTuple):
    """A hit with its id, at offsets into the string that a ``Scan`` reads."""

    id: str
    language: str
    start: int
    end: int


@dataclass(frozen=True)
class Scan:
    """Title, lead and text as one string with all hits by kind, in order of start.

    ``original`` is the string that was read: Kazakh in Latin or Arabic letters is read in
    Cyrillic (``respelled``). ``lead_start`` is where a lead of its own begins, or the text if
    there is none; ``text_start`` where the text begins. Kinds are term, not, unless, flag,
    news, place, company, commodity, city, and accept, reject and never with the place they
    decide about as id.
    """

    original: str
    folded: str
    lead_start: int
    text_start: int
    hits: dict[str, list[Found]]
    respelled: Respelled | None = None

    def where(self, position: int) -> Where:
        """The field that holds a position."""
        if position >= self.text_start:
            return "text"
        return "lead" if position >= self.lead_start else "title"

    def in_title(self, position: int) -> bool:
        """Whether a position lies in the title."""
        return position < self.lead_start

    def field_start(self, position: int) -> int:
        """Where the field of a position begins."""
        if position >= self.text_start:
            return self.text_start
        return self.lead_start if position >= self.lead_start else 0

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The sentences, the title's first."""
        return sentences(self.original)

    def sentence(self, position: int) -> int:
        """The number of the sentence that holds a position, the title's first."""
        return bisect_right(self._sentence_starts, position) - 1

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def ask(self, question: Callable[[Scan, int, int], _T], position: int) -> _T:
        """What a question about the sentence at a position has for an answer.

        It gets the scan and the span of the sentence, and is asked once a sentence however many
        names stand there.
        """
        number = self.sentence(position)
        key = (question, number)
        if key not in self._answers:
            self._answers[key] = question(self, *self.spans[number])
        known: _T = self._answers[key]
        return known

    def once(self, question: Callable[[Scan], _T]) -> _T:
        """What a question about the whole article has for an answer; it is asked once."""
        if question not in self._answers:
            self._answers[question] = question(self)
        known: _T = self._answers[question]
        return known

    @cached_property
    def _answers(self) -> dict[object, Any]:
        return {}

    def of(self, kind: str, identity: str) -> list[Found]:
        """The hits of a kind that have this id, in order of start."""
        if kind not in self._by_id:
            self._by_id[kind] = defaultdict(list)
            for hit in self.hits.get(kind, ()):
                self._by_id[kind][hit.id].append(hit)
        return self._by_id[kind].get(identity, [])

    @cached_property
    def _by_id(self) -> dict[str, dict[str, list[Found]]]:
        return {}

    def ids(self, kind: str) -> frozenset[str]:
        """What is named of a kind."""
        return frozenset(hit.id for hit in self.hits.get(kind, ()))

    def words(self, found: Found) -> str:
        """The words of a hit as written."""
        if self.respelled:
            start, end = self.respelled.written(found.start, found.end)
            return self.respelled.stored[start:end]
        return self.original[found.start : found.end]

    def span(self, found: Found) -> tuple[int, int]:
        """The offsets of a hit within its field."""
        start, end, shift = found.start, found.end, self.field_start(found.start)
        if self.respelled:
            start, end = self.respelled.written(start, end)
            shift = self.respelled.written(shift, shift + 1)[0] if shift else 0
        return start - shift, end - shift


@dataclass(frozen=True)
class _Lexicon:
    """What the keys of hits mean: the kind and id of a name or a term.

    ``contexts`` has those that say something of other hits only, each of one or many.
    """

    matcher: Matcher
    named: dict[str, tuple[str, str]]
    contexts: dict[str, list[tuple[str, str]]]


@cache
def _lexicon() -> _Lexicon:
    entries = all_entries()
    named, contexts = {}, {f"{_CONTEXT}{p}": told for p, told in gazetteer().contexts().items()}
    for key in {entry.key for entry in entries} - contexts.keys():
        kind, _, identity = key.partition(":")
        if kind == _UNLESS:
            contexts[key] = [(kind, identity)]
        else:
            named[key] = (kind, identity)
    return _Lexicon(Matcher(entries), named, contexts)


def all_entries() -> list[Entry]:
    """Every pattern of vocabulary and gazetteer, the words around places among them."""
    contexts = (Entry(f"{_CONTEXT}{p}", "und", p) for p in gazetteer().contexts())
    return [*vocabulary().entries(), *gazetteer().entries(), *contexts]


def scan(title: str, text: str, *, lead: str = "", language: str = "und") -> Scan:
    """Find everything in one pass over title, lead and text.

    A lead that the text contains is no field of its own.
    """
    own_lead = f"{lead}{_SEAM}" if lead and lead not in text else ""
    stored = f"{title}{_SEAM}{own_lead}{text}"
    lead_start = len(title) + len(_SEAM)
    text_start = lead_start + len(own_lead)
    spelled = respelled(stored, language)
    if spelled is None:
        folded = fold_match(stored)
        return Scan(stored, folded, lead_start, text_start, _hits(stored, folded, language))
    return Scan(
        spelled.read,
        fold_match(spelled.read),
        spelled.position(lead_start),
        spelled.position(text_start),
        _hits_of_respelled(spelled),
        spelled,
    )


def _hits(original: str, folded: str, language: str) -> dict[str, list[Found]]:
    lexicon = _lexicon()
    return _by_kind(lexicon.matcher.find(original, folded, language=language))


def _by_kind(found: list[Hit]) -> dict[str, list[Found]]:
    lexicon = _lexicon()
    named, contexts = lexicon.named, lexicon.contexts
    hits: dict[str, list[Found]] = defaultdict(list)
    around: list[Hit] = []
    for hit in found:
        key, language, start, end = hit
        if key in named:
            kind, identity = named[key]
            hits[kind].append(Found(identity, language, start, end))
        else:
            around.append(hit)
    # of places and negatives that the text does not have, words around them tell nothing
    places = {place.id for place in hits.get("place", ())}
    negatives = {negative.id for negative in hits.get("not", ())}
    for key, language, start, end in around if places or negatives else ():
        for kind, identity in contexts[key]:
            if identity in (negatives if kind == _UNLESS else places):
                hits[kind].append(Found(identity, language, start, end))
    return hits


def _hits_of_respelled(spelled: Respelled) -> dict[str, list[Found]]:
    """What stands in the Cyrillic reading, and what is a name or a term as it is written."""
    matcher = _lexicon().matcher
    read = matcher.find(
        spelled.read, fold_match(spelled.read), language="kk", caseless=spelled.is_caseless
    )
    known = {(hit.key, hit.start) for hit in read}
    as_written = [
        Hit(key, language, *spelled.reading(start, end))
        for key, language, start, end in matcher.find(
            spelled.stored, fold_match(spelled.stored), language="kk"
        )
    ]
    more = [hit for hit in as_written if (hit.key, hit.start) not in known]
    return _by_kind(sorted([*read, *more], key=lambda hit: (hit.start, -hit.end)))


def kinds(text: str) -> set[tuple[str, str]]:
    """The (kind, id) pairs found in a text of unknown parts and languages.

    Kazakh stems are always read, since a part of the text may be Kazakh.
    """
    lexicon = _lexicon()
    return {
        meaning
        for hit in lexicon.matcher.find(text, fold_match(text), language="kk")
        for meaning in lexicon.contexts.get(hit.key) or [lexicon.named[hit.key]]
    }
