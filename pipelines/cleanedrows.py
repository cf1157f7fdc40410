"""Stored texts whose lines were taken out or came back, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipelines.histories.history import BESIDE, OWN
from pipelines.revisions import rewrite
from pipelines.storeddrafts import judged_draft

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from pipelines.model import Draft
    from pipelines.publications import Publication
    from pipelines.rows import Row


def text_before_cleaning(db: sqlite3.Connection, row: Row) -> str | None:
    """A text as its page gave it; None where it was not cleaned since."""
    versions = db.execute(
        "SELECT kind, title, text FROM revision WHERE canonical_url = ? ORDER BY seen_at DESC,"
        " kind IN ('cleaned', 'restored') DESC",
        (row["canonical_url"],),
    )
    history = [one for one in versions if one["kind"] not in BESIDE]
    if not history or (history[0]["kind"], history[0]["text"]) not in {
        (kind, row["text"]) for kind in OWN
    }:
        return None
    given = next((one for one in history if one["kind"] not in OWN), None)
    return given["text"] if given and given["title"] == row["title"] else None


def save_text(
    db: sqlite3.Connection,
    known: Publication,
    draft: Draft,
    kind: Literal["cleaned", "restored"],
    now: datetime,
) -> bool:
    """Put a text in the place of the stored one, judged anew; whether it is still on a topic."""
    article = judged_draft(draft)
    rewrite(db, known, article, kind, now)
    return article.judgement.relevant
