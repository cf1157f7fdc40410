"""What the archive knows of the copies of an article: who, when, and what differs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk import storycards, texts

if TYPE_CHECKING:
    import sqlite3

    from desk.texts import StoredText

Record = dict[str, Any]
_COPIES: Final = (
    "SELECT coalesce(s.name, c.source_id) AS source, c.source_id, c.title,"
    " CASE WHEN c.record ->> 'published_precision' IN ('day', 'month')"
    " THEN c.record ->> 'published_day' ELSE c.published_at END AS published_at,"
    " c.record ->> 'published_precision' AS precision, c.first_seen_at, c.url, c.canonical_url,"
    " c.agency AS credits, c.similarity, c.containment, c.own_share, c.why, c.differs,"
    " c.through_url, coalesce(n.name, h.source_id) AS through_source"
    " FROM copy c LEFT JOIN source s ON s.id = c.source_id"
    " LEFT JOIN copy h ON h.canonical_url = c.through_url LEFT JOIN source n ON n.id = h.source_id"
    " WHERE {} ORDER BY coalesce(c.published_at, c.fetched_at), c.url"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCard:
    """A copy whole: its text, how it differs, and the article that was first.

    ``told`` is its record as in ``copies``; ``story_id`` is the story of both.
    """

    text: StoredText
    article: StoredText
    told: Record
    story_id: int | None


def copies(db: sqlite3.Connection, article_id: int) -> tuple[Record, ...]:
    """The copies of an article, the earliest first.

    Each: source, source_id, title, published_at, precision, first_seen_at, url, credits (the
    agency), similarity, containment, own_share, why, differs (added, missing, figures),
    through_url and through_source (the copy that it was taken from), gone_at, gone_why.
    """
    rows = db.execute(_COPIES.format("c.article_id = ?"), (article_id,)).fetchall()
    return tuple(_record(db, row) for row in rows)


def copy_card(db: sqlite3.Connection, text: StoredText) -> CopyCard:
    """All that is known of a text that is a copy."""
    row = db.execute(_COPIES.format("c.canonical_url = ?"), (text.canonical_url,)).fetchone()
    article = texts.by_number(db, text.article_id)
    assert article is not None, "a copy refers to an article (foreign key)"
    story_id = storycards.story_of(db, text.article_id)
    return CopyCard(text=text, article=article, told=_record(db, row), story_id=story_id)


def _record(db: sqlite3.Connection, row: sqlite3.Row) -> Record:
    told = dict(row)
    differs = json.loads(told.pop("differs"))
    gone = texts.gone(db, told.pop("canonical_url"))
    names = ("added", "missing", "figures")
    return {**told, "differs": {name: differs.get(name, []) for name in names}, **gone}
