"""What became of a page: fetched and judged, or failed and when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import revisits
from pipelines.pages import next_try

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from crawler.items import Candidate, Page


def save_failure(
    db: sqlite3.Connection,
    candidate: Candidate,
    reason: str,
    detail: str,
    *,
    now: datetime,
    retry: bool,
    tried: bool = True,
) -> None:
    """Set a page to failed; the next attempt waits 1 h, then twice as long each time.

    Where the page was not ``tried`` (its host is in trouble) that is no attempt of the page's.
    A page whose text is stored stays kept: the look alone is noted.
    """
    save_issue(db, candidate.source_id, "page", url=candidate.url, detail=reason, now=now)
    if revisits.failed(db, candidate, reason, now=now, retry=retry, tried=tried):
        return
    row = db.execute(
        "SELECT attempts FROM page WHERE canonical_url = ?", (candidate.canonical_url,)
    ).fetchone()
    attempts = (row["attempts"] if row else 0) + tried
    again = next_try(attempts, now, retry=retry)
    db.execute(
        "UPDATE page SET state = 'failed', reason = ?, detail = ?, attempts = ?,"
        " next_check_at = ?, fetched_at = ? WHERE canonical_url = ?",
        (
            reason,
            detail,
            attempts,
            again.isoformat() if again else None,
            now.isoformat(),
            candidate.canonical_url,
        ),
    )


def save_issue(
    db: sqlite3.Connection, source_id: str, kind: str, *, url: str, detail: str, now: datetime
) -> None:
    """Record something unexpected, once for each kind, address and wording."""
    db.execute(
        "INSERT INTO issue (source_id, kind, url, detail, first_seen_at, last_seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at, times = times + 1",
        (source_id, kind, url, detail, now.isoformat(), now.isoformat()),
    )


def close_page(
    db: sqlite3.Connection,
    page: Page,
    state: str,
    *,
    reason: str = "",
    detail: str = "",
    text_url: str | None = None,
    day: date | None = None,
) -> None:
    """Note that a page was fetched and judged, with its validators for the next look.

    These are kept of an answer that gave a text only: where a page that says it is no more
    does not change, nothing may pass for unchanged. ``text_url``: the address under which its
    text is stored; ``day``: when that was published.
    """
    db.execute(
        "UPDATE page SET state = ?, reason = ?, detail = ?, next_check_at = NULL,"
        " fetched_at = ?, http_status = ?, text_url = coalesce(?, text_url),"
        " day = coalesce(?, day), etag = ?, last_modified = ? WHERE canonical_url = ?",
        (
            state,
            str(reason),
            detail,
            page.fetched_at.isoformat(),
            page.status,
            text_url,
            day.isoformat() if day else None,
            page.etag if text_url else None,
            page.last_modified if text_url else None,
            page.candidate.canonical_url,
        ),
    )
