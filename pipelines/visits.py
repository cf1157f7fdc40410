"""Looks at the pages of stored texts: each is noted, and what they tell of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.histories.history import OWN, Look, Outcome, gone
from pipelines.histories.schedule import next_look
from pipelines.moments import iso, known_moment, moment_of

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def note(
    db: sqlite3.Connection,
    canonical_url: str,
    at: datetime,
    outcome: Outcome,
    *,
    content_hash: str = "",
    http_status: int | None = None,
    detail: str = "",
) -> None:
    """Note what a look at the page of a stored text gave; the same look again changes nothing."""
    db.execute(
        "INSERT INTO visit (canonical_url, at, outcome, content_hash, http_status, detail)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET http_status = excluded.http_status, detail = excluded.detail",
        (canonical_url, iso(at), outcome, content_hash, http_status, detail),
    )


def looks(db: sqlite3.Connection, canonical_url: str) -> list[Look]:
    """All looks at a page, in order of time."""
    rows = db.execute("SELECT * FROM visit WHERE canonical_url = ? ORDER BY at", (canonical_url,))
    return [
        Look(known_moment(row["at"]), row["outcome"], row["content_hash"], row["detail"])
        for row in rows
    ]


def text_of(db: sqlite3.Connection, page_url: str) -> str | None:
    """The canonical address of the stored text that a page gave; None where none is stored."""
    row = db.execute("SELECT text_url FROM page WHERE canonical_url = ?", (page_url,)).fetchone()
    return row["text_url"] if row else None


def looked(
    db: sqlite3.Connection,
    page_url: str,
    at: datetime,
    outcome: Outcome,
    *,
    http_status: int | None = None,
    detail: str = "",
) -> bool:
    """Note a look that gave no text; False where no text is stored of the page.

    That another address of a text is gone is no more than a failure: the text has its own page.
    """
    text_url = text_of(db, page_url)
    if text_url is None:
        return False
    if outcome == "gone" and page_url != _page_of(db, text_url):
        outcome = "failed"
    note(db, text_url, at, outcome, http_status=http_status, detail=detail)
    close_look(db, text_url)
    return True


def close_look(db: sqlite3.Connection, text_url: str) -> None:
    """Tell on the pages of a text when it is looked at again, and since when it is gone.

    One of them is asked, the one at the text's own address if there is one; copies are asked
    only when a hub says that they were modified.
    """
    seen = looks(db, text_url)
    page_url = _page_of(db, text_url)
    if page_url is None:
        # its page goes by another address now
        return
    gone_at, gone_why = gone(seen)
    asked = [one.at for one in seen if one.outcome not in OWN]
    again = _next_look(db, text_url, max(asked, default=seen[0].at))
    db.execute(
        "UPDATE page SET gone_at = ?, gone_why = ?,"
        " revisit_at = CASE canonical_url WHEN ? THEN ? END WHERE text_url = ?",
        (iso(gone_at), gone_why or None, page_url, iso(again), text_url),
    )


def _page_of(db: sqlite3.Connection, text_url: str) -> str | None:
    """Of the pages of a text the one that is asked; None where it has none any more."""
    row = db.execute(
        "SELECT canonical_url FROM page WHERE text_url = ?"
        " ORDER BY canonical_url <> text_url, canonical_url LIMIT 1",
        (text_url,),
    ).fetchone()
    return str(row["canonical_url"]) if row else None


def _next_look(db: sqlite3.Connection, text_url: str, last: datetime) -> datetime | None:
    row = db.execute(
        "SELECT first_seen_at, published_at FROM article WHERE canonical_url = ?", (text_url,)
    ).fetchone()
    if row is None:
        return None
    return next_look(known_moment(row["first_seen_at"]), moment_of(row["published_at"]), last)
