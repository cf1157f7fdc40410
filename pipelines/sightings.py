"""What hubs named, and which of their entries never became a page: the proof for the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.frontier import HubReport
    from crawler.items import Candidate

# of one answer; the counts by reason stand with the hub
_MOST_REFUSALS = 200
# no loss: the entry is known, or was left out on purpose
_NO_LOSS = frozenset({"listed twice", "older than asked for"})


def save_sightings(
    db: sqlite3.Connection, hub_url: str, candidates: Iterable[Candidate], now: datetime
) -> None:
    """Note which articles a hub names, and when each was named first."""
    db.executemany(
        "INSERT INTO sighting (canonical_url, hub_url, first_seen_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(candidate.canonical_url, hub_url, now.isoformat()) for candidate in candidates],
    )


def save_refusals(db: sqlite3.Connection, report: HubReport, now: datetime) -> None:
    """Note the entries that were left out, with the reason; those of a menu are no loss."""
    if report.kind not in ("feed", "sitemap"):
        return
    lost = [one for one in report.skipped if one.reason not in _NO_LOSS][:_MOST_REFUSALS]
    db.executemany(
        "INSERT INTO refusal (hub_url, entry, source_id, reason, first_seen_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason",
        [(report.url, one.entry, report.source_id, one.reason, now.isoformat()) for one in lost],
    )
