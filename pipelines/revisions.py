"""A stored text that is looked at again: unchanged, edited, or a stump that must not replace it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from pipelines import visits
from pipelines.copies import Placed, place
from pipelines.histories.garbling import is_illegible
from pipelines.histories.history import Version, is_only_cleaned
from pipelines.moments import iso
from pipelines.outcomes import save_issue
from pipelines.publications import save_editions
from pipelines.retelling import kind_of_current, retell
from pipelines.rows import article_row, text_columns
from pipelines.statements import state, stated
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

_WARNINGS: Final = {
    "stump": "answers with less than half of the text that is stored; the stored text stays",
    "garbled": "answers with the text in a broken charset; the legible text stays",
}


def begin(db: sqlite3.Connection, page: Page, article: Article) -> Placed:
    """Store a text whose address is new."""
    row = article_row(page, article)
    _note(db, page, article, None)
    state(db, page.fetched_at, row)
    retell(db, article.draft)
    save_editions(db, article.draft.canonical_url, article.draft.editions)
    if is_illegible(Version(article.draft.title, article.draft.text)):
        # a charset may be mended without a change of the page
        _ask_in_full(db, article.draft)
    return place(db, row, article, before=None)


def revise(
    db: sqlite3.Connection, page: Page, article: Article, known: Publication
) -> tuple[Outcome, Placed]:
    """Store what a page says of a text that is ``known``; a good text is never lost.

    A page that was fetched before what is stored takes its place in the history.
    """
    new = article_row(page, article)
    _note(db, page, article, known)
    state(db, page.fetched_at, new)
    versions = _versions(db, known)
    history = retell(db, article.draft, str(known.row["language"]))
    if save_editions(db, article.draft.canonical_url, article.draft.editions):
        link_story(db, known.article_id)
    _warn(db, page, history, article)
    row, told = _holding(db, new, article, known, history)
    if told is None:
        # copies may have been taken from a version that was not known yet
        if row == known.row and versions == _versions(db, known):
            return "unchanged", Placed(known.article_id, known.is_copy)
        return "unchanged", place(db, row, None, before=known.row["text"])
    outcome: Outcome = "revised" if kind_of_current(history) == "changed" else "unchanged"
    return outcome, place(db, row, told, before=known.row["text"])


def _holding(
    db: sqlite3.Connection, new: Row, article: Article, known: Publication, history: History
) -> tuple[Row, Article | None]:
    """The row of the version that holds now, and its article; None for the one that is stored."""
    url = known.row["canonical_url"]
    told: Article | None = None
    row: Row = dict(known.row)
    if history.current != known.row["content_hash"]:
        told = article
        row = {**new, "source_id": known.row["source_id"]}
        if history.current != article.content_hash:
            # by the look that the page adds, an earlier version
            told = _earlier(db, known, history)
            row = {**known.row, **text_columns(told), "title": told.draft.title}
    times = {
        "first_seen_at": iso(history.kept[0].seen_at),
        "fetched_at": iso(history.current_seen_at),
    }
    return {**row, **stated(db, url, history.current), **times}, told


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
    state(db, at, row)
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


def _warn(db: sqlite3.Connection, page: Page, history: History, article: Article) -> None:
    """Note among the issues that a page gives a stump of its article, or letters nobody reads."""
    kinds = {kept.kind for kept in history.kept if kept.content_hash == article.content_hash}
    for kind in sorted(kinds & _WARNINGS.keys()):
        url, detail = article.draft.url, _WARNINGS[kind]
        save_issue(db, page.source_id, "page", url=url, detail=detail, now=page.fetched_at)
        # else a stump could never be told from an edit
        _ask_in_full(db, article.draft)


def _ask_in_full(db: sqlite3.Connection, draft: Draft) -> None:
    """The next answer must be a whole one, whether the page changed or not."""
    db.execute(
        "UPDATE page SET etag = NULL, last_modified = NULL WHERE text_url = ?",
        (draft.canonical_url,),
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
