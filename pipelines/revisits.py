"""Stored pages that are looked at again: which are due, and looks that gave no text.

Whatever such a look gives, the page stays kept, and its text and article stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import visits
from pipelines.moments import iso
from pipelines.pages import COLUMNS, SAVED, candidate_of, next_try, retry_wait, unhanded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import datetime

    from crawler.items import Candidate

_DUE = f"""
SELECT {COLUMNS} FROM page
WHERE source_id = ? AND revisit_at <= ? AND via <> '{SAVED}' ORDER BY revisit_at, canonical_url
"""  # noqa: S608 - the text is ours


def due(
    db: sqlite3.Connection, source_id: str, count: int, handed: Collection[str], now: datetime
) -> tuple[Candidate, ...]:
    """At most ``count`` stored pages whose time has come, longest due first, not handed out yet.

    Saved pages that were read from disk are not asked for until a hub names them. What lies far
    ahead was written by a clock that was wrong, and so was what it is counted from: it is left
    alone until a hub says that the page was modified.
    """
    rows = db.execute(_DUE, (source_id, iso(now)))
    return tuple(candidate_of(row) for row in unhanded(rows, count, handed))


def unchanged(
    db: sqlite3.Connection, candidate: Candidate, now: datetime, http_status: int
) -> bool:
    """Note that the page is as it was; False where no text is stored of it."""
    url = candidate.canonical_url
    if not visits.looked(db, url, now, "unchanged", http_status=http_status):
        return False
    _answered(db, url, now, http_status)
    return True


def gone(
    db: sqlite3.Connection, candidate: Candidate, why: str, now: datetime, http_status: int | None
) -> bool:
    """Note that the site does not show the page any more; False where no text is stored of it."""
    url = candidate.canonical_url
    if not visits.looked(db, url, now, "gone", http_status=http_status, detail=why):
        return False
    _answered(db, url, now, http_status)
    # what comes back under the same mark must come in full
    db.execute("UPDATE page SET etag = NULL, last_modified = NULL WHERE canonical_url = ?", (url,))
    return True


def _answered(db: sqlite3.Connection, url: str, now: datetime, http_status: int | None) -> None:
    db.execute(
        "UPDATE page SET state = 'kept', reason = '', detail = '', attempts = 0,"
        " next_check_at = NULL, fetched_at = ?, http_status = coalesce(?, http_status)"
        " WHERE canonical_url = ?",
        (iso(now), http_status, url),
    )


def failed(
    db: sqlite3.Connection,
    candidate: Candidate,
    reason: str,
    *,
    now: datetime,
    retry: bool,
    tried: bool,
) -> bool:
    """Note a look that told nothing of the page; False where no text is stored of it.

    A page whose hub says that it was modified is asked again like one that is new; any other
    goes on at its next time. Where only its host is in trouble, all that is due of the source
    is put off.
    """
    url = candidate.canonical_url
    row = db.execute(
        "SELECT text_url, attempts, next_check_at FROM page WHERE canonical_url = ?", (url,)
    ).fetchone()
    if row is None or row["text_url"] is None:
        return False
    attempts = row["attempts"] + tried
    again = next_try(attempts, now, retry=retry) if row["next_check_at"] else None
    db.execute(
        "UPDATE page SET state = 'kept', reason = '', detail = '', attempts = ?,"
        " next_check_at = ? WHERE canonical_url = ?",
        (attempts, iso(again), url),
    )
    if tried:
        visits.looked(db, url, now, "failed", detail=reason)
    else:
        db.execute(
            "UPDATE page SET revisit_at = ? WHERE source_id = ? AND revisit_at <= ?",
            (iso(now + retry_wait(1)), candidate.source_id, iso(now)),
        )
    return True
