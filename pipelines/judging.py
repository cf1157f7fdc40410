"""All that the words of an article tell, put together from the rooms of judgement."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.events.events import find_events
from pipelines.figures.facts import find_facts
from pipelines.judgement import Judgement
from pipelines.judgingwords import find_words
from pipelines.likeness.versions import content_hash
from pipelines.model import Article
from pipelines.newsroom.attribution import split_attribution
from pipelines.quotes.quotations import find_quotations
from pipelines.relevance.relevance import judge_text
from pipelines.relevance.scripts import respelled
from pipelines.telling import first_of
from pipelines.transliteration import to_cyrillic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipelines.judgement import EventCard, Fact, Mention, Quotation, Where
    from pipelines.model import Draft
    from pipelines.relevance.scripts import Respelled


def settle() -> None:
    """Read all lists, and leave them out of the rounds of the garbage collector.

    To be called once by a process that judges many articles, when it starts: else a round that
    goes through the lists comes whenever it likes and takes as long as thirty articles.
    """
    judge("", "")
    gc.collect()
    gc.freeze()


def judge_draft(draft: Draft) -> Judgement:
    """What is decided about a draft; the city of its desk is no scene."""
    published = draft.published
    # a month is too little to tell what day «вчера» was
    is_day = published is not None and published.precision != "month"
    return judge(
        draft.title,
        draft.text,
        draft.language,
        draft.dateline.city if draft.dateline else "",
        lead=_standfirst(draft),
        published=published.at.date() if published and is_day else None,
    )


def article_of(draft: Draft, judgement: Judgement) -> Article:
    """A judged draft with the marks by which its text is known again."""
    return Article(
        draft=draft,
        judgement=judgement,
        content_hash=content_hash(draft.title, draft.text),
    )


def _standfirst(draft: Draft) -> str:
    """The introduction that stands apart; "" where the lead is the first paragraph's words."""
    paragraphs = draft.text.split("\n\n")
    # an old archive knows no kinds
    first = first_of(paragraphs, draft.kinds) if draft.kinds else paragraphs[0]
    return "" if split_attribution(first)[0] == draft.lead else draft.lead


def judge(
    title: str,
    text: str,
    language: str = "und",
    dateline_city: str = "",
    *,
    lead: str = "",
    published: date | None = None,
) -> Judgement:
    """Topics, entities, figures, events, quotations.

    ``lead`` is judged where it stands apart from the text. ``published`` is the day by which
    «вчера» and a date without a year are understood; without it they stay open. Kazakh in Latin
    or Arabic letters is read in Cyrillic, and all spans and quotes are of the text as given.
    """
    told = _read(title, "" if lead in text else lead, text, language)
    # Kazakh in other letters is read in Cyrillic, by each room in its own way
    words = None if told.text.spelled else find_words(title, text, lead=lead, language=language)
    judgement = judge_text(
        title,
        text,
        lead=lead,
        language=language,
        dateline_city=dateline_city,
        hits=words and words.relevance,
    )
    found = find_facts(told.text.read, language=language, published=published)
    mentions = _as_read(judgement.mentions, told.text.spelled)
    cards = find_events(
        told.text.read,
        mentions,
        title=told.title.read,
        lead=told.lead.read,
        facts=found,
        language=language,
        published=published,
        hits=words and words.events,
    )
    said = find_quotations(told.text.read, mentions, language=language, hits=words and words.quotes)
    return Judgement(
        verdicts=judgement.verdicts,
        mentions=judgement.mentions,
        flags=judgement.flags,
        facts=_facts(told, found, language),
        events=tuple(_event_as_written(card, told.text.spelled) for card in cards),
        quotations=tuple(_quotation_as_written(one, told.text.spelled) for one in said),
    )


@dataclass(frozen=True)
class _Field:
    """Words as given, and as they are read: Kazakh of whatever letters in Cyrillic."""

    given: str
    spelled: Respelled | None

    @property
    def read(self) -> str:
        return self.spelled.read if self.spelled else self.given


