"""Rows of table page: what is queued, and what is fetched next."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from crawler.items import Candidate, Validators
from pipelines.moments import iso, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
    from datetime import tzinfo


MAX_ATTEMPTS = 5
_FIRST_RETRY = timedelta(hours=1)
OLD = "undated, and listed before this source was watched on this road"
_ALMATY = ZoneInfo("Asia/Almaty")
_LATER = timedelta(days=1)
_THESE_DAYS = timedelta(days=7)
# the road of a page that was met as a file, and of which no hub spoke so far
SAVED = "disk"
_LISTED_NOW = f"""
ON CONFLICT (canonical_url) DO UPDATE SET
 url = excluded.url, source_id = excluded.source_id, via = excluded.via, hub_url = excluded.hub_url,
 title_hint = excluded.title_hint, published_hint = excluded.published_hint,
 language_hint = excluded.language_hint, editions_hint = excluded.editions_hint,
 day = iif(text_url IS NULL, excluded.day, day)
WHERE via = '{SAVED}' AND excluded.via <> '{SAVED}'
"""
# no page waits longer: what lies further ahead was written by a clock that was wrong
_LONGEST_WAIT = timedelta(days=8)


def queue(
    db: sqlite3.Connection,
    candidate: Candidate,
    now: datetime,
    zone: tzinfo,
    *,
    old: bool = False,
    check: bool = False,
) -> Literal["new", "again", ""]:
    """Queue a page that is new, or that its hub says was modified since it was fetched.

    One that is queued already, or comes back after a failure, waits for its own turn. One that
    was given up has another one, a few times, while the site goes on to list it. One whose text
    is stored stays kept all the while. With
    ``old`` a page that is not known yet is noted and not queued; it is queued when the road in
    use (not a ``check``) names it, or any with a date of these days.
    """
    row = db.execute(
        "SELECT state, via,"
        " state = 'queued' OR next_check_at IS NOT NULL AS waits,"
        " state = 'failed' AND attempts BETWEEN ? AND ? AND fetched_at < ? AS given_up,"
        " coalesce(modified_hint, fetched_at) AS known FROM page"
        " WHERE canonical_url = ?",
        (MAX_ATTEMPTS, 2 * MAX_ATTEMPTS - 1, (now - _LATER).isoformat(), candidate.canonical_url),
    ).fetchone()
    if row is None:
        save_candidate(db, candidate, now, zone, old=old)
        return "" if old else "new"
    if row["via"] == SAVED:
        save_candidate(db, candidate, now, zone)
    if row["state"] == "old":
        if old or (check and not _is_of_these_days(candidate, now)):
            return ""
        db.execute("DELETE FROM page WHERE canonical_url = ?", (candidate.canonical_url,))
        save_candidate(db, candidate, now, zone)
        return "new"
    modified = iso(candidate.modified_at)
    if row["waits"] or not (row["given_up"] or (modified and modified > (row["known"] or ""))):
        return ""
    db.execute(
        "UPDATE page SET state = iif(text_url IS NULL, 'queued', 'kept'),"
        " modified_hint = coalesce(?, modified_hint), next_check_at = ?,"
        " attempts = CASE WHEN ? THEN attempts ELSE 0 END"
        " WHERE canonical_url = ?",
        (modified, now.isoformat(), row["given_up"], candidate.canonical_url),
    )
    return "again"


def _is_of_these_days(candidate: Candidate, now: datetime) -> bool:
    moment = candidate.published_at or candidate.modified_at
    return moment is not None and now - moment < _THESE_DAYS


def save_candidate(
    db: sqlite3.Connection,
    candidate: Candidate,
    now: datetime,
    zone: tzinfo = _ALMATY,
    *,
    old: bool = False,
) -> None:
    """Put a page into the frontier; one that is already there stays as it is.

    Only that it was met on disk gives way to the hub that names it: it is a page of that source
    from then on, found there and looked at again, with all that the hub says of it.
    """
    at = now.isoformat()
    row = {
        "canonical_url": candidate.canonical_url,
        "url": candidate.url,
        "source_id": candidate.source_id,
        "via": candidate.via,
        "hub_url": candidate.hub_url,
        "title_hint": candidate.title,
        "published_hint": iso(candidate.published_at),
        "modified_hint": iso(candidate.modified_at),
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
    db.execute(f"INSERT INTO page ({names}) VALUES ({marks}) {_LISTED_NOW}", row)  # noqa: S608 - column names are ours


def requeue(db: sqlite3.Connection, canonical_urls: Iterable[str], now: datetime) -> int:
    """Queue pages that were given up, as if they were new; returns how many there were."""
    cursor = db.executemany(
        "UPDATE page SET state = 'queued', attempts = 0, next_check_at = ?"
        " WHERE canonical_url = ? AND state = 'failed'",
        [(now.isoformat(), url) for url in canonical_urls],
    )
    return max(cursor.rowcount, 0)


COLUMNS = (
    "canonical_url, url, source_id, via, hub_url, title_hint, published_hint, modified_hint,"
    " language_hint, editions_hint, text_url, etag, last_modified"
)
# text_url tells those that are new from stored ones that were modified
_NEXT = f"""
SELECT {COLUMNS} FROM page
WHERE source_id = ? AND state IN ('queued', 'failed', 'kept') AND next_check_at IS NOT NULL
 AND (next_check_at <= ? OR next_check_at > ?) AND text_url {{}}
