"""Questions about articles, asked of the archive.

Only this module, those of ``desk.cards``, ``dossier``, ``explained``, ``entitycards``,
``ledger``, ``texts``, ``copycards``, ``edithistory``, ``storycards`` and ``storyfigures`` hold
SQL (the web pages' is in their data file), and ``material``, ``rulequery``, ``names`` and
``toldstories`` of ``desk.alerts``. Every function takes a read-only connection (see
``desk.reader``). Times come back as stored:
ISO 8601 in UTC. Articles are found in two steps, ids first and then lines, so that a sort
never carries texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from desk.moments import ALMATY
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

TOPICS = {"mining": "mining", "monotown": "mono-town"}
CONFIDENT = 0.5
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles a question is about; None asks for any.

    ``since`` is a moment; midnight in Almaty asks for that day, as the sources date their articles.
    ``entity_id`` is of a town or another entity, ``match`` an FTS5 query (see ``desk.searching``).
    """

    since: datetime | None = None
    entity_id: str | None = None
    language: str | None = None
    topic: str | None = None
    match: str | None = None

    def where(self) -> tuple[str, dict[str, object]]:
        """The SQL condition over ``article a`` and its parameters."""
        parts, values = ["1"], dict[str, object]()
        if self.since is not None:
            condition, since = _since(self.since)
            parts.append(condition)
            values |= since
        if self.entity_id is not None:
            parts.append(
                "a.id IN (SELECT article_id FROM mention"
                " WHERE entity_id = :entity AND confidence >= :confident)"
            )
            values |= {"entity": self.entity_id, "confident": CONFIDENT}
        if self.language is not None:
            parts.append("a.language = :language")
            values["language"] = self.language
        if self.topic is not None:
            parts.append("a.is_mining" if self.topic == "mining" else "a.is_monotown")
        if self.match is not None:
            parts.append("a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :match)")
            values["match"] = self.match
        return " AND ".join(parts), values


def _since(moment: datetime) -> tuple[str, dict[str, object]]:
    at = "coalesce(a.published_at, a.first_seen_at) >= :since"
    local = moment.astimezone(ALMATY)
    if local.time() != time():
        return at, {"since": moment.astimezone(UTC).isoformat()}
    # the day of a source east of Almaty begins earlier; the moment keeps the question on its index
    earliest = (local - timedelta(days=1)).astimezone(UTC).isoformat()
    day = "(SELECT b.day FROM article_brief b WHERE b.article_id = a.id) >= :since_day"
    return f"{at} AND {day}", {"since": earliest, "since_day": local.date().isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """What a list shows of an article. ``source`` is the source's name."""

    id: int
    title: str
    lead: str
    source_id: str
    source: str
    language: str
    published_at: str | None
    precision: str | None
    first_seen_at: str
    modified_at: str | None
    modified_precision: str | None = None
    topics: tuple[str, ...]
    towns: tuple[str, ...]
    copies: int
    url: str
    canonical_url: str


_LINE = """
SELECT a.id, a.title, a.lead, a.source_id, coalesce(s.name, a.source_id) AS source, a.language,
       -- where only the day is known it is the day, as readers of the source saw it
       CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day
            ELSE a.published_at END AS published_at,
       a.published_precision AS precision, a.first_seen_at, a.modified_at, a.modified_precision,
       a.is_mining, a.is_monotown, a.url, a.canonical_url,
       (SELECT json_group_array(name_en) FROM (
          SELECT DISTINCT e.name_en FROM mention m JOIN entity e ON e.id = m.entity_id
          WHERE m.article_id = a.id AND e.kind = 'town' AND m.confidence >= :confident
          ORDER BY e.name_en)) AS towns,
       (SELECT count(*) FROM copy c WHERE c.article_id = a.id) AS copies
FROM article a LEFT JOIN source s ON s.id = a.source_id
WHERE a.id IN (SELECT value FROM json_each(:ids))
"""


def lines(db: sqlite3.Connection, ids: Sequence[int]) -> Iterator[ArticleLine]:
    """The articles with these ids, in this order; ids that do not exist are left out."""
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        rows = db.execute(_LINE, {"ids": json.dumps(batch), "confident": CONFIDENT})
        found = {row["id"]: _line(row) for row in rows}
        yield from (found[key] for key in batch if key in found)


def _line(row: sqlite3.Row) -> ArticleLine:
    kept = {key: row[key] for key in row.keys() if key not in {"is_mining", "is_monotown"}}  # noqa: SIM118 - iterating a Row gives values
    topics = [name for key, name in TOPICS.items() if row[f"is_{key}"]]
    return ArticleLine(
        **{**kept, "topics": tuple(topics), "towns": tuple(json.loads(row["towns"]))}
    )


def newest(db: sqlite3.Connection, filters: Filters, limit: int | None) -> list[int]:
    """Ids of the newest articles first, by publication or, where unknown, by first sight."""
    where, values = filters.where()
    rows = db.execute(
        f"SELECT a.id FROM article a WHERE {where}"  # noqa: S608 - where() holds fixed parts only
        " ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return [row[0] for row in rows]


def stored_since(db: sqlite3.Connection, since: datetime, filters: Filters) -> list[int]:
    """Ids of the articles that came into the archive since a moment, whatever their own date."""
    where, values = filters.where()
    rows = db.execute(
        f"SELECT a.id FROM article a WHERE {where} AND coalesce("  # noqa: S608 - fixed parts only
        "  (SELECT min(c.first_seen_at) FROM copy c WHERE c.article_id = a.id"
        "   AND c.first_seen_at < a.first_seen_at), a.first_seen_at"
        ") >= :stored_since ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC",
        {**values, "stored_since": since.astimezone(UTC).isoformat()},
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownLine:
    """A town of the gazetteer with how often and when it was last in the news."""

    id: str
    name_en: str
    name_ru: str
    name_kk: str
    region: str | None
    articles: int
    newest_at: str | None


def towns(db: sqlite3.Connection) -> list[TownLine]:
    """All towns, the most reported first."""
    rows = db.execute(
        "SELECT e.id, e.name_en, e.name_ru, e.name_kk, e.region, count(a.id) AS articles,"
        " max(coalesce(a.published_at, a.first_seen_at)) AS newest_at FROM entity e"
        " LEFT JOIN (SELECT DISTINCT entity_id, article_id FROM mention WHERE confidence >= ?) m"
        " ON m.entity_id = e.id LEFT JOIN article a ON a.id = m.article_id"
        " WHERE e.kind = 'town' GROUP BY e.id ORDER BY articles DESC, e.name_en",
        (CONFIDENT,),
    )
    return [TownLine(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class UnknownTown:
    """No town has the name; ``near`` are names that look like it."""

    name: str
    near: tuple[str, ...]


def find_town(db: sqlite3.Connection, name: str) -> str | UnknownTown:
    """The id of the town with this name in any language and spelling, or what comes near."""
    rows = db.execute("SELECT id, name_en, name_ru, name_kk FROM entity WHERE kind = 'town'")
    known: dict[str, tuple[str, str]] = {}
    for row in rows:
        for spelling in row:
            known.setdefault(fold_search(spelling), (row["id"], row["name_en"]))
    wanted = fold_search(name.strip())
    if not known:
        # an archive that never ran holds no town yet; no article names it either
        return name
    if wanted in known:
        return known[wanted][0]
    near = get_close_matches(wanted, known, n=3, cutoff=0.6)
    return UnknownTown(name, tuple(dict.fromkeys(known[key][1] for key in near)))
