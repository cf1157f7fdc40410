"""What one pass over title, lead and text of an article finds, and where its parts begin."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.judgement import Where
    from pipelines.relevance.scripts import Respelled

_T = TypeVar("_T")


class Found(NamedTuple):
    """A hit with its id, at offsets into the string that a ``Scan`` reads."""

    id: str
    language: str
    start: int
    end: int


# one for each hit, and this spares a call
found_of: Final = partial(tuple.__new__, Found)


class Placed(NamedTuple):
    """The words of a hit as written, their field, and their offsets there."""

    words: str
    where: Where
    span: tuple[int, int]


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

    def placed(self, found: Found) -> Placed:
        """Where a hit stands: its words as written, its field and the offsets there."""
        _, _, start, end = found
        shift = self.field_start(start)
        where, words = self.where(start), self.words(found)
        if self.respelled:
            start, end = self.respelled.written(start, end)
            shift = self.respelled.written(shift, shift + 1)[0] if shift else 0
        return Placed(words, where, (start - shift, end - shift))