ORDER BY coalesce(published_hint, first_seen_at) DESC
"""  # noqa: S608 - the text is ours
_NEW, _MODIFIED = _NEXT.format("IS NULL"), _NEXT.format("IS NOT NULL")
_WAITING = f"SELECT (SELECT count(*) FROM ({_NEW})) + (SELECT count(*) FROM ({_MODIFIED}))"  # noqa: S608 - the text is ours


def _turn(now: datetime) -> tuple[str, str]:
    return now.isoformat(), (now + _LONGEST_WAIT).isoformat()


def next_pages(
    db: sqlite3.Connection, source_id: str, count: int, handed: Collection[str], now: datetime
) -> tuple[Candidate, ...]:
    """At most ``count`` queued pages whose time has come and that are not yet handed out.

    New ones first, then stored ones that were modified, each newest first.
    """
    chosen: list[Candidate] = []
    for query in (_NEW, _MODIFIED):
        rows = db.execute(query, (source_id, *_turn(now)))
        chosen += map(candidate_of, unhanded(rows, count - len(chosen), handed))
    return tuple(chosen)


def unhanded(rows: sqlite3.Cursor, count: int, handed: Collection[str]) -> Iterator[sqlite3.Row]:
    """The first ``count`` of the rows that are not handed out yet; no further one is read."""
    fresh = (row for row in rows if row["canonical_url"] not in handed)
    yield from islice(fresh, count)
    rows.close()


def waiting(db: sqlite3.Connection, source_id: str, now: datetime) -> int:
    """How many pages of a source could be fetched now and were not."""
    turn = (source_id, *_turn(now))
    return int(db.execute(_WAITING, turn * 2).fetchone()[0])


def retry_wait(attempts: int) -> timedelta:
    """How long a page waits after so many attempts that failed: 1 h, then twice as long each."""
    return _FIRST_RETRY * (1 << max(attempts - 1, 0))


def next_try(attempts: int, now: datetime, *, retry: bool) -> datetime | None:
    """When a page that failed is asked again; None where that makes no sense any more."""
    return now + retry_wait(attempts) if retry and attempts < MAX_ATTEMPTS else None


def candidate_of(row: sqlite3.Row) -> Candidate:
    """The candidate that was queued."""
    return Candidate(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source_id=row["source_id"],
        via=row["via"],
        hub_url=row["hub_url"],
        title=row["title_hint"],
        published_at=moment_of(row["published_hint"]),
        modified_at=moment_of(row["modified_hint"]),
        language=row["language_hint"],
        editions=tuple((language, url) for language, url in json.loads(row["editions_hint"])),
        validators=Validators(row["etag"], row["last_modified"]) if row["text_url"] else None,
    )
