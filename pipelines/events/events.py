"""What happened, by kind: at most one card a kind, with the sentence that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipelines.events.eventwords import EVERY, event_words, matcher
from pipelines.judgement import EventCard
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.judgement import Mention

_SURE: Final = 0.5
# A sentence set in a past century or decade tells history: «в 1950-х», "in the 1930s", «70-е
# годы». News of such a year is not what a crawl of today meets.
_PAST: Final = re.compile(
    r"\b1[89]\d\d(?:s|\b)|\b\d0-(?:е|х|ых|ые) год|\b\d0-(?:шы|ші) жыл"
    r"|\b(?:двадцат|тридцат|сороков|пятидесят|шестидесят|семидесят|восьмидесят|девяност)(?:ых|ые)\b"
    r"|\b(?:soviet era|советск\w+ (?:врем|эпох)\w+)"
)


@dataclass(slots=True)
class _Sentence:
    """One sentence with what was found in it: the roles of patterns by kind, and where."""

    start: int
    end: int
    strong: dict[str, int] = field(default_factory=dict)
    weak: dict[str, int] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    past: bool = False

    def says(self, kind: str) -> int | None:
        """The offset of the words that say an event of this kind, or None."""
        if self.past or self.forbidden & {kind, EVERY}:
            return None
        if kind in self.strong:
            return self.strong[kind]
        return self.weak.get(kind) if kind in self.beside else None


def find_events(
    text: str, mentions: Sequence[Mention], *, title: str = ""
) -> tuple[EventCard, ...]:
    """The events of an article in the order of its text; the quote and the span are of the text.

    The first sentence that says a kind leads; where only the title says it, the first sentence
    of the text. ``town_id`` and ``company_id`` are those named nearest in the sentence, else the
    only ones of the article. Never raises; the cost follows the length of the text.
    """
    told = _read(text)
    announced = _read(title)
    named = [m for m in mentions if m.kind in {"town", "company"} and m.confidence >= _SURE]
    cards: list[EventCard] = []
    for kind in event_words().kind:
        telling = _telling(kind.name, told, announced)
        if telling:
            cards.append(_card(text, kind.name, *telling, named))
    return tuple(sorted(cards, key=lambda card: card.span))


def _read(text: str) -> list[_Sentence]:
    folded = fold_match(text)
    told = [_Sentence(start, end) for start, end in sentences(text)]
    starts = [sentence.start for sentence in told]
    for sentence in told:
        sentence.past = bool(_PAST.search(folded, sentence.start, sentence.end))
    for hit in matcher().find(text, folded):
        sentence = told[bisect_right(starts, hit.start) - 1]
        role, _, kind = hit.key.partition(":")
        if hit.end <= sentence.end or role == "forbidden":
            _note(sentence, role, kind, hit.start)
    return told


def _note(sentence: _Sentence, role: str, kind: str, start: int) -> None:
    if role == "strong":
        sentence.strong.setdefault(kind, start)
    elif role == "weak":
        sentence.weak.setdefault(kind, start)
    else:
        (sentence.beside if role == "beside" else sentence.forbidden).add(kind)


def _telling(
    kind: str, told: Sequence[_Sentence], announced: Sequence[_Sentence]
) -> tuple[_Sentence, int] | None:
    """The sentence that says a kind, with the offset of the words that do."""
    for sentence in told:
        at = sentence.says(kind)
        if at is not None:
            return sentence, at
    if told and any(sentence.says(kind) is not None for sentence in announced):
        return told[0], told[0].start
    return None


def _card(
    text: str, kind: str, sentence: _Sentence, at: int, named: Sequence[Mention]
) -> EventCard:
    span = (sentence.start, sentence.end)
    return EventCard(
        kind=kind,
        town_id=_nearest("town", named, span, at),
        company_id=_nearest("company", named, span, at),
        quote=text[slice(*span)],
        span=span,
    )


def _nearest(kind: str, named: Sequence[Mention], span: tuple[int, int], at: int) -> str | None:
    of_kind = [mention for mention in named if mention.kind == kind]
    within = [
        mention
        for mention in of_kind
        if mention.where == "text" and span[0] <= mention.span[0] < span[1]
    ]
    if within:
        return min(within, key=lambda mention: abs(mention.span[0] - at)).entity_id
    places = {mention.entity_id for mention in of_kind}
    return places.pop() if len(places) == 1 else None
