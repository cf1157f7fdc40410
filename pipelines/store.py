"""Store the outcome of a page: article, revision or copy. One page, one transaction.

Idempotent by canonical URL and content hash: the same page given again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import visits
from pipelines.model import MISSED, Article, Reason, Rejection
from pipelines.outcomes import close_page, save_failure, save_issue
from pipelines.pages import save_candidate
from pipelines.publications import move, stored
from pipelines.revisions import begin, revise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from crawler.items import Page
    from pipelines.archive import Archive
    from pipelines.copies import Placed
    from pipelines.runs import Outcome, RunBook


@dataclass(frozen=True, slots=True)
class Refined:
    """A page together with what became of it; what the worker hands to the store."""

    page: Page
    result: Article | Rejection


class Store:
    """Writes outcomes into the archive and counts them in the run's book."""

    def __init__(self, archive: Archive, book: RunBook, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._book = book
        self._clock = clock
        # texts that this run was the first to store
        self._fresh: set[str] = set()

    def save(self, refined: Refined) -> Outcome:
        """Store one page's outcome, or nothing of it: then ArchiveError is raised."""
        page, result, now = refined.page, refined.result, self._clock()
        reason = _reason(result)
        with self._archive.write() as db:
            save_candidate(db, page.candidate, now)
            if isinstance(result, Rejection):
                outcome = _reject(db, page, result, now)
            else:
                outcome = self._keep(db, page, result)
            self._book.count(db, page.source_id, outcome, reason)
        self._book.counted(page.source_id, outcome, reason)
        return outcome

    def _keep(self, db: sqlite3.Connection, page: Page, article: Article) -> Outcome:
        url = article.draft.canonical_url
        published = article.draft.published
        day = published.at.date() if published else None
        moved_from = visits.text_of(db, page.candidate.canonical_url)
        # all pages of a text are told which article it belongs to
        close_page(db, page, "kept", text_url=url, day=day)
        if moved_from is not None and moved_from != url:
            move(db, moved_from, url)
        known = stored(db, url)
        if known is None:
            placed = begin(db, page, article)
            outcome: Outcome = "copy" if placed.is_copy else "new"
            self._fresh.add(url)
        else:
            outcome, placed = revise(db, page, article, known)
        db.execute("UPDATE page SET article_id = ? WHERE text_url = ?", (placed.article_id, url))
        visits.close_look(db, url)
        self._recount(db, placed)
        if article.was_screened:
            save_issue(db, page.source_id, "screen", url=url, detail=MISSED, now=self._clock())
        return outcome

    def _recount(self, db: sqlite3.Connection, placed: Placed) -> None:
        """Count what this run stored as an article and is a copy now as such, and the reverse."""
        turned: tuple[tuple[tuple[str, ...], Outcome, Outcome], ...] = (
            (placed.demoted, "new", "copy"),
            (placed.promoted, "copy", "new"),
        )
        for urls, before, now in turned:
            for url in self._fresh.intersection(urls):
                row = db.execute(
                    "SELECT source_id FROM page WHERE text_url = ? ORDER BY canonical_url LIMIT 1",
                    (url,),
                ).fetchone()
                if row is not None:
                    self._book.recount(db, row["source_id"], before, now)


def _reason(result: Article | Rejection) -> str:
    if isinstance(result, Rejection):
        return str(result.reason)
    return MISSED if result.was_screened else ""


def _reject(db: sqlite3.Connection, page: Page, rejection: Rejection, now: datetime) -> Outcome:
    if rejection.reason.is_failure:
        save_failure(
            db, page.candidate, str(rejection.reason), rejection.detail, now=now, retry=True
        )
        return "failed"
    if visits.text_of(db, page.candidate.canonical_url):
        return _reject_kept(db, page, rejection)
    close_page(db, page, "rejected", reason=rejection.reason, detail=rejection.detail)
    return "off-topic" if rejection.reason.is_off_topic else "dropped"


def _reject_kept(db: sqlite3.Connection, page: Page, rejection: Rejection) -> Outcome:
    """A page whose text is stored and that gives none today: the text stays, the look is noted."""
    url = page.candidate.canonical_url
    is_gone = rejection.reason is Reason.SOFT_404
    close_page(db, page, "kept")
    visits.looked(
        db,
        url,
        page.fetched_at,
        "gone" if is_gone else "failed",
        http_status=page.status,
        detail=str(rejection.reason),
    )
    return "gone" if is_gone else "unchanged"
