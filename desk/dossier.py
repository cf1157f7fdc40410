"""All that the archive knows of one article, asked in one go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk import copycards, queries
from desk.storycards import story_of
from desk.texts import gone
from pipelines.relevance.weights import enough

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An article whole. The records hold the archive's columns by name.

    ``reasons``: topic, term, words, where, added. ``mentions``: kind, name, surface, confidence,
    times. ``picture``: url, caption, credit. ``other_dates``: origin, at, precision, raw of the
    stated dates that differ by over a day from the one taken. ``copies``: see ``desk.copycards``.
    ``revisions``: seen_at, kind, title, url, flags; ``gone_at`` and ``gone_why``: since when the
    site does not show it any more. ``story_id``: the story that it is in.
    ``facts``: kind, role, bound, value, value_to, unit, per, other_value, other_unit, moment,
    moment_to, subject, quote. ``events``: kind, town, place, asset, company, moment, figures,
    quote. ``quotations``: speaker, office, words, is_direct. ``enough``: the score from which on
    a topic is met. ``related``: id, language, source, title, why (the same story).
    """

    line: queries.ArticleLine
    text: str
    authors: tuple[str, ...]
    origin: str | None
    fetched_at: str
    dateline_city: str | None
    agency: str | None
    flags: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    picture: Record | None
    other_dates: tuple[Record, ...]
    paragraph_languages: tuple[str, ...]
    dropped_lines: tuple[str, ...]
    words: int
    scores: Mapping[str, float]
    reasons: tuple[Record, ...]
    mentions: tuple[Record, ...]
    copies: tuple[Record, ...]
    gone_at: str | None
    gone_why: str | None
    story_id: int | None
    revisions: tuple[Record, ...]
    facts: tuple[Record, ...]
    events: tuple[Record, ...]
    quotations: tuple[Record, ...]
    enough: Mapping[str, float]
    related: tuple[Record, ...]


_LISTS = {
    "mentions": (
        "SELECT e.kind, e.name_en AS name, min(m.surface) AS surface,"
        " max(m.confidence) AS confidence, count(*) AS times"
        " FROM mention m JOIN entity e ON e.id = m.entity_id WHERE m.article_id = ?"
        " GROUP BY e.id ORDER BY e.kind, confidence DESC, e.name_en"
    ),
    "revisions": (
        "SELECT r.seen_at, r.kind, r.title, r.url, r.flags FROM article a"
        " JOIN revision r ON r.canonical_url = a.canonical_url WHERE a.id = ? ORDER BY r.seen_at"
    ),
    "facts": (
        "SELECT kind, role, bound, value, value_to, unit, per, other_value, other_unit, moment,"
        " moment_to, subject, quote FROM fact WHERE article_id = ?"
        " ORDER BY field = 'text', field DESC, span_start, kind"
    ),
    "events": (
        "SELECT v.kind, t.name_en AS town, coalesce(p.name_en, t.name_en) AS place,"
        " s.name_en AS asset, c.name_en AS company, v.moment, v.figures, v.quote FROM event v"
        " LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id"
        " LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id"
        " WHERE v.article_id = ? ORDER BY v.span_start, v.kind"
    ),
    "quotations": (
        "SELECT speaker, office, words, is_direct FROM quotation WHERE article_id = ?"
        " ORDER BY span_start"
    ),
    "related": (
        "SELECT a.id, a.language, coalesce(s.name, a.source_id) AS source, a.title, o.why,"
        " CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day"
        " ELSE a.published_at END AS published_at, a.published_precision AS precision,"
        " a.id = (SELECT lead_article_id FROM story WHERE id = o.story_id) AS is_first"
        " FROM story_article mine JOIN story_article o ON o.story_id = mine.story_id"
        " JOIN article a ON a.id = o.article_id LEFT JOIN source s ON s.id = a.source_id"
        " WHERE mine.article_id = ?1 AND o.article_id <> ?1"
        " ORDER BY coalesce(a.published_at, a.first_seen_at), a.id"
    ),
}


def article(db: sqlite3.Connection, article_id: int) -> Dossier | None:
    """The article with this id, or None."""
    line = next(queries.lines(db, [article_id]), None)
    if line is None:
        return None
    row = db.execute(
        "SELECT *, published_origin AS origin FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    plain: Record = {key: row[key] for key in _PLAIN}
    claims: list[Record] = json.loads(row["date_claims"])
    lists: Record = {name: _records(db, sql, article_id) for name, sql in _LISTS.items()}
    for event in lists["events"]:
        event["figures"] = json.loads(event["figures"])
    for said in lists["quotations"]:
        said["is_direct"] = bool(said["is_direct"])
    for version in lists["revisions"]:
        version["flags"] = json.loads(version["flags"])
    return Dossier(
        line=line,
        **plain,
        authors=tuple(json.loads(row["authors"])),
        flags=tuple(json.loads(row["flags"])),
        tags=tuple(json.loads(row["tags"])),
        picture=_picture(row),
        other_dates=tuple(claim for claim in claims if claim["differs"]),
        dropped_lines=tuple(json.loads(row["dropped_lines"])),
        paragraph_languages=tuple(json.loads(row["languages"])),
        scores={name: row[key] for key, name in queries.TOPICS.items()},
        enough={name: enough(key) for key, name in queries.TOPICS.items()},
        reasons=tuple(json.loads(row["reasons"])),
        copies=copycards.copies(db, article_id),
        story_id=story_of(db, article_id),
        **gone(db, line.canonical_url),
        **lists,
    )


_PLAIN = ("text", "origin", "fetched_at", "dateline_city", "agency", "section", "words")


def _picture(row: sqlite3.Row) -> Record | None:
    parts: Record = {name: row[f"image_{name}"] or "" for name in ("url", "caption", "credit")}
    return parts if parts["url"] else None


def _records(db: sqlite3.Connection, sql: str, article_id: int) -> tuple[Record, ...]:
    return tuple(dict(row) for row in db.execute(sql, (article_id,)))
