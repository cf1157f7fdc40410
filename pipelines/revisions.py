"""An article that came again: unchanged, edited, or a stump that must not replace it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.copies import compare_copies
from pipelines.outcomes import save_issue
from pipelines.rows import article_row, iso, save_children, save_editions, update_article
from pipelines.storylines import link_story
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from crawler.items import Page
    from pipelines.model import Article
    from pipelines.rows import Row
    from pipelines.runs import Outcome

# a text of less than this share of the stored one's words may be what is left of a lost one
_STUMP = 0.5
_WORD = re.compile(r"\w+")
# what may be told of an article later although its text is the same
_TOLD_LATER = (
    "authors",
    "dateline_city",
    "agency",
    "flags",
    "kinds",
    "languages",
    "section",
    "tags",
    "image_url",
    "image_caption",
    "image_credit",
    "captions",
    "attribution",
    "modified_at",
    "modified_precision",
    "modified_origin",
    "date_claims",
    "dropped_lines",
)
_PUBLISHED = ("published_at", "published_day", "published_precision", "published_origin")


def revise(db: sqlite3.Connection, page: Page, article: Article, known: sqlite3.Row) -> Outcome:
    """Store what a page says now of an article that is ``known``; its good text is never lost."""
    article_id = int(known["id"])
    if known["content_hash"] == article.content_hash:
        _tell_later(db, article_row(page, article), known)
        save_editions(db, article_id, article)
        return "unchanged"
    if page.truncated:
        # a broken later answer never replaces a good text
        return "unchanged"
    if _is_stump(known["text"], article.draft.text):
        _keep_beside(db, page, article, known)
        return "unchanged"
    if _is_only_cleaned(known, article):
        replace(db, page, article, article_id, kind="cleaned")
        return "unchanged"
    replace(db, page, article, article_id, kind="changed")
    return "revised"


def _tell_later(db: sqlite3.Connection, row: Row, known: sqlite3.Row) -> None:
    """Write what is told anew beside an equal text; a publication date stays once it is known."""
    names = _TOLD_LATER if known["published_at"] else (*_TOLD_LATER, *_PUBLISHED)
    # what is no longer told is not forgotten
    told = {name: row[name] for name in names if row[name] not in (None, "", "[]")}
    changed = {name: value for name, value in told.items() if value != known[name]}
    if changed:
        update_article(db, int(known["id"]), changed)


def _is_stump(stored: str, text: str) -> bool:
    """Whether a text is under half of the stored one, and what it has is of it or all foreign."""
    if len(_WORD.findall(text)) >= _STUMP * len(_WORD.findall(stored)):
        return False
    lines = {fold_search(line) for line in text.split("\n\n")}
    kept = lines & {fold_search(line) for line in stored.split("\n\n")}
    return not kept or kept == lines


def _keep_beside(db: sqlite3.Connection, page: Page, article: Article, known: sqlite3.Row) -> None:
    """Note a stump in the article's history and among the issues; the article stays as it is."""
    seen = db.execute(
        "SELECT 1 FROM revision WHERE article_id = ? AND content_hash = ?",
        (known["id"], article.content_hash),
    ).fetchone()
    if not seen:
        add_revision(db, int(known["id"]), article, "stump", page.fetched_at)
    detail = "answers with less than half of the text that is stored; the stored text stays"
    save_issue(
        db, page.source_id, "page", url=article.draft.url, detail=detail, now=page.fetched_at
    )


def _is_only_cleaned(known: sqlite3.Row, article: Article) -> bool:
    """Whether the stored text has but lines more that are now taken out: no edit of the site."""
    dropped = set(article.draft.dropped_lines)
    stored = known["text"].split("\n\n")
    left = "\n\n".join(line for line in stored if line not in dropped)
    return bool(known["title"] == article.draft.title and left == article.draft.text)


def replace(
    db: sqlite3.Connection, page: Page, article: Article, article_id: int, *, kind: str
) -> None:
    """Put another version of an article in the place of the stored one, which stays a revision.

    ``kind``: changed or cleaned, or earlier, for another site's text that was published first.
    """
    row = article_row(page, article)
    if kind != "earlier":
        del row["first_seen_at"]
    update_article(db, article_id, row)
    add_revision(db, article_id, article, kind, page.fetched_at)
    save_children(db, article_id, article)
    save_editions(db, article_id, article)
    link_story(db, article_id)
    compare_copies(db, article_id, article.draft.text)


def add_revision(
    db: sqlite3.Connection, article_id: int, article: Article, kind: str, seen_at: datetime
) -> None:
    """Add a version to the history of an article; the kinds are those of table revision."""
    db.execute(
        "INSERT INTO revision (article_id, url, seen_at, kind, title, text, content_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            article.draft.url,
            iso(seen_at),
            kind,
            article.draft.title,
            article.draft.text,
            article.content_hash,
        ),
    )
