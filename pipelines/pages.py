"""Rows of table page: what is queued, what failed, when it comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.items import Candidate

if TYPE_CHECKING:
    import sqlite3

MAX_ATTEMPTS = 5
_FIRST_RETRY = timedelta(hours=1)


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
    """
    row = db.execute(
        "SELECT attempts FROM page WHERE canonical_url = ?", (candidate.canonical_url,)
    ).fetchone()
    attempts = (row["attempts"] if row else 0) + tried
    wait = _FIRST_RETRY * 2 ** max(attempts - 1, 0)
    again = now + wait if retry and attempts < MAX_ATTEMPTS else None
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
    save_issue(db, candidate.source_id, "page", url=candidate.url, detail=detail or reason, now=now)


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


def queue(db: sqlite3.Connection, candidate: Candidate, now: datetime) -> bool:
    """Queue a page that is new, or that its hub says was modified since it was fetched.

    One that is queued already, or comes back after a failure, waits for its own turn.
    """
    row = db.execute(
        "SELECT state = 'queued' OR (state = 'failed' AND next_check_at IS NOT NULL) AS waits,"
        " coalesce(modified_hint, fetched_at) AS known FROM page"
        " WHERE canonical_url = ?",
        (candidate.canonical_url,),
    ).fetchone()
    if row is None:
        save_candidate(db, candidate, now)
        return True
    modified = _iso(candidate.modified_at)
    if not row["waits"] and modified and modified > (row["known"] or ""):
        db.execute(
            "UPDATE page SET state = 'queued', modified_hint = ?, next_check_at = ?, attempts = 0"
            " WHERE canonical_url = ?",
            (modified, now.isoformat(), candidate.canonical_url),
        )
        return True
    return False


def save_candidate(db: sqlite3.Connection, candidate: Candidate, now: datetime) -> None:
    """Put a page into the frontier; one that is already there stays as it is."""
    at = now.isoformat()
    db.execute(
        "INSERT INTO page (canonical_url, url, source_id, via, hub_url, title_hint,"
        " published_hint, modified_hint, language_hint, state, next_check_at, first_seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?) ON CONFLICT DO NOTHING",
        (
            candidate.canonical_url,
            candidate.url,
            candidate.source_id,
            candidate.via,
            candidate.hub_url,
            candidate.title,
            _iso(candidate.published_at),
            _iso(candidate.modified_at),
            candidate.language,
            at,
            at,
        ),
    )


def candidate_of(row: sqlite3.Row) -> Candidate:
    """The candidate that was queued."""
    return Candidate(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source_id=row["source_id"],
        via=row["via"],
        hub_url=row["hub_url"],
        title=row["title_hint"],
        published_at=_time(row["published_hint"]),
        modified_at=_time(row["modified_hint"]),
        language=row["language_hint"],
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
