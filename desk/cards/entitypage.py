# ruff: noqa: S608
"""What the page of a company, mine, person, commodity, region or place shows.

The queries are put together from fixed parts only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

Record = dict[str, Any]

_CARDS: Final = 400
_NAMES: Final = (
    "SELECT language, name, kind, since, until FROM entity_name WHERE entity_id = ?"
    " ORDER BY kind <> 'current', kind, since DESC, language, name LIMIT 200"
)
_LINKS: Final = (
    "SELECT l.relation, e.id, e.kind, e.name_en, e.name_ru, e.name_kk, l.since, l.until, l.note,"
    " l.other_id = ?1 AS is_of FROM entity_link l"
    " JOIN entity e ON e.id = CASE WHEN l.other_id = ?1 THEN l.entity_id ELSE l.other_id END"
    " WHERE l.entity_id = ?1 OR l.other_id = ?1"
    " ORDER BY l.until <> '', l.until DESC, l.since DESC, e.name_en LIMIT 500"
)
_OFFICES: Final = (
    "SELECT o.title_en, o.title_ru, o.title_kk, o.since, o.until, o.note, o.body,"
    " e.id, e.kind, e.name_en, e.name_ru, e.name_kk FROM office o"
    " LEFT JOIN entity e ON e.id = coalesce(o.place_id, o.body)"
    " WHERE o.person_id = ? ORDER BY o.until <> '', o.until DESC, o.since DESC, o.title_en"
)
_OFFICIALS: Final = (
    "SELECT o.title_en, o.title_ru, o.title_kk, o.since, o.until, o.note,"
    " e.id, e.kind, e.name_en, e.name_ru, e.name_kk FROM office o"
    " JOIN entity e ON e.id = o.person_id WHERE ? IN (o.place_id, o.body)"
    " ORDER BY o.until <> '', o.until DESC, o.since DESC, e.name_en LIMIT 100"
)
_IN_REGION: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk FROM entity"
    " WHERE region = ? AND id <> ? AND kind IN ('town', 'place', 'asset')"
    " ORDER BY kind DESC, name_en LIMIT 300"
)
# reports may name the mine alone: its company is on the card all the same
_CARDS_OF: Final = {
    kind: "(v.article_id, v.kind) IN (SELECT article_id, kind FROM event"
    f" WHERE {kind}_id = :id ORDER BY day DESC LIMIT :limit)"
    for kind in ("company", "asset")
}
_CARDS_IN: Final = (
    "(v.article_id, v.kind) IN (SELECT e.article_id, e.kind"
    " FROM json_each(:ids) j CROSS JOIN event e ON e.article_id = j.value WHERE {tie})"
)
_TIES: Final = {"place": "e.place_id = :id", "region": "e.place_id = :id"}
# no card names a commodity or a person
_IN_TITLE: Final = (
    "EXISTS (SELECT 1 FROM mention m WHERE m.entity_id = :id AND m.article_id = e.article_id"
    " AND m.field = 'title' AND m.confidence >= :confident)"
)
_EVENTS: Final = """
SELECT v.article_id, o.story_id, v.kind, v.moment, v.figures, v.quote, a.title, a.language,
       a.source_id, coalesce(s.name, a.source_id) AS source, b.day, b.at,
       p.id AS place_id, p.kind AS place_kind, p.name_en AS place_en, p.name_ru AS place_ru,
       p.name_kk AS place_kk, t.id AS asset_id, t.kind AS asset_kind, t.name_en AS asset_en,
       t.name_ru AS asset_ru, t.name_kk AS asset_kk
FROM event v CROSS JOIN article_brief b ON b.article_id = v.article_id
CROSS JOIN article a ON a.id = v.article_id LEFT JOIN source s ON s.id = a.source_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity p ON p.id = coalesce(v.town_id, v.place_id) LEFT JOIN entity t ON t.id = v.asset_id
WHERE {which} ORDER BY b.at DESC, v.article_id DESC, v.kind LIMIT :limit
"""
# an article may well hold words on other things: only of those about the entity are all taken
_ABOUT: Final = (
    "q.speaker <> '' AND (EXISTS ("
    " SELECT 1 FROM mention m WHERE m.entity_id = :id AND m.article_id = q.article_id"
    " AND m.field = 'title' AND m.confidence >= :confident)"
    " OR EXISTS (SELECT 1 FROM event v WHERE v.article_id = q.article_id"
    " AND :id IN (v.company_id, v.asset_id, v.place_id)))"
)
_QUOTATIONS: Final = """
SELECT q.words, q.speaker, q.speaker_id, q.office, q.is_direct, q.article_id, b.language,
       coalesce(s.name, b.source_id) AS source, b.source_id, b.day
FROM json_each(:ids) j CROSS JOIN quotation q ON q.article_id = j.value
JOIN article_brief b ON b.article_id = q.article_id LEFT JOIN source s ON s.id = b.source_id
WHERE {which} ORDER BY b.at DESC, q.article_id DESC, q.span_start LIMIT :limit
"""


def names(db: sqlite3.Connection, entity_id: str) -> list[Record]:
    """Its names: language, name, kind (current, former, short, variant), since, until."""
    return [dict(row) for row in db.execute(_NAMES, (entity_id,))]


def links(db: sqlite3.Connection, entity_id: str) -> list[Record]:
    """Its ties, present ones first: relation, since, until, note; id, kind, names of the other.

    ``is_of``: the other has the tie to this one.
    """
    return [dict(row) for row in db.execute(_LINKS, (entity_id,))]


def offices(db: sqlite3.Connection, person_id: str) -> list[Record]:
    """The offices of a person, present ones first: titles, since, until, note, body.

    id, kind and names are of the place or company of the office, None where it has none.
    """
    return [dict(row) for row in db.execute(_OFFICES, (person_id,))]


def officials(db: sqlite3.Connection, entity_id: str) -> list[Record]:
    """Who holds or held an office of a company or place: titles, times; id and names of each."""
    return [dict(row) for row in db.execute(_OFFICIALS, (entity_id,))]


def in_region(db: sqlite3.Connection, region: Record) -> list[Record]:
    """The towns, places and mines of a region (a row of table entity): id, kind, names."""
    return [dict(row) for row in db.execute(_IN_REGION, (region["name_en"], region["id"]))]


def events(db: sqlite3.Connection, entity: Record, ids: Sequence[int]) -> list[Record]:
    """Event cards that name the entity, newest first, at most 400.

    Of a company or mine all are asked; of a place or region those of the articles ``ids``; of a
    commodity or person, which no card names, those of them that have it in the title.
    """
    kind = entity["kind"]
    which = _CARDS_OF.get(kind) or _CARDS_IN.format(tie=_TIES.get(kind, _IN_TITLE))
    given = {
        "ids": json.dumps(ids), "id": entity["id"], "confident": CONFIDENT, "limit": _CARDS,
    }  # fmt: skip
    rows = db.execute(_EVENTS.format(which=which), given)
    return [{**dict(row), "figures": json.loads(row["figures"])} for row in rows]


def quotations(
    db: sqlite3.Connection, entity: Record, ids: Sequence[int], limit: int
) -> list[Record]:
    """Of a person what they said in these articles, else what is said there about the entity.

    words, speaker, speaker_id, office, is_direct, article_id, language, source, source_id, day.
    """
    which = "q.speaker_id = :id" if entity["kind"] == "person" else _ABOUT
    given = {
        "ids": json.dumps(ids), "id": entity["id"], "confident": CONFIDENT, "limit": limit,
    }  # fmt: skip
    return [dict(row) for row in db.execute(_QUOTATIONS.format(which=which), given)]
