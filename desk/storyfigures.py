"""The agreed and the disputed figures of a story, with who says which."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from desk.moments import from_archive
from pipelines.stories.agreement import Figure, Told, agreement
from pipelines.stories.words import is_background
from pipelines.text import sentences

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.stories.agreement import Agreed, Disputed

Record = dict[str, Any]
# a span of values is no single figure that others could confirm or deny
_FACTS: Final = (
    "SELECT kind, value, unit, role, per, moment, subject, quote, field, span_start FROM fact"
    " WHERE article_id = ? AND value IS NOT NULL AND value_to IS NULL ORDER BY field, span_start"
)
_FIELDS: Final = ("kind", "value", "unit", "role", "per", "moment", "subject", "quote")


def figures_of(
    db: sqlite3.Connection, timeline: Iterable[Record]
) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Figures on which the articles of a timeline agree, and those that differ.

    Each is kind, role, unit, per, said; the agreed ones have a value. ``said`` has article_id,
    source, at, value, quote. What an article tells of earlier events is left out.
    """
    articles = {str(row["article_id"]): row for row in timeline if row["kind"] == "article"}
    found = agreement([_told(db, label, row) for label, row in articles.items()])
    return (
        tuple(_record(one, articles) for one in found.agreed),
        tuple(_record(one, articles) for one in found.disputed),
    )


def _told(db: sqlite3.Connection, label: str, row: Record) -> Told:
    article_id = row["article_id"]
    (text,) = db.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()
    past = _past(text)
    facts = db.execute(_FACTS, (article_id,)).fetchall()
    figures = [
        Figure(**{name: fact[name] for name in _FIELDS})
        for fact in facts
        if fact["field"] != "text"
        or not any(start <= fact["span_start"] < end for start, end in past)
    ]
    return Told(label, from_archive(row["at"]), tuple(figures))


def _past(text: str) -> Sequence[tuple[int, int]]:
    return [span for span in sentences(text) if is_background(text[slice(*span)])]


def _record(found: Agreed | Disputed, articles: Mapping[str, Record]) -> Record:
    told: Record = asdict(found)
    told["said"] = [
        {
            "article_id": int(one.label),
            "source": articles[one.label]["source"],
            "at": articles[one.label]["at"],
            "value": one.value,
            "quote": one.quote,
        }
        for one in found.said
    ]
    return told
