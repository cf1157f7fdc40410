"""The card of an event: where, what, whose, when and how much, from its sentence.

What the sentence does not name is taken from the article's scene: what the title names, else
the first sentence, else the only one of its kind in the article. Of several none is guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from pipelines.events.eventgrammar import gap
from pipelines.events.eventwords import happening
from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.judgement import EventCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipelines.events.eventclauses import Clause
    from pipelines.events.eventgrammar import Span
    from pipelines.judgement import Fact, Mention

_AT_MOST: Final = 5
# so many sentences tell the news; background stands behind them
_STORY: Final = 7
_KILLED: Final = ("dead", "missing", "trapped", "injured", "rescued", "evacuated")
_STAFF: Final = ("laid off", "employed", "hired")
# what tells the size of an event, the most telling first: roles of people, kinds of facts
_TELLING: Final = {
    "accident": (*_KILLED, "people", "money"),
    "strike": ("on strike", "people", "employed", "money", "share", "change"),
    "layoff": (*_STAFF, "people", "share", "change", "money"),
    "outage": ("residents", "people", "count"),
    "pollution": ("change", "share", "tonnage", "money", "count", "people", "grade"),
    "licence": ("money", "count", "share", "tonnage"),
    "discovery": ("tonnage", "grade", "change", "share", "count", "money"),
    "investment": ("money", "tonnage", "hired", "employed", "people", "count", "change"),
    "ownership": ("share", "money", "people"),
    "policy": ("money", "count", "share", "change", "people"),
    "crime": ("money", "tonnage", "people", "dead", "count"),
}


@dataclass(frozen=True)
class Reading:
    """An article as read: its sentences, the names in it that are sure, its facts and its day."""

    text: str
    told: Sequence[Clause]
    named: Sequence[Mention]
    facts: Sequence[Fact]
    published: date | None

    @cached_property
    def by_sentence(self) -> Sequence[Sequence[Fact]]:
        """The facts of each sentence."""
        starts = [clause.start for clause in self.told]
        held: list[list[Fact]] = [[] for _ in self.told]
        for fact in self.facts:
            held[bisect_right(starts, fact.span[0]) - 1].append(fact)
        return held


def card(reading: Reading, kind: str, index: int, at: Span) -> EventCard:
    """The card of a kind that the sentence of this index says with the words at ``at``."""
    span = (reading.told[index].start, reading.told[index].end)
    asset = _named(reading, "asset", span, at)
    town, place = _where(reading, span, at, asset)
    return EventCard(
        kind=kind,
        town_id=town,
        place_id=town or place,
        asset_id=asset,
        company_id=_company(reading, span, at, asset),
        moment=_moment(reading, kind, index, at),
        figures=_figures(reading, kind, index, at),
        quote=reading.text[slice(*span)],
        span=span,
    )


def _company(reading: Reading, span: Span, at: Span, asset: str | None) -> str | None:
    within = _inside(reading.named, "company", span, at)
    known = gazetteer().assets.get(asset or "")
    return within or (known.company if known else None) or _scene(reading, "company")


def _where(
    reading: Reading, span: Span, at: Span, asset: str | None
) -> tuple[str | None, str | None]:
    """The mono-town, or else another place: of the sentence, of the asset, of the scene."""
    known = gazetteer().assets.get(asset or "")
    town = _inside(reading.named, "town", span, at)
    place = _inside(reading.named, "place", span, at)
    if not town and not place:
        town = (known.town if known else "") or _scene(reading, "town")
    if not town and not place:
        place = (known.place if known else "") or _scene(reading, "place")
    return town or None, place or _named(reading, "region", span, at)


def _named(reading: Reading, kind: str, span: Span, at: Span) -> str | None:
    return _inside(reading.named, kind, span, at) or _scene(reading, kind)


def _inside(named: Iterable[Mention], kind: str, span: Span, at: Span) -> str | None:
    """The one named nearest to the words, within the sentence."""
    within = [
        mention
        for mention in named
        if mention.kind == kind and mention.where == "text" and span[0] <= mention.span[0] < span[1]
    ]
    return min(within, key=lambda mention: gap(mention.span, at)).entity_id if within else None


def _scene(reading: Reading, kind: str) -> str | None:
    opening = reading.told[0].end
    of_kind = [mention for mention in reading.named if mention.kind == kind]
    for among in (
        [mention for mention in of_kind if mention.where == "title"],
        [mention for mention in of_kind if mention.where == "text" and mention.span[0] < opening],
        of_kind,
    ):
        ids = {mention.entity_id for mention in among}
        if ids:
            return ids.pop() if len(ids) == 1 else None
    return None


def _moment(reading: Reading, kind: str, index: int, at: Span) -> str:
    """When it happened: the day nearest in the sentence, else in one beside it, else ""."""
    latest = _latest(kind, reading.published)
    for near in (index, index - 1, index + 1, 0):
        days = [
            fact
            for fact in _facts_of(reading, near)
            if fact.kind == "date" and fact.role == "day" and fact.moment <= latest
        ]
        if days:
            return min(days, key=lambda fact: gap(fact.span, at)).moment
    return ""


def _latest(kind: str, published: date | None) -> str:
    """What is told to have happened did so by the day of the article; plans lie ahead of it."""
    return published.isoformat() if published and kind in happening() else "9999"


def _figures(reading: Reading, kind: str, index: int, at: Span) -> tuple[Fact, ...]:
    """The facts that tell its size: those whose role says so, wherever; others stand close by."""
    order = {what: place for place, what in enumerate(_TELLING[kind])}
    ranked: list[tuple[tuple[bool, int, int, int], Fact]] = []
    for near in _sentences_near(reading, index):
        for fact in _facts_of(reading, near):
            place = order.get(fact.role, order.get(fact.kind) if _is_open(fact, kind) else None)
            away = abs(near - index)
            if place is None or _is_of_another_time(reading, near, fact):
                continue
            if away <= 1 or fact.role in order:
                ranked.append(((fact.role not in order, away, place, gap(fact.span, at)), fact))
    ranked.sort(key=lambda item: item[0])
    return tuple(sorted((fact for _, fact in ranked[:_AT_MOST]), key=lambda fact: fact.span))


def _sentences_near(reading: Reading, index: int) -> Sequence[int]:
    """Those that tell the news, and those beside the sentence."""
    return sorted({*range(min(_STORY + 1, len(reading.told))), index - 1, index, index + 1})


def _is_open(fact: Fact, kind: str) -> bool:
    """Whether no role says that a figure belongs to an event of another kind."""
    return fact.role not in _told_of_others(kind)


@cache
def _told_of_others(kind: str) -> frozenset[str]:
    return frozenset(what for of, told in _TELLING.items() if of != kind for what in told)


def _is_of_another_time(reading: Reading, index: int, fact: Fact) -> bool:
    """Whether it is told of an earlier year: «В 2023 году погибли 46 человек»."""
    if reading.told[index].past:
        return True
    return bool(
        fact.kind != "date"
        and fact.moment
        and reading.published
        and fact.moment[:4] < str(reading.published.year)
    )


def _facts_of(reading: Reading, index: int) -> Sequence[Fact]:
    return reading.by_sentence[index] if 0 <= index < len(reading.told) else ()
