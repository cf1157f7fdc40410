"""The newest edits and removals of all sites, as the archive's views tell them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

Record = dict[str, Any]
_EDITS: Final = (
    "SELECT seen_at, coalesce((SELECT name FROM source s WHERE s.id = q.source), source) AS source,"
    " source AS source_id, flags, title, changes, announced, article_id, url,"
    " NOT EXISTS (SELECT 1 FROM article a WHERE a.canonical_url = q.url) AS is_copy"
    " FROM quiet_edits q WHERE :since IS NULL OR seen_at >= :since LIMIT :limit"
)
_REMOVED: Final = (
    "SELECT gone_at, why, coalesce((SELECT name FROM source s WHERE s.id = r.source), source)"
    " AS source, source AS source_id, title, article_id, is_copy, url FROM removed r"
    " WHERE :since IS NULL OR gone_at >= :since LIMIT :limit"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditList:
    """Edits and removals, the newest first.

    ``edits``: seen_at, source, source_id, flags, title, changes (as ``Edits.as_record()``, {}
    where an old kenwatch did not tell), announced (whether the page says that it was modified),
    article_id, url, is_copy. ``removed``: gone_at, why, source, source_id, title, article_id,
    is_copy, url.
    """

    edits: tuple[Record, ...]
    removed: tuple[Record, ...]


def newest(db: sqlite3.Connection, *, since: datetime | None = None, limit: int) -> EditList:
    """The newest edits that change what a text says, and the pages that were gone last."""
    given = {"since": since.astimezone(UTC).isoformat() if since else None, "limit": limit}
    edits = [dict(row) for row in db.execute(_EDITS, given)]
    removed = [dict(row) for row in db.execute(_REMOVED, given)]
    return EditList(
        edits=tuple(_edit(one) for one in edits),
        removed=tuple({**one, "is_copy": bool(one["is_copy"])} for one in removed),
    )


def _edit(row: Record) -> Record:
    return {
        **row,
        "flags": json.loads(row["flags"]),
        "changes": json.loads(row["changes"]),
        "announced": bool(row["announced"]),
        "is_copy": bool(row["is_copy"]),
    }
