"""The words that all rooms of judgement look for, found in one pass over an article."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.events import eventwords
from pipelines.matching.matching import Matcher, hit_of
from pipelines.matching.tokens import fold_once
from pipelines.quotes import quotewords
from pipelines.relevance import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.matching.matching import Entry, Hit

_START: Final = attrgetter("start")


class Words(NamedTuple):
    """The hits of each room, as it finds them by itself.

    Those of relevance lie in the article as it is scanned, those of events in text, title and
    lead below each other, those of quotes in the text.
    """

    relevance: list[Hit]
    events: list[Hit]
    quotes: list[Hit]


class _Part(NamedTuple):
    """The hits in a part of an article as it is scanned, and how far off a room has it."""

    hits: Sequence[Hit]
    shift: int


class _Joint(NamedTuple):
    """All entries under keys of their own; what those of events and quotes are in their rooms."""

    matcher: Matcher
    relevance: frozenset[str]
    events: dict[str, str]
    quotes: dict[str, str]


@cache
def _joint() -> _Joint:
    events = list(eventwords.all_entries())
    quotes = list(quotewords.all_entries())
    relevance = lexicon.all_entries()
    every = (*relevance, *_renamed(events, "events"), *_renamed(quotes, "quotes"))
    keys = frozenset(entry.key for entry in relevance)
    return _Joint(Matcher(every), keys, _names(events, "events"), _names(quotes, "quotes"))


def _renamed(entries: Sequence[Entry], room: str) -> Iterator[Entry]:
    return (entry._replace(key=f"{room}/{entry.key}") for entry in entries)


def _names(entries: Sequence[Entry], room: str) -> dict[str, str]:
    return {f"{room}/{entry.key}": entry.key for entry in entries}


def find_words(title: str, text: str, *, lead: str, language: str) -> Words:
    """All words of an article in letters of its language."""
    joint, fields = _joint(), lexicon.fields_of(title, text, lead)
    found = joint.matcher.find(fields.stored, fold_once(fields.stored), language=language)
    told, *heads = (_in_part(found, part) for part in _parts(title, fields))
    return Words(
        relevance=[hit for hit in found if hit[0] in joint.relevance],
        events=[hit for part in (told, *heads) for hit in _moved(part, joint.events)],
        quotes=_moved(told, joint.quotes),
    )


def _parts(title: str, fields: lexicon.Fields) -> Iterator[tuple[int, int, int]]:
    """Text, title and lead, below each other in this order: start, end, and how far it moves."""
    behind = 0
    for start, end in (
        (fields.text_start, len(fields.stored)),
        (0, len(title)),
        (fields.lead_start, fields.text_start),
    ):
        yield start, end, behind - start
        behind += end - start + 1


def _in_part(found: Sequence[Hit], part: tuple[int, int, int]) -> _Part:
    start, end, shift = part
    low = bisect_left(found, start, key=_START)
    return _Part(found[low : bisect_left(found, end, low, key=_START)], shift)


def _moved(part: _Part, names: dict[str, str]) -> list[Hit]:
    """The hits of a room in a part, under its names and at its offsets."""
    shift = part.shift
    return [
        hit_of((names[key], code, start + shift, end + shift))
        for key, code, start, end in part.hits
        if key in names
    ]
