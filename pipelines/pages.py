"""Rows of table page: what is queued, what failed, when it comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.items import Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import date, tzinfo

    from crawler.items import Page

MAX_ATTEMPTS = 5
OLD = "undated, and listed before this source was watched on this road"
_ALMATY = ZoneInfo("Asia/Almaty")
_FIRST_RETRY = timedelta(hours=1)
_LATER = timedelta(days=1)


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
    save_issue(db, candidate.source_id, "page", url=candidate.url, detail=reason, now=now)


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


def queue(
    db: sqlite3.Connection, candidate: Candidate, now: datetime, zone: tzinfo, *, old: bool = False
) -> bool:
    """Queue a page that is new, or that its hub says was modified since it was fetched.

    One that is queued already, or comes back after a failure, waits for its own turn. One that
    was given up has another one, a few times, while the site goes on to list it. With
    ``old`` a page that is not known yet is noted and not queued.
    """
    row = db.execute(
        "SELECT state = 'queued' OR (state = 'failed' AND next_check_at IS NOT NULL) AS waits,"
        " state = 'failed' AND attempts BETWEEN ? AND ? AND fetched_at < ? AS given_up,"
        " coalesce(modified_hint, fetched_at) AS known FROM page"
        " WHERE canonical_url = ?",
        (MAX_ATTEMPTS, 2 * MAX_ATTEMPTS - 1, (now - _LATER).isoformat(), candidate.canonical_url),
    ).fetchone()
    if row is None:
        save_candidate(db, candidate, now, zone, old=old)
        return not old
    modified = _iso(candidate.modified_at)
    if not row["waits"] and modified and modified > (row["known"] or ""):
        db.execute(
            "UPDATE page SET state = 'queued', modified_hint = ?, next_check_at = ?, attempts = 0"
            " WHERE canonical_url = ?",
            (modified, now.isoformat(), candidate.canonical_url),
        )
        return True
    if not row["waits"] and row["given_up"]:
        db.execute(
            "UPDATE page SET state = 'queued', next_check_at = ? WHERE canonical_url = ?",
            (now.isoformat(), candidate.canonical_url),
        )
        return True
    return False


def save_candidate(
    db: sqlite3.Connection,
    candidate: Candidate,
    now: datetime,
    zone: tzinfo = _ALMATY,
    *,
    old: bool = False,
) -> None:
    """Put a page into the frontier; one that is already there stays as it is."""
    at = now.isoformat()
    row = {
        "canonical_url": candidate.canonical_url,
        "url": candidate.url,
        "source_id": candidate.source_id,
        "via": candidate.via,
        "hub_url": candidate.hub_url,
        "title_hint": candidate.title,
        "published_hint": _iso(candidate.published_at),
        "modified_hint": _iso(candidate.modified_at),
        "language_hint": candidate.language,
        "editions_hint": json.dumps(candidate.editions),
        "day": (candidate.published_at or candidate.modified_at or now)
        .astimezone(zone)
        .date()
        .isoformat(),
        "state": "old" if old else "queued",
        "reason": OLD if old else "",
        "next_check_at": None if old else at,
        "first_seen_at": at,
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO page ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING", row)  # noqa: S608 - column names are ours


def close_page(
    db: sqlite3.Connection,
    page: Page,
    state: str,
    *,
    reason: str = "",
    detail: str = "",
    article_id: int | None = None,
    day: date | None = None,
) -> None:
    """Note that a page was fetched and judged; ``day``: when its article was published."""
    db.execute(
        "UPDATE page SET state = ?, reason = ?, detail = ?, next_check_at = NULL,"
        " fetched_at = ?, http_status = ?, article_id = coalesce(?, article_id),"
        " day = coalesce(?, day) WHERE canonical_url = ?",
        (
            state,
            str(reason),
            detail,
            page.fetched_at.isoformat(),
            page.status,
            article_id,
            day.isoformat() if day else None,
            page.candidate.canonical_url,
        ),
    )


def requeue(db: sqlite3.Connection, urls: Iterable[str], now: datetime) -> int:
    """Queue pages that were given up, as if they were new; returns how many there were."""
    cursor = db.executemany(
        "UPDATE page SET state = 'queued', attempts = 0, next_check_at = ?"
        " WHERE url = ? AND state = 'failed'",
        [(now.isoformat(), url) for url in urls],
    )
    return max(cursor.rowcount, 0)


_NEXT = """
SELECT canonical_url, url, source_id, via, hub_url, title_hint, published_hint, modified_hint,
       language_hint, editions_hint
FROM page WHERE source_id = ? AND state IN ('queued', 'failed') AND next_check_at <= ?
ORDER BY coalesce(published_hint, first_seen_at) DESC
"""


def next_pages(
    db: sqlite3.Connection, source_id: str, count: int, handed: Collection[str], now: datetime
) -> tuple[Candidate, ...]:
    """At most ``count`` queued pages whose time has come, newest first, and not yet handed out."""
    chosen: list[Candidate] = []
    rows = db.execute(_NEXT, (source_id, now.isoformat()))
    while len(chosen) < count and (row := rows.fetchone()):
        if row["canonical_url"] not in handed:
            chosen.append(candidate_of(row))
    rows.close()
    return tuple(chosen)


def waiting(db: sqlite3.Connection, source_id: str, now: datetime) -> int:
    """How many pages of a source could be fetched now and were not."""
    row = db.execute(f"SELECT count(*) FROM ({_NEXT})", (source_id, now.isoformat())).fetchone()  # noqa: S608 - the text is ours
    return int(row[0])


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
        editions=tuple((language, url) for language, url in json.loads(row["editions_hint"])),
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
