"""Every text of a story in the order of publication, with its edits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]
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
        LIMIT 1) AS gone_why,
       (SELECT json_group_array(json_object('seen_at', seen_at, 'flags', json(flags), 'headline',
          json(coalesce(changes -> '$.headline', '[]')))) FROM (
          SELECT * FROM revision r WHERE r.canonical_url = t.canonical_url AND kind = 'changed'
          ORDER BY seen_at)) AS edited
FROM told t
LEFT JOIN source s ON s.id = t.source_id
LEFT JOIN copy h ON h.canonical_url = t.through
LEFT JOIN source n ON n.id = h.source_id
LEFT JOIN fingerprint f ON f.canonical_url = t.canonical_url
-- where only the day is known a text counts as of its end
ORDER BY coalesce(f.first_at, t.moment, t.first_seen_at), t.canonical_url
"""


def timeline(db: sqlite3.Connection, story_id: int) -> list[Record]:
    """The texts of a story, the fields as in ``desk.storycards.Story``.

    ``edited`` has of each change its headline too: the one before and the one after, [] where
    that stayed.
    """
    rows = [dict(row) for row in db.execute(_TIMELINE, {"story": story_id})]
    return [
        {
            **row,
            "differs": json.loads(row["differs"]) if row["differs"] else None,
            "edited": json.loads(row["edited"]),
        }
        for row in rows
    ]
