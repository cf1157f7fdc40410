"""The addresses without an answer, and the entries that never became an address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.accounting import limits

if TYPE_CHECKING:
    import sqlite3

    from desk.accounting import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An address that was listed and has no answer yet, with what stood in the way.

    ``state`` is queued, failed (it is asked for again at ``next_try_at``) or given up.
    """

    source: str
    day: str
    url: str
    canonical_url: str
    title: str
    state: str
    reason: str
    attempts: int
    next_try_at: str | None
    first_listed_at: str
    listed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An entry of a feed or sitemap that never became an address, with the reason."""

    source: str
    hub: str
    entry: str
    reason: str
    first_seen_at: str


_MISSING = """
SELECT p.source_id, p.day, p.url, p.canonical_url, p.title_hint, p.state, p.reason, p.attempts,
       p.next_check_at, p.first_seen_at,
       (SELECT json_group_array(s.hub_url) FROM sighting s
        WHERE s.canonical_url = p.canonical_url) AS hubs
FROM page p
WHERE p.day BETWEEN :first AND :last AND p.via <> 'disk' AND p.article_id IS NULL
  AND (p.state = 'queued' OR p.state = 'failed'
       AND p.reason NOT IN (SELECT value FROM json_each(:closed)))
ORDER BY p.day DESC, p.source_id, p.url
"""
_LEFT_OUT = """
SELECT source_id, hub_url, entry, reason, first_seen_at FROM refusal
WHERE source_id IN (SELECT id FROM source) AND first_seen_at >= :begin AND first_seen_at < :end
ORDER BY source_id, hub_url, entry
"""


def missing(db: sqlite3.Connection, span: Span) -> list[Missing]:
    """The addresses that were listed and have no answer yet, newest day first, then by source."""
    return [
        _missing(row) for row in db.execute(_MISSING, limits(span)) if span.names(row["source_id"])
    ]


def _missing(row: sqlite3.Row) -> Missing:
    return Missing(
        source=row["source_id"],
        day=row["day"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        title=row["title_hint"] or "",
        state="given up" if row["next_check_at"] is None else row["state"],
        reason=row["reason"],
        attempts=row["attempts"],
        next_try_at=row["next_check_at"],
        first_listed_at=row["first_seen_at"],
        listed_by=tuple(json.loads(row["hubs"])),
    )


def left_out(db: sqlite3.Connection, span: Span) -> list[LeftOut]:
    """The entries of feeds and sitemaps that never became an address, by source."""
    return [
        LeftOut(source=row[0], hub=row[1], entry=row[2], reason=row[3], first_seen_at=row[4])
        for row in db.execute(_LEFT_OUT, limits(span))
        if span.names(row["source_id"])
    ]
