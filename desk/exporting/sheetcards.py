"""What the archive holds for each sheet: rows of chosen articles, as many at a time as fit."""

from __future__ import annotations

import json
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from desk.exporting.columns import shaped
from desk.exporting.sheets import EVIDENCE, PEOPLE, SHEETS
from desk.exporting.wordcards import ANY
from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from desk.exporting.columns import Record
    from desk.exporting.wordcards import Wanted
    from desk.queries import Filters

# articles at a time: some 2 MB of text
_BATCH: Final = 200
_PUBLISHED: Final = (
    "CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day"
    " ELSE a.published_at END AS published_at"
)
_GONE: Final = (
    "(SELECT p.gone_at FROM page p WHERE p.text_url = {}.canonical_url AND p.gone_at IS NOT NULL"
    " LIMIT 1) AS gone_at"
)
_FIGURE: Final = (
    "f.kind, f.role, f.bound, f.value, f.value_to, f.unit, f.per, f.other_value, f.other_unit,"
    " f.moment, f.moment_to, f.subject, f.quote, f.field, f.span_start, f.span_end"
)
_IN_TURN: Final = "f.field = 'text', f.field DESC, f.span_start, f.kind"
_LARGEST: Final = (
    "(SELECT {} FROM json_each(v.figures) WHERE value ->> '{}' = '{}'"
    " ORDER BY value ->> 'value' DESC LIMIT 1) AS {}"
)
_NUMBERS: Final = ", ".join((
    *(
        _LARGEST.format("CAST(value ->> 'value' AS INTEGER)", "role", one.replace("_", " "), one)
        for one in PEOPLE
    ),
    _LARGEST.format("value ->> 'value'", "kind", "money", "money"),
    _LARGEST.format("value ->> 'unit'", "kind", "money", "currency"),
))  # fmt: skip
_EVENT: Final = (
    "v.kind, v.moment, t.name_en AS town, coalesce(p.name_en, t.name_en) AS place,"
    f" s.name_en AS asset, c.name_en AS company, json(v.figures) AS figures, {_NUMBERS}, v.quote,"
    " v.span_start, v.span_end"
)
_OF_EVENT: Final = (
    "LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id"
    " LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id"
)
_MENTION: Final = (
    "m.entity_id, e.kind, e.name_en AS name, e.name_ru, e.name_kk, m.surface, m.confidence,"
    " m.field, m.span_start, m.span_end, m.note"
)
_QUOTATION: Final = (
    "q.speaker, q.speaker_id, q.office, q.words, q.is_direct, q.span_start, q.span_end"
)
_REASON: Final = (
    "r.value ->> 'topic' AS topic, r.value ->> 'term' AS term, r.value ->> 'language' AS language,"
    " r.value ->> 'words' AS words, r.value ->> 'where' AS field,"
    " r.value ->> '$.span[0]' AS span_start, r.value ->> '$.span[1]' AS span_end,"
    " r.value ->> 'added' AS added, r.value ->> 'note' AS note"
)
_HEAD: Final = (
    "a.id AS article_id, a.published_day, a.source_id, a.language AS article_language, a.title,"
    " a.url"
)
_CHOSEN: Final = "json_each(:ids) j JOIN article a ON a.id = j.value"


_ROWS: Final = {
    "reasons": f"SELECT {_REASON} FROM json_each(a.reasons) r",  # noqa: S608 - fixed parts only
    "mentions": f"SELECT {_MENTION} FROM mention m JOIN entity e ON e.id = m.entity_id"  # noqa: S608 - fixed parts only
    " WHERE m.article_id = a.id ORDER BY m.field = 'text', m.field DESC, m.span_start, e.id",
    "facts": f"SELECT {_FIGURE} FROM fact f WHERE f.article_id = a.id ORDER BY {_IN_TURN}",  # noqa: S608 - fixed parts only
    "events": f"SELECT {_EVENT} FROM event v {_OF_EVENT} WHERE v.article_id = a.id"  # noqa: S608 - fixed parts only
    " ORDER BY v.span_start, v.kind",
    "quotations": f"SELECT {_QUOTATION} FROM quotation q WHERE q.article_id = a.id"  # noqa: S608 - fixed parts only
    " ORDER BY q.span_start",
}


def _names(kind: str) -> str:
    return (
        "(SELECT json_group_array(name_en) FROM (SELECT DISTINCT e.name_en FROM mention m"  # noqa: S608 - kinds of ours
        " JOIN entity e ON e.id = m.entity_id WHERE m.article_id = a.id"
        f" AND e.kind = '{kind}' AND m.confidence >= :confident ORDER BY e.name_en))"
    )


