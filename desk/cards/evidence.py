"""What an article's page marks and lists: names, figures, events, quotations with their places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]
# of each kind; a longer text is no news article
MOST: Final = 2000
_ENTITIES: Final = ("town", "place", "asset", "company")
_MENTIONS: Final = (
    "SELECT m.entity_id AS id, e.kind, e.name_en, e.name_ru, e.name_kk, m.field, m.span_start,"
    " m.span_end, m.surface, m.confidence, m.note FROM mention m"
    " JOIN entity e ON e.id = m.entity_id WHERE m.article_id = :article"
    " ORDER BY m.field = 'text', m.span_start, m.entity_id LIMIT :most"
)
_FACTS: Final = (
    "SELECT * FROM fact WHERE article_id = :article"
    " ORDER BY field = 'text', field DESC, span_start, kind LIMIT :most"
)
_EVENTS: Final = (
    "SELECT v.kind, v.quote, v.span_start, v.span_end, v.moment, v.figures, v.town_id, v.place_id,"
    " v.asset_id, v.company_id FROM event v WHERE v.article_id = :article"
    " ORDER BY v.span_start, v.kind LIMIT :most"
)
_QUOTATIONS: Final = (
    "SELECT q.span_start, q.span_end, q.words, q.speaker, q.speaker_id, q.office, q.is_direct,"
    " e.kind AS speaker_kind FROM quotation q LEFT JOIN entity e ON e.id = q.speaker_id"
    " WHERE q.article_id = :article ORDER BY q.span_start LIMIT :most"
)
_ENTITY: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk FROM entity"
    " WHERE id IN (SELECT value FROM json_each(?))"
)
_MAKEUP: Final = (
    "SELECT kinds, languages, sections, captions, attribution, modified_at, modified_precision,"
    " modified_origin, reasons, published_day, script FROM article WHERE id = ?"
)
_LISTS: Final = ("kinds", "languages", "sections", "captions", "reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence of an article; the records hold the archive's columns by name.

    ``mentions`` have id, kind and names of the entity; ``events`` have town, place, asset and
    company as entities (id, kind, name_en, name_ru, name_kk) or None, and ``figures``, each with
    the columns of a fact as far as they are known. ``makeup``: kinds, languages, sections,
    captions, attribution, modified_at, modified_precision, modified_origin, reasons,
    published_day, script.
    """

    mentions: tuple[Record, ...]
    facts: tuple[Record, ...]
    events: tuple[Record, ...]
    quotations: tuple[Record, ...]
    makeup: Record


def evidence(db: sqlite3.Connection, article_id: int) -> Evidence:
    """The evidence of the article with this id, which must exist."""
    return Evidence(
        mentions=_records(db, _MENTIONS, article_id),
        facts=_records(db, _FACTS, article_id),
        events=_events(db, article_id),
        quotations=_records(db, _QUOTATIONS, article_id),
        makeup=_makeup(db, article_id),
    )


def _records(db: sqlite3.Connection, sql: str, article_id: int) -> tuple[Record, ...]:
    rows = db.execute(sql, {"article": article_id, "most": MOST})
    return tuple(dict(row) for row in rows)


def _events(db: sqlite3.Connection, article_id: int) -> tuple[Record, ...]:
    rows = _records(db, _EVENTS, article_id)
    known = entities(db, [row[f"{name}_id"] for row in rows for name in _ENTITIES])
    return tuple(
        {
            **row,
            "figures": json.loads(row["figures"]),
            **{name: known.get(row[f"{name}_id"]) for name in _ENTITIES},
        }
        for row in rows
    )


def entities(db: sqlite3.Connection, ids: list[str | None]) -> dict[str | None, Record]:
    """The entities with these ids, by id: id, kind, name_en, name_ru, name_kk."""
    wanted = json.dumps(sorted({one for one in ids if one}))
    return {row["id"]: dict(row) for row in db.execute(_ENTITY, (wanted,))}


def _makeup(db: sqlite3.Connection, article_id: int) -> Record:
    told = dict(db.execute(_MAKEUP, (article_id,)).fetchone())
    return {**told, **{name: json.loads(told[name]) for name in _LISTS}}
