"""What the archive knows of a story: who published what when, in every language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT
from desk.storyfigures import figures_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """What a list shows of a story; its earliest article gives the headline.

    ``first_at`` and ``last_at`` are the times of its earliest and its latest text, ``precision``
    tells how exactly the first is known. ``sources`` are the sources' ids.
    """

    id: int
    first_at: str
    last_at: str
    precision: str | None
    headline: str
    language: str
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    articles: int
    copies: int
    lead_article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story whole.

    ``headlines``: language, title, article_id, source, at: of the earliest article in each
    language. ``published_first`` and ``seen_first``: source_id, source, at, article_id, url of the
    text that its site dates earliest, and of the one that kenwatch saw first. ``timeline``: every
    text in the order of publication: at, published_at, precision, first_seen_at, source_id,
    source, language, kind (article or copy), article_id, title, url, credits, through and
    through_source (the copy that it was taken from), own_share, differs, gone_at, gone_why.
    ``agreed`` and ``disputed``: see ``desk.storyfigures``. ``links``: a, b, score, why.
    """

    line: StoryLine
    headlines: tuple[Record, ...]
    published_first: Record
    seen_first: Record
    timeline: tuple[Record, ...]
    agreed: tuple[Record, ...]
    disputed: tuple[Record, ...]
    links: tuple[Record, ...]


# by the articles of the story: the view story_timeline would read through all articles
_TIMELINE: Final = """
WITH told AS (
  SELECT a.canonical_url, a.url, a.id AS article_id, a.source_id, a.language, a.title,
         a.agency AS credits, a.published_at AS moment, a.published_day AS day,
         a.published_precision AS precision, a.first_seen_at, 'article' AS kind,
         NULL AS through, NULL AS own_share, NULL AS differs
  FROM story_article o JOIN article a ON a.id = o.article_id WHERE o.story_id = :story
  UNION ALL
  SELECT c.canonical_url, c.url, c.article_id, c.source_id, c.record ->> 'language', c.title,
         c.agency, c.published_at, c.record ->> 'published_day',
         c.record ->> 'published_precision', c.first_seen_at, 'copy',
         c.through_url, c.own_share, c.differs
  FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = :story
)
SELECT coalesce(t.moment, t.first_seen_at) AS at,
       CASE WHEN t.precision IN ('day', 'month') THEN t.day ELSE t.moment END AS published_at,
       t.precision, t.first_seen_at, t.source_id, coalesce(s.name, t.source_id) AS source,
       coalesce(t.language, 'und') AS language, t.kind, t.article_id, t.title, t.url, t.credits,
       t.through, coalesce(n.name, h.source_id) AS through_source, t.own_share, t.differs,
       (SELECT gone_at FROM page p WHERE p.text_url = t.canonical_url AND gone_at IS NOT NULL
        LIMIT 1) AS gone_at,
       (SELECT gone_why FROM page p WHERE p.text_url = t.canonical_url AND gone_at IS NOT NULL
        LIMIT 1) AS gone_why
FROM told t
LEFT JOIN source s ON s.id = t.source_id
LEFT JOIN copy h ON h.canonical_url = t.through
LEFT JOIN source n ON n.id = h.source_id
ORDER BY at, t.canonical_url
"""
_NEWEST: Final = """
SELECT s.id FROM article a
JOIN story_article o ON o.article_id = a.id
JOIN story s ON s.id = o.story_id AND s.lead_article_id = a.id
WHERE (:since IS NULL OR EXISTS (
    SELECT 1 FROM story_article x JOIN article y ON y.id = x.article_id
    WHERE x.story_id = s.id AND coalesce(y.published_at, y.first_seen_at) >= :since))
  AND (:town IS NULL OR EXISTS (
    SELECT 1 FROM story_article x JOIN mention m ON m.article_id = x.article_id
    WHERE x.story_id = s.id AND m.entity_id = :town AND m.confidence >= :confident))
  AND (:sources <= 1 OR :sources <= (SELECT count(*) FROM (
    SELECT y.source_id FROM story_article x JOIN article y ON y.id = x.article_id
    WHERE x.story_id = s.id
    UNION SELECT c.source_id FROM story_article x JOIN copy c ON c.article_id = x.article_id
    WHERE x.story_id = s.id)))
ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT :limit
"""