def _list(sheet: str) -> str:
    """The rows of an article in another sheet as one JSON array."""
    pairs = ", ".join(
        f"'{one.name}', {'json(figures)' if one.kind == 'records' else one.name}"
        for one in EVIDENCE[sheet]
    )
    return f"(SELECT json_group_array(json_object({pairs})) FROM ({_ROWS[sheet]}))"  # noqa: S608 - fixed parts only


_ARTICLES: Final = f"""
SELECT a.id, a.url, coalesce(s.name, a.source_id) AS source, a.source_id, a.language, {_PUBLISHED},
  a.published_precision AS precision, a.published_origin AS origin, a.published_day, a.modified_at,
  a.first_seen_at, a.title, a.lead, a.text, a.authors,
  CASE WHEN a.is_mining AND a.is_monotown THEN '["mining", "mono-town"]'
       WHEN a.is_mining THEN '["mining"]' WHEN a.is_monotown THEN '["mono-town"]' END AS topics,
  a.mining, a.monotown, {_names("town")} AS towns, {_names("company")} AS companies,
  {_names("asset")} AS assets, {_names("person")} AS people,
  (SELECT json_group_array(kind) FROM (SELECT kind FROM event WHERE article_id = a.id
    ORDER BY span_start, kind)) AS events,
  a.agency, a.section, a.tags, a.flags, a.image_url AS image,
  (SELECT count(*) FROM copy c WHERE c.article_id = a.id) AS copies, a.words,
  (SELECT story_id FROM story_article WHERE article_id = a.id) AS story_id, {_GONE.format("a")},
  {_list("reasons")} AS reasons, {_list("mentions")} AS mentions, {_list("facts")} AS facts,
  {_list("events")} AS event_cards, {_list("quotations")} AS quotations
FROM {_CHOSEN} LEFT JOIN source s ON s.id = a.source_id ORDER BY j.key
"""  # noqa: S608 - fixed parts only
_COPIES: Final = f"""
SELECT c.article_id, a.url AS article_url, c.url, coalesce(s.name, c.source_id) AS source,
  c.source_id, c.record ->> 'language' AS language,
  CASE WHEN c.record ->> 'published_precision' IN ('day', 'month')
       THEN c.record ->> 'published_day' ELSE c.published_at END AS published_at,
  c.record ->> 'published_precision' AS precision, c.record ->> 'published_day' AS published_day,
  c.first_seen_at, c.title, c.agency AS credits, c.similarity, c.containment, c.own_share, c.why,
  c.differs -> '$.added' AS added, c.differs -> '$.missing' AS missing, c.through_url,
  {_GONE.format("c")}, c.text
FROM {_CHOSEN} JOIN copy c ON c.article_id = a.id LEFT JOIN source s ON s.id = c.source_id
ORDER BY j.key, coalesce(c.published_at, c.fetched_at), c.url
"""  # noqa: S608 - fixed parts only
_IN_STORY: Final = "FROM story_article o JOIN {} WHERE o.story_id = f.story_id {}"
_STORIES: Final = f"""
SELECT f.story_id, f.headline, a.url, f.first_source, f.first_at, f.first_seen_source,
  f.first_seen_at, f.sources, f.articles, f.copies,
  CASE WHEN f.languages IS NULL THEN '[]'
       ELSE '["' || replace(f.languages, ', ', '","') || '"]' END AS languages,
  (SELECT json_group_array(name_en) FROM (SELECT DISTINCT e.name_en
    {
    _IN_STORY.format(
        "mention m ON m.article_id = o.article_id JOIN entity e ON e.id = m.entity_id",
        "AND e.kind = 'town' AND m.confidence >= :confident ORDER BY e.name_en",
    )
})) AS towns,
  (SELECT json_group_array(kind) FROM (SELECT DISTINCT v.kind
    {_IN_STORY.format("event v ON v.article_id = o.article_id", "ORDER BY v.kind")})) AS events,
  (SELECT json_group_array(article_id) FROM (SELECT article_id FROM story_article o
    WHERE o.story_id = f.story_id ORDER BY article_id)) AS article_ids
FROM json_each(:ids) j JOIN first_publisher f ON f.story_id = j.value
JOIN story y ON y.id = f.story_id JOIN article a ON a.id = y.lead_article_id ORDER BY j.key
"""  # noqa: S608 - fixed parts only
_EDITS: Final = f"""
WITH told AS (
  SELECT j.key AS place, a.id AS article_id, 0 AS is_copy, a.canonical_url, a.source_id, a.language
  FROM {_CHOSEN}
  UNION ALL
  SELECT j.key, c.article_id, 1, c.canonical_url, c.source_id, c.record ->> 'language'
  FROM json_each(:ids) j JOIN copy c ON c.article_id = j.value)
SELECT t.article_id, t.is_copy, t.source_id, t.language, r.url, r.seen_at, r.modified_at, r.kind,
  r.flags, r.title, r.changes ->> '$.headline[0]' AS headline_before,
  r.changes ->> '$.headline[1]' AS headline_after, r.changes -> '$.figures' AS figures,
  r.changes -> '$.names.added' AS names_added, r.changes -> '$.names.removed' AS names_removed,
  r.changes -> '$.blame.before' AS blame_before, r.changes -> '$.blame.after' AS blame_after,
  r.changes ->> '$.words_added' AS words_added, r.changes ->> '$.words_removed' AS words_removed,
  r.text
FROM told t JOIN revision r ON r.canonical_url = t.canonical_url
WHERE r.kind IN ('changed', 'cosmetic')
ORDER BY t.place, t.is_copy, t.canonical_url, r.seen_at, r.content_hash
"""  # noqa: S608 - fixed parts only
_SQL: Final = {
    "articles": _ARTICLES,
    "copies": _COPIES,
    "stories": _STORIES,
    "edits": _EDITS,
    "facts": f"SELECT {_HEAD}, {_FIGURE} FROM {_CHOSEN} JOIN fact f ON f.article_id = a.id"  # noqa: S608 - fixed parts only
    f" ORDER BY j.key, {_IN_TURN}",
    "events": f"SELECT {_HEAD}, {_EVENT} FROM {_CHOSEN} JOIN event v ON v.article_id = a.id"  # noqa: S608 - fixed parts only
    f" {_OF_EVENT} ORDER BY j.key, v.span_start, v.kind",
    "mentions": f"SELECT {_HEAD}, {_MENTION} FROM {_CHOSEN} JOIN mention m ON m.article_id = a.id"  # noqa: S608 - fixed parts only
    " JOIN entity e ON e.id = m.entity_id"
    " ORDER BY j.key, m.field = 'text', m.field DESC, m.span_start, e.id",
    "quotations": f"SELECT {_HEAD}, {_QUOTATION} FROM {_CHOSEN}"  # noqa: S608 - fixed parts only
    " JOIN quotation q ON q.article_id = a.id ORDER BY j.key, q.span_start",
    "reasons": f"SELECT {_HEAD}, {_REASON} FROM {_CHOSEN} JOIN json_each(a.reasons) r"  # noqa: S608 - fixed parts only
    " ORDER BY j.key, r.key",
}


