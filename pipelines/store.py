"""Store the outcome of a page: article, revision or copy. One page, one transaction.

Idempotent by canonical URL and content hash: the same page given again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import fingerprint
from pipelines.copies import columns_of, insert_copy
from pipelines.model import MISSED, Article, Rejection
from pipelines.outcomes import close_page, save_failure, save_issue
from pipelines.pages import save_candidate
from pipelines.revisions import add_revision, replace, revise
from pipelines.rows import article_row, copy_row, iso, save_children, save_editions
from pipelines.storylines import link_story

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from crawler.items import Page
    from pipelines.archive import Archive
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
        # articles that this run was the first to store
        self._fresh: set[int] = set()

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
        known = db.execute("SELECT * FROM article WHERE canonical_url = ?", (url,)).fetchone()
        if known:
            outcome, article_id = revise(db, page, article, known), int(known["id"])
        else:
            outcome, article_id = self._place(db, page, article)
        if article.was_screened:
            save_issue(db, page.source_id, "screen", url=url, detail=MISSED, now=self._clock())
        published = article.draft.published
        day = published.at.date() if published else None
        close_page(db, page, "kept", article_id=article_id, day=day)
        return outcome

    def _place(self, db: sqlite3.Connection, page: Page, article: Article) -> tuple[Outcome, int]:
        """A page whose address is new: an article of its own, or a copy of one."""
        same = db.execute(
            "SELECT * FROM copy WHERE canonical_url = ?", (article.draft.canonical_url,)
        ).fetchone()
        if same and same["content_hash"] == article.content_hash:
            return "unchanged", int(same["article_id"])
        if same:
            db.execute("DELETE FROM copy WHERE canonical_url = ?", (same["canonical_url"],))
        original = find_original(db, article)
        if original is None:
            article_id = _insert(db, page, article)
            self._fresh.add(article_id)
            return "new", article_id
        if not _precedes(article, original):
            insert_copy(db, copy_row(page, article), int(original["id"]), original["text"])
            return "copy", int(original["id"])
        _turn_round(db, page, article, original)
        if original["id"] in self._fresh:
            self._book.recount(db, original["source_id"], "new", "copy")
        self._fresh.add(int(original["id"]))
        return "new", int(original["id"])


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
    close_page(db, page, "rejected", reason=rejection.reason, detail=rejection.detail)
    return "off-topic" if rejection.reason.is_off_topic else "dropped"


def find_original(db: sqlite3.Connection, article: Article) -> sqlite3.Row | None:
    """The stored article whose text this is, most alike first; exact check behind the index."""
    marks = ",".join("(?, ?)" for _ in range(fingerprint.BANDS))
    flat = [part for band in fingerprint.bands(article.fingerprint) for part in band]
    # CROSS JOIN: 32 look-ups in the index, where "(band, value) IN" would read all of it
    rows = db.execute(
        f"WITH mine (band, value) AS (VALUES {marks}) SELECT * FROM article WHERE id IN"  # noqa: S608 - only marks are put in
        " (SELECT b.article_id FROM mine CROSS JOIN band b"
        " ON b.band = mine.band AND b.value = mine.value)",
        flat,
    ).fetchall()
    likes = [(fingerprint.compare(row["text"], article.draft.text), row) for row in rows]
    copies = [(like.jaccard, row["canonical_url"], row) for like, row in likes if like.is_copy]
    return max(copies, key=lambda entry: entry[:2])[2] if copies else None


def _precedes(article: Article, original: sqlite3.Row) -> bool:
    """Whether a page found later was published earlier; undated pages never are."""
    published = article.draft.published
    if published is None:
        return False
    if original["published_at"] is None:
        return True
    mine = (iso(published.at), article.draft.canonical_url)
    return mine < (original["published_at"], original["canonical_url"])


def _insert(db: sqlite3.Connection, page: Page, article: Article) -> int:
    row = article_row(page, article)
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    cursor = db.execute(f"INSERT INTO article ({names}) VALUES ({marks})", row)  # noqa: S608 - column names are ours
    article_id = int(cursor.lastrowid or 0)
    add_revision(db, article_id, article, "first", page.fetched_at)
    save_children(db, article_id, article)
    save_editions(db, article_id, article)
    link_story(db, article_id)
    return article_id


def _turn_round(
    db: sqlite3.Connection, page: Page, article: Article, original: sqlite3.Row
) -> None:
    """An earlier publisher turned up: it becomes the article, the one so far its copy."""
    former = columns_of(original)
    replace(db, page, article, int(original["id"]), kind="earlier")
    insert_copy(db, former, int(original["id"]), article.draft.text)
