"""What was listed and what became of it: the questions behind `kenwatch audit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_Value = TypeVar("_Value")

# the site itself says that there is nothing, or that it is not for us: an answer, no gap
CLOSED = ("answered 404", "answered 410", "answered 451", "robots.txt forbids it")


@dataclass(frozen=True, slots=True)
class Span:
    """The days looked at, first and last included; ``source_ids`` empty means all."""

    first: date
    last: date
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """A source over a span of days. Counts are article addresses.

    ``looks`` are the crawls of these days and the one after, ``failed_looks`` those of them that
    learnt nothing.

    ``listed`` = ``kept`` + ``off_topic`` + ``refused`` + ``closed`` + ``failed`` + ``waiting``.
    ``left_out``: entries of feeds and sitemaps that never became an address. ``named_by``: how
    many of the listed ones each kind of road named. ``doubts``: what may be missing unseen.
    """

    source: str
    enabled: bool
    looks: int
    failed_looks: int
    listed: int
    kept: int
    off_topic: int
    refused: int
    closed: int
    failed: int
    waiting: int
    left_out: int
    named_by: Mapping[str, int]
    doubts: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Addresses that were listed and not yet fetched and judged."""
        return self.failed + self.waiting

    @property
    def answered(self) -> float | None:
        """The share of listed addresses with an answer, 0 to 1; None where none was listed."""
        return 1 - self.missing / self.listed if self.listed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An address that was listed and has no answer yet, with what stood in the way."""

    source: str
    day: str
    url: str
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


_PAGES = """
SELECT source_id, count(*) AS listed,
       sum(state = 'kept') AS kept,
       sum(state = 'rejected' AND reason LIKE 'off-topic%') AS off_topic,
       sum(state = 'rejected' AND reason NOT LIKE 'off-topic%') AS refused,
       sum(state = 'failed' AND {closed}) AS closed,
       sum(state = 'failed' AND NOT {closed}) AS failed,
       sum(state = 'queued') AS waiting
FROM page WHERE state <> 'old' AND day BETWEEN :first AND :last GROUP BY source_id
"""
_IS_CLOSED = "(reason IN (SELECT value FROM json_each(:closed)))"
_LOOKS = """
SELECT s.source_id, sum(s.hubs_ok > 0) AS looks, sum(s.hubs_ok = 0 AND s.hubs_failed > 0) AS failed
FROM run_source s JOIN run r ON r.id = s.run_id
WHERE r.kind = 'crawl' AND date(r.started_at, '+5 hours') BETWEEN :first AND date(:last, '+1 day')
GROUP BY s.source_id
"""
_LEFT_OUT = """
SELECT source_id, count(*) FROM refusal
WHERE date(first_seen_at, '+5 hours') BETWEEN :first AND :last GROUP BY source_id
"""
_NAMED_BY = """
SELECT p.source_id, h.kind, count(DISTINCT p.canonical_url)
FROM page p JOIN sighting s ON s.canonical_url = p.canonical_url JOIN hub h ON h.url = s.hub_url
WHERE p.state <> 'old' AND p.day BETWEEN :first AND :last GROUP BY p.source_id, h.kind
"""
_DOUBTS = """
SELECT source_id, coalesce(problem, doubt) || ' (' || url || ')' AS words FROM hub
WHERE origin IN ('file', 'found') AND due_at IS NOT NULL AND coalesce(problem, doubt) IS NOT NULL
ORDER BY source_id, url
"""


def coverage(db: sqlite3.Connection, span: Span) -> list[SourceCoverage]:
    """Each source the archive knows, by id, with what the span brought."""
    days = _days(span)
    pages = {row["source_id"]: row for row in db.execute(_PAGES.format(closed=_IS_CLOSED), days)}
    looks = {row["source_id"]: row for row in db.execute(_LOOKS, days)}
    left_out = {row[0]: int(row[1]) for row in db.execute(_LEFT_OUT, days)}
    named = _gathered((row[0], (row[1], int(row[2]))) for row in db.execute(_NAMED_BY, days))
    doubts = _gathered((row[0], row[1]) for row in db.execute(_DOUBTS))
    return [
        SourceCoverage(
            source=row["id"],
            enabled=bool(row["enabled"]),
            looks=looks[row["id"]]["looks"] if row["id"] in looks else 0,
            failed_looks=looks[row["id"]]["failed"] if row["id"] in looks else 0,
            left_out=left_out.get(row["id"], 0),
            named_by=dict(named.get(row["id"], ())),
            doubts=tuple(doubts.get(row["id"], ())),
            **_counts(pages.get(row["id"])),
        )
        for row in db.execute("SELECT id, enabled FROM source ORDER BY id")
        if not span.source_ids or row["id"] in span.source_ids
    ]


_COUNTED = ("listed", "kept", "off_topic", "refused", "closed", "failed", "waiting")


def _counts(row: sqlite3.Row | None) -> dict[str, int]:
    return {name: int(row[name] or 0) if row else 0 for name in _COUNTED}


def _gathered(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _days(span: Span) -> dict[str, str]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "closed": json.dumps(CLOSED),
    }


_MISSING = """
SELECT p.source_id, p.day, p.url, p.title_hint, p.state, p.reason, p.attempts, p.next_check_at,
       p.first_seen_at,
       (SELECT json_group_array(s.hub_url) FROM sighting s
        WHERE s.canonical_url = p.canonical_url) AS hubs
FROM page p
WHERE p.state IN ('queued', 'failed') AND NOT (p.state = 'failed' AND {closed})
  AND p.day BETWEEN :first AND :last
ORDER BY p.source_id, p.day DESC, p.url
"""


def missing(db: sqlite3.Connection, span: Span) -> list[Missing]:
    """The addresses that were listed and have no answer yet, by source, newest day first."""
    rows = db.execute(_MISSING.format(closed=_IS_CLOSED), _days(span))
    return [
        Missing(
            source=row["source_id"],
            day=row["day"],
            url=row["url"],
            title=row["title_hint"] or "",
            state="given up" if row["next_check_at"] is None else row["state"],
            reason=row["reason"],
            attempts=row["attempts"],
            next_try_at=row["next_check_at"],
            first_listed_at=row["first_seen_at"],
            listed_by=tuple(json.loads(row["hubs"])),
        )
        for row in rows
        if not span.source_ids or row["source_id"] in span.source_ids
    ]


def left_out(db: sqlite3.Connection, span: Span) -> list[LeftOut]:
    """The entries of feeds and sitemaps that never became an address."""
    rows = db.execute(
        "SELECT source_id, hub_url, entry, reason, first_seen_at FROM refusal"
        " WHERE date(first_seen_at, '+5 hours') BETWEEN :first AND :last"
        " ORDER BY source_id, hub_url, entry",
        _days(span),
    )
    found = [
        LeftOut(source=row[0], hub=row[1], entry=row[2], reason=row[3], first_seen_at=row[4])
        for row in rows
    ]
    return [one for one in found if not span.source_ids or one.source in span.source_ids]


def total(rows: Sequence[SourceCoverage]) -> float | None:
    """The figure: the share of all listed addresses with an answer; None where none was listed."""
    listed = sum(row.listed for row in rows)
    return 1 - sum(row.missing for row in rows) / listed if listed else None
