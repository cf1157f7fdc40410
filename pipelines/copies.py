"""The same text elsewhere: kept whole, measured against the article that was first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import fingerprint

if TYPE_CHECKING:
    import sqlite3

COPY_COLUMNS = (
    "canonical_url",
    "url",
    "source_id",
    "title",
    "text",
    "published_at",
    "fetched_at",
    "content_hash",
)


def insert_copy(
    db: sqlite3.Connection, row: dict[str, object], article_id: int, original_text: str
) -> None:
    """Store a copy with its likeness to the article's text; a former row of it is replaced."""
    like = fingerprint.compare(original_text, str(row["text"]))
    values = {
        **row,
        "article_id": article_id,
        "similarity": round(like.jaccard, 4),
        "own_share": round(like.own_share, 4),
    }
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT OR REPLACE INTO copy ({names}) VALUES ({marks})", values)  # noqa: S608 - column names are ours


def compare_copies(db: sqlite3.Connection, article_id: int, text: str) -> None:
    """Measure the copies of an article anew: they were compared with the text it had before."""
    for row in db.execute("SELECT * FROM copy WHERE article_id = ?", (article_id,)).fetchall():
        insert_copy(db, columns_of(row), article_id, text)


def clean_copy(db: sqlite3.Connection, url: str, text: str) -> None:
    """Put what is left of a copy's text in its place, and measure the copy anew."""
    row = db.execute(
        "SELECT c.*, a.text AS original FROM copy c JOIN article a ON a.id = c.article_id"
        " WHERE c.canonical_url = ?",
        (url,),
    ).fetchone()
    left = {"text": text, "content_hash": fingerprint.content_hash(row["title"], text)}
    insert_copy(db, {**columns_of(row), **left}, int(row["article_id"]), row["original"])


def columns_of(row: sqlite3.Row) -> dict[str, object]:
    """What a row of table article or copy tells of a copy."""
    return {name: row[name] for name in COPY_COLUMNS}
