"""What happened, by kind: at most one card a kind, with the sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.events.eventcards import Reading, card
from pipelines.events.eventclauses import LONG_GONE, Clause, Part, read_clauses
from pipelines.events.eventgrammar import met, taken_back
from pipelines.events.eventwords import event_rules, kinds, needs_by_group, rules_by_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pipelines.events.eventgrammar import Found, Span, Told
    from pipelines.events.eventwords import Needs, Weight
    from pipelines.judgement import EventCard, Fact, Mention, Where
    from pipelines.matching.matching import Hit

SURE: Final = 0.5
_BEFORE: Final = 2  # sentences that still set the scene of the next
_EARLY: Final = 3  # sentences of the text in which news tells what it is about
_BACKGROUND: Final = "background"
_ABROAD: Final = "abroad"
# the groups of words that a name stands for
_GROUPS: Final = {
    "asset": ("workplace", "property"),
    "company": ("company",),
    "town": ("town",),
    "place": ("town",),
}


class _Saying(NamedTuple):
    """A sentence that says a kind, by its place in the article, and the words that do."""

    kind: str
    clause: int
    at: Span
    weight: Weight


def find_events(
    text: str,
    mentions: Sequence[Mention],
    *,
    title: str = "",
    lead: str = "",
    facts: Sequence[Fact] = (),
    language: str = "und",
    published: date | None = None,
    hits: Sequence[Hit] | None = None,
) -> tuple[EventCard, ...]:
    """The events of an article in the order of its text; quotes and spans are of the text.

    The first sentence that says a kind leads; where only the title or the introduction does, the
    first sentence of the text. What is only background says nothing, nor what is told once and
    late. ``lead`` is an introduction that stands apart from the text. ``facts`` are those of the
    text, ``published`` its day: an event is not dated behind it. ``hits`` are as for
    `read_clauses`, of text, title and lead. Never raises; the cost follows the length of the text.
    """
    named = [mention for mention in mentions if mention.confidence >= SURE]
    fields: tuple[tuple[Where, str], ...] = (("text", text), ("title", title), ("lead", lead))
    parts = [Part(words, _named(named, facts, where)) for where, words in fields]
    # what was last year may still be news, what was before is told as background
    since = published.year - 1 if published else LONG_GONE
    told, *announced = read_clauses(parts, language, since=since, hits=hits)
    if not told:
        return ()
    clauses = [*(clause for part in announced for clause in part), *told]
    first = len(clauses) - len(told)
    reading = Reading(text, told, named, facts, published)
    cards = (
        card(reading, saying.kind, max(saying.clause - first, 0), saying.at)
        for saying in _chosen(_sayings(clauses, first), first, clauses)
    )
    return tuple(sorted(cards, key=lambda one: one.span))


def _named(named: Sequence[Mention], facts: Sequence[Fact], where: Where) -> list[tuple[str, Span]]:
    """The groups that names and sums stand for: «$60m» holds no word of its own."""
    names = [
        (group, mention.span)
        for mention in named
        if mention.where == where
        for group in _GROUPS.get(mention.kind, ())
    ]
    sums = [
        (fact.kind, fact.span) for fact in facts if fact.kind == "money" and fact.where == where
    ]
    return [*names, *sums]


def _sayings(clauses: Sequence[Clause], first: int) -> list[_Saying]:
    """Every sentence that says a kind; those before ``first`` are the title's."""
    off = any(clause.tells(_titles()) for clause in clauses[:first])
    needs = needs_by_group()
    said: list[_Saying] = []
    for index, clause in enumerate(clauses):
        if _may_say(clause.groups, needs) and not clause.past:
            told = [*clauses[: first + 1], *clauses[max(index - _BEFORE, 0) : index]]
            said += _said(index, clause.found, partial(_is_told, told), off=off)
    return said


def _may_say(groups: Sequence[str], needs: Mapping[str, Needs]) -> bool:
    """Whether a sentence has the groups of any rule: most are done with at this look."""
    held = frozenset(groups)
    for group in held:
        for sets in needs.get(group, ()):
            for needed in sets:
                if needed.isdisjoint(held):
                    break
            else:
                return True
    return False


def _is_told(told: Sequence[Clause], groups: frozenset[str]) -> bool:
    return any(clause.tells(groups) for clause in told)


@cache
def _titles() -> frozenset[str]:
    return frozenset(event_rules().titles)


def _said(index: int, found: Found, told: Told, *, off: bool) -> Iterator[_Saying]:
    rules = rules_by_group()
    done: set[str] = set()
    for group in found:
        for kind, rule, weight in rules.get(group, ()):
            name = kind.kind.name
            if name in done or (off and kind.kind.happens):
                continue
            at = met(rule, found, told)
            if at is not None and not taken_back(kind.unless, at, found):
                if weight == "firm":
                    done.add(name)
                yield _Saying(name, index, at, weight)


def _chosen(said: Sequence[_Saying], first: int, clauses: Sequence[Clause]) -> Iterator[_Saying]:
    news = [
        saying
        for saying in said
        if _is_news(clauses[saying.clause], clauses[: first + 1])
        and (saying.weight != "opening" or saying.clause <= first)
    ]
    by_kind: dict[str, list[_Saying]] = defaultdict(list)
    strong: dict[str, list[_Saying]] = defaultdict(list)
    for saying in news:
        by_kind[saying.kind].append(saying)
        if saying.weight != "soft":
            strong[saying.kind].append(saying)
    settled = {kind for kind, own in strong.items() if not _is_aside(own, first + _EARLY)}
    for kind in kinds():
        own = by_kind[kind.kind.name]
        if not settled.isdisjoint(kind.kind.yields_to):
            own = [saying for saying in own if saying.weight != "soft"]
        if own and not _is_aside(own, first + _EARLY):
            settled.add(kind.kind.name)
            yield next((saying for saying in own if saying.clause >= first), own[0])


def _is_aside(own: Sequence[_Saying], late: int) -> bool:
    """Whether a kind is told once, and that late: news begins with what happened."""
    return own[0].clause >= late and len({saying.clause for saying in own}) == 1


def _is_news(clause: Clause, opening: Sequence[Clause]) -> bool:
    """Whether a sentence reminds of nothing, and of no other country than the article's."""
    if _BACKGROUND in clause.found:
        return False
    return _ABROAD not in clause.found or any(_ABROAD in other.found for other in opening)
