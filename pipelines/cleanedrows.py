"""Stored articles whose lines were taken out or came back, as rows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pipelines.copies import compare_copies
from pipelines.judging import judge_draft
from pipelines.learnt import kinds_of
from pipelines.model import Dated, Dateline, Draft
from pipelines.refine import article_of
from pipelines.revisions import add_revision
from pipelines.rows import save_children, text_columns, update_article
from pipelines.storylines import linking_anew

if TYPE_CHECKING:
    import sqlite3

    from pipelines.model import Article
    from pipelines.rows import Row

_CLEANINGS = ("cleaned", "restored")


def draft_of(row: sqlite3.Row) -> Draft:
    """What an article's row tells of its text; of dates only the day, pictures and tags not."""
    paragraphs = row["text"].split("\n\n")
    desk = Dateline(city=row["dateline_city"] or "", agency=row["agency"] or "")
    return Draft(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source_id=row["source_id"],
        title=row["title"],
        lead=row["lead"],
        text=row["text"],
        kinds=kinds_of(paragraphs, row["kinds"], row["sections"]),
        languages=tuple(json.loads(row["languages"])),
        sections=tuple(json.loads(row["sections"])),
        authors=tuple(json.loads(row["authors"])),
        language=row["language"],
        script=row["script"],
        dateline=desk if desk != Dateline() else None,
        published=_day(row),
        attribution=row["attribution"],
        flags=frozenset(json.loads(row["flags"])),
        dropped_lines=tuple(json.loads(row["dropped_lines"])),
    )


def _day(row: sqlite3.Row) -> Dated | None:
    """The day of publication, by which relative dates in the text are understood."""
    if row["published_day"] is None:
        return None
    midnight = datetime.fromisoformat(row["published_day"]).replace(tzinfo=UTC)
    is_month = row["published_precision"] == "month"
    return Dated(midnight, "month" if is_month else "day", row["published_origin"])


def text_before_cleaning(db: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """The text of an article as its page gave it; None where it was not cleaned since."""
    history = db.execute(
        "SELECT kind, title, text FROM revision WHERE article_id = ? AND kind <> 'stump'"
        " ORDER BY id DESC",
        (row["id"],),
    ).fetchall()
    if not history or (history[0]["kind"], history[0]["text"]) not in {
        (kind, row["text"]) for kind in _CLEANINGS
    }:
        return None
    given = next((one for one in history if one["kind"] not in _CLEANINGS), None)
    return given["text"] if given and given["title"] == row["title"] else None


def save_article(
    db: sqlite3.Connection,
    row: sqlite3.Row,
    draft: Draft,
    kind: Literal["cleaned", "restored"],
    now: datetime,
) -> bool:
    """Put a text in the place of the stored one, judged anew; whether it is still on a topic."""
    article_id = int(row["id"])
    article = article_of(draft, judge_draft(draft))
    update_article(db, article_id, _values(row, article))
    add_revision(db, article_id, article, kind, now)
    with linking_anew(db, article_id):
        save_children(db, article_id, article)
    compare_copies(db, article_id, draft.text)
    return article.judgement.relevant


def _values(row: sqlite3.Row, article: Article) -> Row:
    """The columns that the text decides, but no kinds where none were known (before version 3)."""
    has_kinds = len(json.loads(row["kinds"])) == len(row["text"].split("\n\n"))
    return text_columns(article) | ({} if has_kinds else {"kinds": "[]"})
