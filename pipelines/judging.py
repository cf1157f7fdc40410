"""All that the words of an article tell, put together from the rooms of judgement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.events.events import find_events
from pipelines.figures.facts import find_facts
from pipelines.newsroom.attribution import split_attribution
from pipelines.quotes.quotations import find_quotations
from pipelines.relevance.relevance import judge_text
from pipelines.relevance.scripts import respelled
from pipelines.telling import first_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipelines.judgement import EventCard, Fact, Judgement, Mention, Quotation
    from pipelines.model import Draft
    from pipelines.relevance.scripts import Respelled


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
    judgement = judge_text(title, text, lead=lead, language=language, dateline_city=dateline_city)
    spelled = respelled(text, language)
    if spelled is None:
        return _told(judgement, (title, lead, text), language, published)
    read = replace(judgement, mentions=_respelled_mentions(judgement.mentions, spelled))
    heads = (_in_cyrillic(title), _in_cyrillic(lead))
    told = _told(read, (*heads, spelled.read), "kk", published)
    return replace(
        told,
        mentions=judgement.mentions,
        facts=tuple(_fact_as_written(fact, spelled) for fact in told.facts),
        events=tuple(_event_as_written(card, spelled) for card in told.events),
        quotations=tuple(_quotation_as_written(said, spelled) for said in told.quotations),
    )


def _in_cyrillic(words: str) -> str:
    spelled = respelled(words, "kk")
    return spelled.read if spelled else words


def _told(
    judgement: Judgement, fields: tuple[str, str, str], language: str, published: date | None
) -> Judgement:
    title, lead, text = fields
    facts = find_facts(text, language=language, published=published)
    mentions = judgement.mentions
    return replace(
        judgement,
        facts=(*_only_in_title(title, language, facts), *facts),
        events=find_events(
            text,
            mentions,
            title=title,
            lead=lead,
            facts=facts,
            language=language,
            published=published,
        ),
        quotations=find_quotations(text, mentions, language=language),
    )


def _only_in_title(title: str, language: str, facts: Sequence[Fact]) -> list[Fact]:
    """The figures of a title that the text does not repeat; its dates are the text's."""
    known = {(fact.kind, fact.value, fact.unit) for fact in facts}
    return [
        replace(fact, where="title")
        for fact in find_facts(title, language=language)
        if fact.kind != "date" and (fact.kind, fact.value, fact.unit) not in known
    ]


def _respelled_mentions(mentions: Sequence[Mention], spelled: Respelled) -> tuple[Mention, ...]:
    return tuple(
        replace(one, span=spelled.reading(*one.span)) if one.where == "text" else one
        for one in mentions
    )


def _fact_as_written(fact: Fact, spelled: Respelled) -> Fact:
    if fact.where != "text":
        return fact
    start, end = spelled.written(*fact.span)
    subject = _as_written(fact.subject, spelled)
    return replace(fact, span=(start, end), quote=spelled.stored[start:end], subject=subject)


def _event_as_written(card: EventCard, spelled: Respelled) -> EventCard:
    start, end = spelled.written(*card.span)
    figures = tuple(_fact_as_written(fact, spelled) for fact in card.figures)
    return replace(card, span=(start, end), quote=spelled.stored[start:end], figures=figures)


def _quotation_as_written(said: Quotation, spelled: Respelled) -> Quotation:
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
    return spelled.stored[start:end]
