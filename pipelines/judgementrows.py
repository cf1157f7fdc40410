"""What was judged of an article as rows: mentions, facts, events, quotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pipelines.judgement import EventCard, Fact, Judgement, Mention, Quotation

Row = dict[str, object]


def save_judgement(db: sqlite3.Connection, article_id: int, judgement: Judgement) -> None:
    """Replace the mentions, facts, events and quotations of an article."""
    _replace(db, "mention", article_id, map(_mention_row, judgement.mentions))
    _replace(db, "fact", article_id, map(fact_row, judgement.facts))
    _replace(db, "event", article_id, map(_event_row, judgement.events))
    _replace(db, "quotation", article_id, map(_quotation_row, judgement.quotations))


def _replace(db: sqlite3.Connection, table: str, article_id: int, rows: Iterable[Row]) -> None:
    """Put ``rows``, which have the same columns each, in the place of those of an article."""
    db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - table names are ours
    held = [{"article_id": article_id, **row} for row in rows]
    if held:
        names = ", ".join(held[0])
        marks = ", ".join(f":{name}" for name in held[0])
        db.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", held)  # noqa: S608 - column names are ours


def _spanned(span: tuple[int, int]) -> Row:
    return {"span_start": span[0], "span_end": span[1]}


def _mention_row(mention: Mention) -> Row:
    return {
        "entity_id": mention.entity_id,
        "field": mention.where,
        **_spanned(mention.span),
        "surface": mention.surface,
        "confidence": mention.confidence,
        "note": mention.note,
    }


def fact_row(fact: Fact) -> Row:
    """The columns of table fact but the article's number."""
    return {
        **_spanned(fact.span),
        "kind": fact.kind,
        "value": fact.value,
        "value_to": fact.value_to,
        "unit": fact.unit,
        "quote": fact.quote,
        "other_value": fact.other_value,
        "other_unit": fact.other_unit,
        "role": fact.role,
        "subject": fact.subject,
        "bound": fact.bound,
        "per": fact.per,
        "moment": fact.moment,
        "moment_to": fact.moment_to,
        "field": fact.where,
    }


def figure_record(fact: Fact) -> Row:
    """A figure of an event as a plain record, for JSON: what is empty is left out."""
    left_out = {*_spanned(fact.span), "field"}
    row = {name: value for name, value in fact_row(fact).items() if name not in left_out}
    return {**{k: v for k, v in row.items() if v not in (None, "")}, "span": fact.span}


def _event_row(card: EventCard) -> Row:
    figures = [figure_record(fact) for fact in card.figures]
    return {
        "kind": card.kind,
        "town_id": card.town_id,
        "company_id": card.company_id,
        "quote": card.quote,
        **_spanned(card.span),
        "place_id": card.place_id,
        "asset_id": card.asset_id,
        "moment": card.moment,
        "figures": json.dumps(figures, ensure_ascii=False),
    }


def _quotation_row(quotation: Quotation) -> Row:
    return {
        **_spanned(quotation.span),
        "words": quotation.words,
        "speaker": quotation.speaker,
        "speaker_id": quotation.speaker_id,
        "office": quotation.office,
        "is_direct": int(quotation.is_direct),
    }
