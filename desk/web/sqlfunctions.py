"""A Datasette plugin: the SQL functions that questions of the pages may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import hookimpl

from desk import moments, searching
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """SQL functions of the pages: search_query(words), fold(text), almaty(time, precision)."""
    conn.create_function("search_query", 1, _search_query, deterministic=True)
    conn.create_function("fold", 1, _fold, deterministic=True)
    conn.create_function("almaty", 2, moments.show, deterministic=True)


def _search_query(words: object) -> str:
    # an empty phrase finds nothing and is no error
    return searching.parse(str(words or "")).match or '""'


def _fold(text: object) -> str:
    return fold_search(str(text or "").strip())