def newest(
    db: sqlite3.Connection,
    *,
    since: datetime | None = None,
    town: str | None = None,
    sources: int = 1,
    limit: int,
) -> list[StoryLine]:
    """The stories that began last, the newest first.

    ``since``: with an article published since then; ``town``: with an article that names the
    town with this id; ``sources``: told by at least so many.
    """
    given = {
        "since": since.astimezone(UTC).isoformat() if since else None,
        "town": town,
        "confident": CONFIDENT,
        "sources": sources,
        "limit": limit,
    }
    ids = [int(row[0]) for row in db.execute(_NEWEST, given)]
    return [_line(db, one, _timeline(db, one)) for one in ids]


def story(db: sqlite3.Connection, story_id: int) -> Story | None:
    """The story with this id, or None."""
    if db.execute("SELECT 1 FROM story WHERE id = ?", (story_id,)).fetchone() is None:
        return None
    rows = _timeline(db, story_id)
    agreed, disputed = figures_of(db, rows)
    return Story(
        line=_line(db, story_id, rows),
        headlines=_headlines(rows),
        published_first=_publisher(min(rows, key=lambda one: (one["at"], one["url"])), "at"),
        seen_first=_publisher(
            min(rows, key=lambda one: (one["first_seen_at"], one["url"])), "first_seen_at"
        ),
        timeline=tuple(rows),
        agreed=agreed,
        disputed=disputed,
        links=_links(db, story_id),
    )


def story_of(db: sqlite3.Connection, article_id: int) -> int | None:
    """The id of the story that an article is in."""
    row = db.execute(
        "SELECT story_id FROM story_article WHERE article_id = ?", (article_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def _timeline(db: sqlite3.Connection, story_id: int) -> list[Record]:
    rows = [dict(row) for row in db.execute(_TIMELINE, {"story": story_id})]
    return [
        {**row, "differs": json.loads(row["differs"]) if row["differs"] else None} for row in rows
    ]


def _line(db: sqlite3.Connection, story_id: int, rows: Sequence[Record]) -> StoryLine:
    lead = db.execute("SELECT lead_article_id FROM story WHERE id = ?", (story_id,)).fetchone()[0]
    articles = [row for row in rows if row["kind"] == "article"]
    first = next(row for row in articles if row["article_id"] == lead)
    return StoryLine(
        id=story_id,
        first_at=min(row["at"] for row in rows),
        last_at=max(row["at"] for row in rows),
        precision=rows[0]["precision"],
        headline=first["title"],
        language=first["language"],
        languages=_different(row["language"] for row in rows),
        sources=_different(row["source_id"] for row in rows),
        articles=len(articles),
        copies=len(rows) - len(articles),
        lead_article_id=lead,
    )


def _different(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _headlines(rows: Sequence[Record]) -> tuple[Record, ...]:
    """Of the earliest article in each language; a language that only copies are in has theirs."""
    names = ("language", "title", "article_id", "source", "at")
    found: dict[str, Record] = {}
    for row in sorted(rows, key=lambda one: one["kind"] != "article"):
        found.setdefault(row["language"], {name: row[name] for name in names})
    return tuple(sorted(found.values(), key=lambda one: str(one["at"])))


def _publisher(row: Record, when: str) -> Record:
    names = ("source_id", "source", "article_id", "url")
    return {**{name: row[name] for name in names}, "at": row[when], "precision": row["precision"]}


def _links(db: sqlite3.Connection, story_id: int) -> tuple[Record, ...]:
    rows = db.execute(
        "SELECT l.a_id AS a, l.b_id AS b, l.score, l.why FROM story_article o"
        " JOIN story_link l ON l.a_id = o.article_id WHERE o.story_id = ?"
        " ORDER BY l.score DESC, l.a_id, l.b_id",
        (story_id,),
    )
    return tuple(dict(row) for row in rows)
