"""What sites changed or took away of given articles and their copies, over time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from desk.timelines import Line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

_TEXTS: Final = """
WITH told AS (
  SELECT a.id AS article_id, a.canonical_url, a.url, a.source_id, a.language, a.title,
         0 AS is_copy
  FROM article a WHERE a.id IN (SELECT value FROM json_each(:ids))
  UNION ALL
  SELECT c.article_id, c.canonical_url, c.url, c.source_id, coalesce(c.record ->> 'language',
         'und'), c.title, 1 FROM copy c WHERE c.article_id IN (SELECT value FROM json_each(:ids))
)
"""
_NAMED: Final = (
    "t.article_id, t.url, t.source_id, coalesce(s.name, t.source_id) AS source, t.language,"
    " t.is_copy, (SELECT story_id FROM story_article o WHERE o.article_id = t.article_id)"
    " AS story_id"
)
_EDITS: Final = f"""{_TEXTS}
SELECT r.seen_at AS at, 'edit' AS what, r.title, r.flags, r.changes, {_NAMED},
       r.modified_at IS NOT NULL AND r.modified_at IS NOT (
         SELECT b.modified_at FROM revision b
         WHERE b.canonical_url = r.canonical_url AND b.seen_at < r.seen_at
           AND b.kind NOT IN ('stump', 'cut', 'garbled') AND b.modified_at IS NOT NULL
         ORDER BY b.seen_at DESC, b.content_hash DESC LIMIT 1) AS announced
FROM told t JOIN revision r ON r.canonical_url = t.canonical_url
LEFT JOIN source s ON s.id = t.source_id
WHERE r.kind = 'changed' AND r.flags <> '[]'
  AND (:since IS NULL OR r.seen_at >= :since) AND (:until IS NULL OR r.seen_at < :until)
"""  # noqa: S608 - fixed parts only
_GONE: Final = f"""{_TEXTS}
SELECT min(p.gone_at) AS at, 'removal' AS what, t.title, p.gone_why AS why, {_NAMED}
FROM told t JOIN page p ON p.text_url = t.canonical_url AND p.gone_at IS NOT NULL
LEFT JOIN source s ON s.id = t.source_id
WHERE (:since IS NULL OR p.gone_at >= :since) AND (:until IS NULL OR p.gone_at < :until)
GROUP BY t.canonical_url
"""  # noqa: S608 - fixed parts only


def changes(
    db: sqlite3.Connection, articles: Sequence[int], limits: Mapping[str, str | None]
) -> Iterator[Line]:
    """The edits that change what a text says, and the pages that are gone, of these articles.

    ``limits``: ``since`` and ``until`` as the archive writes moments, None for none.
    """
    given = {"ids": json.dumps([*articles]), **limits}
    for row in db.execute(_EDITS, given):
        values: dict[str, Any] = {
            **dict(row),
            "is_copy": bool(row["is_copy"]),
            "announced": bool(row["announced"]),
            "flags": tuple(json.loads(row["flags"])),
            "changes": json.loads(row["changes"]),
        }
        yield Line(**values)
    for row in db.execute(_GONE, given):
        yield Line(**{**dict(row), "is_copy": bool(row["is_copy"])})
