"""The frontier in the archive: hubs with their validators, pages with their state.

A page is queued in the same transaction that keeps its hub's validators, so that a kill
between the two can never make a hub look read while its pages are forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.frontier import Admission, HubReport, HubState, PendingHub
from pipelines.pages import candidate_of, queue, save_failure, save_issue

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from crawler.items import Candidate
    from crawler.sources import Source
    from crawler.verdict import RunVerdict, Tally
    from pipelines.archive import Archive
    from pipelines.runs import RunBook


class SqliteFrontier:
    """``crawler.frontier.Frontier`` over the archive file."""

    def __init__(self, archive: Archive, book: RunBook, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._book = book
        self._clock = clock
        self._listed: dict[str, set[str]] = {}

    def begin(self, sources: Sequence[Source], options: Mapping[str, object]) -> None:
        """Open a crawl over the sources."""
        self._book.begin("crawl", sources, options)

    def finish(self, reason: str) -> RunVerdict:
        """Close the crawl."""
        return self._book.finish(reason)

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def tallies(self) -> Mapping[str, Tally]:
        """Live counts, by source."""
        return self._book.tallies

    def hub_state(self, url: str) -> HubState | None:
        """The validators of the hub's last good answer."""
        row = self._archive.connection.execute(
            "SELECT etag, last_modified FROM hub WHERE url = ? AND problem IS NULL", (url,)
        ).fetchone()
        return HubState(row["etag"], row["last_modified"]) if row else None

    def admit(self, report: HubReport) -> Admission:
        """Queue what is new or changed and keep the hub's state, in one transaction."""
        now = self._clock()
        with self._archive.write() as db:
            pages = tuple(c for c in report.candidates if queue(db, c, now))
            hubs = _queue_hubs(db, report, every=bool(pages) or report.kind != "listing")
            _save_hub(db, report, now, changed=bool(pages))
            if report.problem:
                save_issue(
                    db, report.source_id, "hub", url=report.url, detail=report.problem, now=now
                )
        self._count_hub(report)
        return Admission(pages, hubs)

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        """Hubs that were named but never read, because a run was killed between the two."""
        marks = ",".join("?" * len(source_ids))
        rows = self._archive.connection.execute(
            "SELECT source_id, url, kind, depth FROM hub"  # noqa: S608 - only marks are put in
            f" WHERE checked_at IS NULL AND source_id IN ({marks})",
            tuple(source_ids),
        )
        return [PendingHub(**dict(row)) for row in rows]

    def due(self, source_ids: Sequence[str]) -> list[Candidate]:
        """Pages left over from earlier runs whose time has come, newest first."""
        marks = ",".join("?" * len(source_ids))
        rows = self._archive.connection.execute(
            "SELECT canonical_url, url, source_id, via, hub_url, title_hint, published_hint,"  # noqa: S608 - only marks are put in
            " modified_hint, language_hint FROM page"
            f" WHERE source_id IN ({marks}) AND state IN ('queued', 'failed')"
            " AND next_check_at <= ? ORDER BY coalesce(published_hint, first_seen_at) DESC",
            (*source_ids, self._clock().isoformat()),
        )
        return [candidate_of(row) for row in rows]

    def fail(
        self, candidate: Candidate, reason: str, detail: str, *, retry: bool, tried: bool = True
    ) -> None:
        """Keep why the page could not be fetched; with ``retry`` it comes back, ever later."""
        now = self._clock()
        with self._archive.write() as db:
            save_failure(db, candidate, reason, detail, now=now, retry=retry, tried=tried)
            self._book.count(db, candidate.source_id, "failed", reason)
        self._book.counted(candidate.source_id, "failed", reason)

    def _count_hub(self, report: HubReport) -> None:
        tally = self._book.tallies[report.source_id]
        # a sidebar, a second feed or the next list page names the same articles again
        listed = self._listed.setdefault(report.source_id, set())
        listed.update(candidate.canonical_url for candidate in report.candidates)
        tally.listed = len(listed)
        if report.problem:
            tally.hubs_failed += 1
            tally.problem = f"{report.problem} ({report.url})"
        else:
            tally.hubs_ok += 1
        # the links of a list page that are navigation are no loss
        for skipped in report.skipped if report.kind != "listing" else ():
            tally.reasons[skipped.reason] = tally.reasons.get(skipped.reason, 0) + 1
        self._book.touch(report.source_id)


def _queue_hubs(
    db: sqlite3.Connection, report: HubReport, *, every: bool
) -> tuple[PendingHub, ...]:
    """Note the hubs that a hub names; return those to read now: new ones, or ``every`` one.

    Where a listing names nothing new, its next pages hold nothing new either. What is to be
    read is pending until it was: after a kill the first page would name nothing new any more.
    """
    chosen = []
    for child in report.children:
        cursor = db.execute(
            "INSERT INTO hub (url, source_id, kind, depth) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (child.url, report.source_id, child.kind, report.depth + 1),
        )
        if every or cursor.rowcount:
            db.execute("UPDATE hub SET checked_at = NULL WHERE url = ?", (child.url,))
            chosen.append(
                PendingHub(
                    source_id=report.source_id,
                    url=child.url,
                    kind=child.kind,
                    depth=report.depth + 1,
                )
            )
    return tuple(chosen)


def _save_hub(db: sqlite3.Connection, report: HubReport, now: datetime, *, changed: bool) -> None:
    at = now.isoformat()
    db.execute(
        "INSERT INTO hub (url, source_id, kind, etag, last_modified, depth, http_status,"
        " checked_at, changed_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET etag = coalesce(excluded.etag, etag),"
        " last_modified = coalesce(excluded.last_modified, last_modified),"
        " http_status = excluded.http_status, checked_at = excluded.checked_at,"
        " changed_at = coalesce(excluded.changed_at, changed_at), problem = excluded.problem",
        (
            report.url,
            report.source_id,
            report.kind,
            report.etag,
            report.last_modified,
            report.depth,
            report.http_status,
            at,
            at if changed else None,
            report.problem,
        ),
    )
