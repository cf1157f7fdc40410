"""What citations need to know of articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from desk.exporting.citing import CitedArticle
from desk.exporting.sheetcards import batches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

# broken answers and our own cleaning are no versions of the site's
_VERSIONS: Final = (
    "revision r WHERE r.canonical_url = a.canonical_url"
    " AND r.kind IN ('first', 'changed', 'cosmetic')"
)
_CITED: Final = f"""
SELECT a.id, a.title, a.authors, coalesce(s.name, a.source_id) AS source, a.source_id, a.language,
  a.url, CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day
    ELSE a.published_at END AS published_at, a.published_precision AS precision, a.first_seen_at,
  (SELECT max(r.seen_at) FROM {_VERSIONS}) AS version_at,
  (SELECT count(*) FROM {_VERSIONS}) AS versions,
  (SELECT p.gone_at FROM page p WHERE p.text_url = a.canonical_url AND p.gone_at IS NOT NULL
   LIMIT 1) AS gone_at
FROM json_each(:ids) j JOIN article a ON a.id = j.value LEFT JOIN source s ON s.id = a.source_id
ORDER BY j.key
"""  # noqa: S608 - fixed parts only


def cited(db: sqlite3.Connection, ids: Iterable[int]) -> Iterator[CitedArticle]:
    """Articles as sources to cite, in their order."""
    for batch in batches(ids):
        for row in db.execute(_CITED, {"ids": json.dumps(batch)}):
            told = dict(row)
            yield CitedArticle(**{**told, "authors": tuple(json.loads(told["authors"]))})
