"""What the archive knows of the reasons for a stored article's topics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.queries import TOPICS
from pipelines.relevance.weights import enough

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]


def article(db: sqlite3.Connection, article_id: int) -> Record | None:
    """The article with its verdicts and mentions, or None.

    Keys: id, url, title, lead, text, language, flags, topics (each relevant, score, enough,
    reasons), entities.
    """
    row = db.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    reasons = json.loads(row["reasons"])
    topics = {
        topic: {
            "relevant": bool(row[f"is_{topic}"]),
            "score": row[topic],
            "reasons": [reason for reason in reasons if reason["topic"] == topic],
        }
        for topic in TOPICS
    }
    return {
        **{name: row[name] for name in ("id", "url", "title", "lead", "text", "language")},
        "flags": json.loads(row["flags"]),
        "topics": with_thresholds(topics),
        "entities": _mentions(db, article_id),
    }


def with_thresholds(topics: Record) -> Record:
    """Each topic with the score that is ``enough`` today."""
    return {topic: {**verdict, "enough": enough(topic)} for topic, verdict in topics.items()}


def _mentions(db: sqlite3.Connection, article_id: int) -> list[Record]:
    rows = db.execute(
        'SELECT m.entity_id AS id, e.kind, m.surface, m.field AS "where", m.span_start,'
        " m.span_end, m.confidence, m.note FROM mention m JOIN entity e ON e.id = m.entity_id"
        " WHERE m.article_id = ? ORDER BY m.field = 'text', m.span_start, m.entity_id",
        (article_id,),
    )
    return [
        {**{k: v for k, v in one.items() if not k.startswith("span_")}, "span": span}
        for one in map(dict, rows)
        for span in [[one["span_start"], one["span_end"]]]
    ]


def article_at(db: sqlite3.Connection, canonical_url: str, url: str) -> int | None:
    """The article that is at an address, or whose text a page at the address repeats."""
    for question, value in (
        ("SELECT id FROM article WHERE canonical_url = ?", canonical_url),
        ("SELECT article_id FROM page WHERE canonical_url = ? AND article_id > 0", canonical_url),
        ("SELECT article_id FROM copy WHERE canonical_url = ?", canonical_url),
        ("SELECT id FROM article WHERE url = ?", url),
    ):
        row = db.execute(question, (value,)).fetchone()
        if row is not None:
            return int(row[0])
    return None


def page_state(db: sqlite3.Connection, canonical_url: str) -> str | None:
    """What became of a page that is no article, in words; None where it was never seen."""
    row = db.execute(
        "SELECT state, reason, detail FROM page WHERE canonical_url = ?", (canonical_url,)
    ).fetchone()
    return None if row is None else " – ".join(filter(None, row))