@dataclass(frozen=True)
class _Fields:
    title: _Field
    lead: _Field
    text: _Field


def _read(title: str, lead: str, text: str, language: str) -> _Fields:
    """The fields of an article; a title is in the letters of its text."""
    spelled = respelled(text, language)
    is_respelled = spelled is not None
    return _Fields(
        _Field(title, respelled(title, "kk") if is_respelled else None),
        _Field(lead, respelled(lead, "kk") if is_respelled else None),
        _Field(text, spelled),
    )


def _facts(told: _Fields, found: Sequence[Fact], language: str) -> tuple[Fact, ...]:
    """Those of the text, behind those of title and introduction that it does not repeat."""
    known = {_figure(fact) for fact in found}
    more: list[Fact] = []
    heads: tuple[tuple[Where, _Field], ...] = (("title", told.title), ("lead", told.lead))
    for where, field in heads:
        for fact in find_facts(field.read, language=language) if field.given else ():
            # dates are left to the text
            if fact.kind != "date" and _figure(fact) not in known:
                known.add(_figure(fact))
                more.append(replace(_fact_as_written(fact, field.spelled), where=where))
    return (*more, *(_fact_as_written(fact, told.text.spelled) for fact in found))


def _figure(fact: Fact) -> tuple[object, ...]:
    """What makes two figures the same one: five dead are not five injured."""
    return (fact.kind, fact.value, fact.value_to, fact.unit, fact.role, fact.per)


def _as_read(mentions: Sequence[Mention], spelled: Respelled | None) -> Sequence[Mention]:
    """The mentions with their places in the text as it is read."""
    if spelled is None:
        return mentions
    return [
        replace(one, span=spelled.reading(*one.span)) if one.where == "text" else one
        for one in mentions
    ]


def _fact_as_written(fact: Fact, spelled: Respelled | None) -> Fact:
    if spelled is None:
        return fact
    start, end = spelled.written(*fact.span)
    subject = _as_written(fact.subject, spelled)
    return replace(fact, span=(start, end), quote=spelled.stored[start:end], subject=subject)


def _event_as_written(card: EventCard, spelled: Respelled | None) -> EventCard:
    if spelled is None:
        return card
    start, end = spelled.written(*card.span)
    figures = tuple(_fact_as_written(fact, spelled) for fact in card.figures)
    return replace(card, span=(start, end), quote=spelled.stored[start:end], figures=figures)


def _quotation_as_written(said: Quotation, spelled: Respelled | None) -> Quotation:
    if spelled is None:
        return said
    start, end = spelled.written(*said.span)
    return replace(
        said,
        span=(start, end),
        words=spelled.stored[start:end],
        speaker=_as_written(said.speaker, spelled),
        office=_as_written(said.office, spelled),
    )


def _as_written(words: str, spelled: Respelled) -> str:
    """Words of the reading as the text writes them; those that it does not hold stay."""
    at = spelled.read.find(words) if words else -1
    if at < 0:
        return words
    start, end = spelled.written(at, at + len(words))
    is_whole = spelled.reading(start, end)[1] == at + len(words)
    return spelled.stored[start:end] if is_whole else _without_ending(words, (start, end), spelled)


def _without_ending(words: str, span: tuple[int, int], spelled: Respelled) -> str:
    """Stored words up to where they read as ``words`` do; all of them where none do."""
    written = spelled.stored[slice(*span)]
    shorter = [written[:length] for length in range(len(written), written.rfind(" ") + 1, -1)]
    # beside the whole text, as that tells the spelling
    *_, read = to_cyrillic("\n".join([spelled.stored, "", *shorter])).split("\n\n")
    alike = (short for short, one in zip(shorter, read.split("\n"), strict=True) if one == words)
    return next(alike, written)