def chosen(
    db: sqlite3.Connection,
    filters: Filters,
    words: Wanted = ANY,
    *,
    until: datetime | None,
    limit: int | None,
) -> Iterator[int]:
    """Ids of the articles that pass, the newest first; ``until`` is the moment before which."""
    where, values = filters.where()
    rows = db.execute(
        f"SELECT a.id FROM article a WHERE {where} AND {words.sql}"  # noqa: S608 - fixed parts only
        " AND (:before IS NULL OR coalesce(a.published_at, a.first_seen_at) < :before)"
        " ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT :limit",
        {
            **values,
            **words.values,
            "before": until and until.astimezone(UTC).isoformat(),
            "limit": -1 if limit is None else limit,
        },
    )
    return (int(row[0]) for row in rows)


def records(db: sqlite3.Connection, sheet: str, ids: Iterable[int]) -> Iterator[Record]:
    """The rows of a sheet (see ``desk.exporting.sheets``) for articles, in their order."""
    numbers = _stories(db, ids) if sheet == "stories" else iter(ids)
    for batch in batches(numbers):
        given: dict[str, Any] = {"ids": json.dumps(batch), "confident": CONFIDENT}
        for row in db.execute(_SQL[sheet], given):
            yield shaped(SHEETS[sheet][2], row)


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids, some at a time."""
    numbers = iter(ids)
    while batch := list(islice(numbers, _BATCH)):
        yield batch


def _stories(db: sqlite3.Connection, ids: Iterable[int]) -> Iterator[int]:
    """The stories that articles are in, each once."""
    told = set[int]()
    for batch in batches(ids):
        rows = db.execute(
            "SELECT o.story_id FROM json_each(?) j JOIN story_article o ON o.article_id = j.value"
            " ORDER BY j.key",
            (json.dumps(batch),),
        ).fetchall()
        for (story,) in rows:
            if story not in told:
                told.add(story)
                yield story
