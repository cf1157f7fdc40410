"""A stored text that is looked at again: unchanged, edited, or a stump that must not replace it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from pipelines import visits
from pipelines.copies import Placed, place
from pipelines.histories.history import is_only_cleaned
from pipelines.moments import iso
from pipelines.outcomes import save_issue
from pipelines.publications import save_editions
from pipelines.retelling import kind_of_current, retell
from pipelines.rows import article_row, text_columns
from pipelines.storeddrafts import judged
from pipelines.storylines import link_story

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from crawler.items import Page
    from pipelines.histories.history import History
    from pipelines.histories.history import Outcome as LookOutcome
    from pipelines.model import Article, Draft
    from pipelines.publications import Publication
    from pipelines.rows import Row
    from pipelines.runs import Outcome

# what may be told of an article later although its text is the same
_TOLD_LATER: Final = (
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
_PUBLISHED: Final = (
    "published_at",
    "published_day",
    "published_precision",
    "published_origin",
)
_STUMP: Final = "answers with less than half of the text that is stored; the stored text stays"


def begin(db: sqlite3.Connection, page: Page, article: Article) -> Placed:
    """Store a text whose address is new."""
    _note(db, page, article, None)
    retell(db, article.draft)
    save_editions(db, article.draft.canonical_url, article.draft.editions)
    return place(db, article_row(page, article), article, before=None)


def revise(
    db: sqlite3.Connection, page: Page, article: Article, known: Publication
) -> tuple[Outcome, Placed]:
    """Store what a page says of a text that is ``known``; a good text is never lost.

    A page that was fetched before what is stored takes its place in the history.
    """
    _note(db, page, article, known)
    versions = _versions(db, known)
    history = retell(db, article.draft)
    if save_editions(db, article.draft.canonical_url, article.draft.editions):
        link_story(db, known.article_id)
    if history.current != known.row["content_hash"]:
        return _replace(db, page, article, known, history)
    row = article_row(page, article)
    if history.current == article.content_hash:
        row = _dated(_told_later(row, known.row), row, known.row, history)
    else:
        _warn_of_stump(db, page, history, article)
        row = _dated(dict(known.row), row, known.row, history)
    # copies may have been taken from a version that was not known yet
    if row == known.row and versions == _versions(db, known):
        return "unchanged", Placed(known.article_id, known.is_copy)
    return "unchanged", place(db, row, None, before=known.row["text"])


def _replace(
    db: sqlite3.Connection, page: Page, article: Article, known: Publication, history: History
) -> tuple[Outcome, Placed]:
    """Another version holds from now on: that of the page, or by its look an earlier one."""
    new = article_row(page, article)
    told = article
    if history.current != article.content_hash:
        told = _earlier(db, known, history)
        new = {**known.row, **text_columns(told), "title": told.draft.title}
    row = _dated(new, new, known.row, history)
    outcome: Outcome = "revised" if kind_of_current(history) == "changed" else "unchanged"
    return outcome, place(db, row, told, before=known.row["text"])


def rewrite(
    db: sqlite3.Connection,
    known: Publication,
    article: Article,
    kind: Literal["cleaned", "restored"],
    now: datetime,
) -> Placed:
    """Put our own change of a stored text in its place."""
    url = article.draft.canonical_url
    # a page whose clock was ahead does not come after what was made of it
    at = max(now, max(look.at for look in visits.looks(db, url)) + timedelta(seconds=1))
    visits.note(db, url, at, kind, content_hash=article.content_hash)
    retell(db, article.draft)
    row = {**known.row, **text_columns(article)}
    if known.row["kinds"] == "[]":
        # stored by a version of kenwatch that did not tell headings from text
        row["kinds"] = "[]"
    return place(db, row, article, before=known.row["text"])


def _versions(db: sqlite3.Connection, known: Publication) -> int:
    told = db.execute(
        "SELECT count(*) FROM revision WHERE canonical_url = ?", (known.row["canonical_url"],)
    )
    return int(told.fetchone()[0])


def _note(db: sqlite3.Connection, page: Page, article: Article, known: Publication | None) -> None:
    """Note the look: a text, one that is cut, or the stored one without lines taken out by now."""
    draft = article.draft
    is_cut = page.truncated or "truncated" in draft.flags or _is_walled(draft, known)
    outcome: LookOutcome = "cut" if is_cut else "text"
    if known is not None and outcome == "text":
        stored = (known.row["title"], known.row["text"])
        if is_only_cleaned(stored, (draft.title, draft.text), draft.dropped_lines):
            # the page is there; what differs is ours
            visits.note(db, draft.canonical_url, page.fetched_at, "unchanged")
            outcome = "cleaned"
    visits.note(
        db,
        draft.canonical_url,
        page.fetched_at,
        outcome,
        content_hash=article.content_hash,
        http_status=page.status,
    )


def _is_walled(draft: Draft, known: Publication | None) -> bool:
    """Whether an article that was open shows but its beginning now."""
    is_new = known is not None and "paywall" not in json.loads(known.row["flags"])
    return is_new and "paywall" in draft.flags


def _told_later(row: Row, known: Row) -> Row:
    """The known columns with what is told anew; what is no longer told is not forgotten."""
    told = {name: row[name] for name in _TOLD_LATER if row[name] not in (None, "", "[]")}
    return {**known, **told}


def _dated(row: Row, told: Row, known: Row, history: History) -> Row:
    """A row with its times: when it was first seen, when its version was, and when published.

    A date of publication stays once it is known, and the page that was seen first tells it.
    """
    first = iso(history.kept[0].seen_at)
    is_first = told["fetched_at"] == first
    dates = told if told["published_at"] and (is_first or not known["published_at"]) else known
    return {
        **row,
        **{name: dates[name] for name in _PUBLISHED},
        "first_seen_at": first,
        "fetched_at": iso(history.current_seen_at),
    }


def _warn_of_stump(db: sqlite3.Connection, page: Page, history: History, article: Article) -> None:
    """Note among the issues that a page gives a stump of its article."""
    kinds = {kept.kind for kept in history.kept if kept.content_hash == article.content_hash}
    if "stump" in kinds:
        url = article.draft.url
        save_issue(db, page.source_id, "page", url=url, detail=_STUMP, now=page.fetched_at)
        # the next answer must come in full, else a stump could never be told from an edit
        db.execute(
            "UPDATE page SET etag = NULL, last_modified = NULL WHERE text_url = ?",
            (article.draft.canonical_url,),
        )


def _earlier(db: sqlite3.Connection, known: Publication, history: History) -> Article:
    """A version of the history as an article, with what is known of the stored one."""
    row = db.execute(
        "SELECT title, text FROM revision WHERE canonical_url = ? AND content_hash = ?",
        (known.row["canonical_url"], history.current),
    ).fetchone()
    plain = {"title": row["title"], "text": row["text"], "kinds": "[]", "languages": "[]"}
    first = row["text"].split("\n\n")[0]
    return judged({**known.row, **plain, "lead": first, "attribution": ""})
