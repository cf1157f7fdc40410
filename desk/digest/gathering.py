"""What happened in a day or a week, read from the archive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk import queries, storycards
from desk.alerts import rulequery
from desk.alerts.severity import reaches
from desk.config.model import Query
from desk.digest import oversight, sitechanges, storynotes
from desk.digest.contents import Contents, Name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from crawler.sources import Source
    from desk.digest.contents import Period, StoryNote

Record = dict[str, Any]
# what was published longer before the period than this is told apart from what is new
LATE: Final = timedelta(days=2)
# as many as any archive holds
_ALL: Final = 1_000_000_000
_SEEN: Final = """
SELECT DISTINCT story_id FROM (
  SELECT o.story_id FROM article t JOIN story_article o ON o.article_id = t.id
  WHERE t.first_seen_at >= :begin
    AND (t.first_seen_at < :end OR t.published_at >= :begin AND t.published_at < :end)
  UNION ALL
  SELECT o.story_id FROM copy t JOIN story_article o ON o.article_id = t.article_id
  WHERE t.first_seen_at >= :begin
    AND (t.first_seen_at < :end OR t.published_at >= :begin AND t.published_at < :end))
ORDER BY story_id
"""
_CARDS: Final = """
SELECT v.kind, v.moment, coalesce(v.town_id, v.place_id) AS place_id, v.asset_id,
       p.name_kk AS place_kk, p.name_ru AS place_ru, p.name_en AS place_en,
       s.name_kk AS asset_kk, s.name_ru AS asset_ru, s.name_en AS asset_en
FROM story_article o JOIN event v ON v.article_id = o.article_id
LEFT JOIN entity p ON p.id = coalesce(v.town_id, v.place_id)
LEFT JOIN entity s ON s.id = v.asset_id
WHERE o.story_id = ? ORDER BY v.article_id, v.kind
"""
_TOWNS: Final = """
SELECT DISTINCT e.name_kk AS kk, e.name_ru AS ru, e.name_en AS en
FROM story_article o JOIN mention m ON m.article_id = o.article_id
JOIN entity e ON e.id = m.entity_id
WHERE o.story_id = :story AND e.kind = 'town' AND m.confidence >= :confident
  AND m.field IN ('title', 'lead')
"""


def gather(
    db: sqlite3.Connection,
    query: Query,
    period: Period,
    now: datetime,
    *,
    name: str,
    sources: dict[str, Source] | None,
) -> Contents:
    """All that a digest tells of a period; see ``Period.moment_of`` for which texts are of it.

    ``sources`` are those of the source files, None where these cannot be read. Raises UserError
    for a query that names what nobody knows.
    """
    is_meant = _meant(db, query)
    new, late, grown = _stories(db, query, period)
    edits, extended = sitechanges.edits(db, period, is_meant)
    return Contents(
        name=name,
        period=period,
        topics=query.topics,
        limits=_limits(query),
        new=new,
        late=late,
        grown=grown,
        edits=edits,
        extended=extended,
        removals=sitechanges.removals(db, period, is_meant),
        troubles=oversight.troubles(db, period, query.sources),
        watch=oversight.watch(db, period, now, query.sources, sources),
    )


def _is_open(query: Query) -> bool:
    """Whether a query asks for everything."""
    return Query(**query.model_dump(include=set(Query.model_fields))) == Query()


def _meant(db: sqlite3.Connection, query: Query) -> Callable[[int | None], bool]:
    """Whether a query means an article; the gravity of stories is looked up when asked for only."""
    if _is_open(query):
        return lambda _: True
    found = frozenset(rulequery.article_ids(db, _however_grave(query), since=None, limit=_ALL))

    def is_meant(article_id: int | None) -> bool:
        if article_id is None or article_id not in found:
            return False
        story_id = storycards.story_of(db, article_id)
        return reaches(rulequery.severity_of(db, story_id or 0), query.severity)

    return is_meant


def _however_grave(query: Query) -> Query:
    return query.model_copy(update={"severity": "low"})


def _limits(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = ("towns", "companies", "events", "languages", "sources")
    found = [(name, tuple(getattr(query, name))) for name in names]
    if query.severity != "low":
        found.append(("severity", (query.severity,)))
    found.append(("words", (query.words,) if query.words else ()))
    return tuple(one for one in found if one[1])


def _stories(
    db: sqlite3.Connection, query: Query, period: Period
) -> tuple[tuple[StoryNote, ...], tuple[StoryNote, ...], tuple[StoryNote, ...]]:
    """New ones, new ones of old events, and older ones with new reports."""
    told: dict[str, list[StoryNote]] = {"new": [], "late": [], "grown": []}
    for story_id in _seen(db, query, period):
        found = storycards.story(db, story_id)
        assert found is not None, "a story that has an article exists"
        severity = rulequery.severity_of(db, story_id)
        if not reaches(severity, query.severity):
            continue
        cards, towns = _cards(db, story_id), _towns(db, story_id)
        one = storynotes.note(found, cards, towns, period, severity)
        if one.new_articles + one.new_copies:
            told[_part(one, period, is_new=storynotes.is_new(found, period))].append(one)
    new, late, grown = (sorted(rows, key=storynotes.by_gravity) for rows in told.values())
    return tuple(new), tuple(late), tuple(grown)


def _part(one: StoryNote, period: Period, *, is_new: bool) -> str:
    if not is_new:
        return "grown"
    return "late" if one.at < period.begin - LATE else "new"


def _seen(db: sqlite3.Connection, query: Query, period: Period) -> list[int]:
    found = [row[0] for row in db.execute(_SEEN, period.limits())]
    if _is_open(query):
        return found
    meant = set(rulequery.story_ids(db, _however_grave(query), since=None, limit=_ALL))
    return [one for one in found if one in meant]


def _cards(db: sqlite3.Connection, story_id: int) -> list[Record]:
    rows = db.execute(_CARDS, (story_id,)).fetchall()
    return [
        {
            **{name: row[name] for name in ("kind", "moment", "place_id", "asset_id")},
            "place": _name(row, "place"),
            "asset": _name(row, "asset"),
        }
        for row in rows
    ]


def _name(row: sqlite3.Row, what: str) -> Name | None:
    kk, ru, en = (row[f"{what}_{language}"] for language in ("kk", "ru", "en"))
    return Name(kk=kk, ru=ru, en=en) if en else None


def _towns(db: sqlite3.Connection, story_id: int) -> Sequence[Name]:
    given = {"story": story_id, "confident": queries.CONFIDENT}
    return [Name(**dict(row)) for row in db.execute(_TOWNS, given)]
