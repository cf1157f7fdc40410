"""Stored texts by what a person calls them: an article's number, or the address of any text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crawler.urls import canonicalize
from crawler.verdict import Exit
from desk import explained
from desk.errors import UserError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

Record = dict[str, Any]
# SQLite counts to 2^63
LONGEST_NUMBER: Final = 18
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """An article or a copy as it is stored; ``source`` is the source's name.

    ``article_id`` is the article that it is or repeats. ``published_at`` is the day alone where
    no more is known (``precision`` day or month).
    """

    canonical_url: str
    url: str
    article_id: int
    is_copy: bool
    source_id: str
    source: str
    language: str
    title: str
    text: str
    published_at: str | None
    precision: str | None
    first_seen_at: str
    agency: str | None


_COLUMNS: Final = (
    "t.canonical_url, t.url, t.source_id, coalesce(s.name, t.source_id) AS source, t.title,"
    " t.text, t.first_seen_at, t.agency"
)
_ARTICLE: Final = (
    f"SELECT {_COLUMNS}, t.id AS article_id, 0 AS is_copy, t.language,"  # noqa: S608 - fixed parts only
    " CASE WHEN t.published_precision IN ('day', 'month') THEN t.published_day"
    " ELSE t.published_at END AS published_at, t.published_precision AS precision"
    " FROM article t LEFT JOIN source s ON s.id = t.source_id WHERE "
)
_COPY: Final = (
    f"SELECT {_COLUMNS}, t.article_id, 1 AS is_copy, t.record ->> 'language' AS language,"  # noqa: S608 - fixed parts only
    " CASE WHEN t.record ->> 'published_precision' IN ('day', 'month')"
    " THEN t.record ->> 'published_day' ELSE t.published_at END AS published_at,"
    " t.record ->> 'published_precision' AS precision"
    " FROM copy t LEFT JOIN source s ON s.id = t.source_id WHERE "
)
# by its own address, by that of a page that gave it, then as it was written
_WAYS: Final = (
    "t.canonical_url = :address",
    "t.canonical_url = (SELECT text_url FROM page WHERE canonical_url = :address)",
    "t.url = :written",
)


def by_number(db: sqlite3.Connection, article_id: int) -> StoredText | None:
    """The article with this number, or None."""
    return _first(db, _ARTICLE + "t.id = :id", {"id": article_id})


def by_address(db: sqlite3.Connection, address: str) -> StoredText | None:
    """The article or copy that stands at an address, or None."""
    given = {"address": canonicalize(address) or address, "written": address}
    for way in _WAYS:
        for table in (_ARTICLE, _COPY):
            found = _first(db, table + way, given)
            if found is not None:
                return found
    return None


def _first(db: sqlite3.Connection, sql: str, given: Record) -> StoredText | None:
    row = db.execute(sql, given).fetchone()
    if row is None:
        return None
    values = {**dict(row), "is_copy": bool(row["is_copy"])}
    return StoredText(**{**values, "language": values["language"] or "und"})


def is_stored(target: str) -> bool:
    """Whether a target names a stored text (ID or URL) and no file."""
    return target.isdecimal() or "://" in target


def required(db: sqlite3.Connection, target: str, path: Path) -> StoredText:
    """The text that an ID or URL names; raises UserError that says what to do without one.

    ``path`` is the archive's, for the message.
    """
    if target.isdecimal():
        # a number that SQLite cannot hold is no article's
        found = by_number(db, int(target)) if len(target) <= LONGEST_NUMBER else None
        if found is None:
            raise UserError(no_article(db, target, path))
        return found
    if "://" not in target:
        shown = f"{target[:_SHOWN]!r}: " if target.strip() else ""
        raise UserError(
            f"{shown}give the number of an article or the address of a text: 42 or https://…",
            Exit.USAGE,
        )
    found = by_address(db, target)
    if found is None:
        raise UserError(_not_stored(db, target, path))
    return found


def no_article(db: sqlite3.Connection, number: str, path: Path) -> str:
    """That an article is not there, and what to do."""
    has_any = db.execute("SELECT 1 FROM article LIMIT 1").fetchone()
    mend = "`kenwatch latest` lists them" if has_any else "run `kenwatch crawl` first"
    return f"{path}: holds no article {number[:30]}; {mend}"


def _not_stored(db: sqlite3.Connection, target: str, path: Path) -> str:
    address = canonicalize(target) or target
    state = explained.page_state(db, address)
    shown = address[:_SHOWN]
    if state is None:
        return f"{shown}: is not in {path}; `kenwatch search` finds what is, by its words"
    return f"{shown}: was seen and is not stored: {state}"


def published(found: StoredText) -> str:
    """When it was published, in ISO 8601 and no finer than it is known; "" where that is open."""
    at = found.published_at or ""
    return at[:7] if found.precision == "month" else at


def gone(db: sqlite3.Connection, canonical_url: str) -> Record:
    """``gone_at`` and ``gone_why``: since when no page shows a text any more; None where one does.

    A text that stands on several pages is gone with the one that is looked at.
    """
    row = db.execute(
        "SELECT gone_at, gone_why FROM page WHERE text_url = ? AND gone_at IS NOT NULL LIMIT 1",
        (canonical_url,),
    ).fetchone()
    return dict(row) if row else {"gone_at": None, "gone_why": None}
