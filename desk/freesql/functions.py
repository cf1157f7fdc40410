"""SQL functions beside SQLite's: search_query(words), fold(text), almaty(time, precision)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def add(connection: sqlite3.Connection) -> None:
    """Give a connection the functions; what they stand on is imported when one is called."""
    connection.create_function("search_query", 1, _search_query, deterministic=True)
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("almaty", 2, _almaty, deterministic=True)


def _search_query(words: object) -> str:
    from desk import searching

    # an empty phrase finds nothing and is no error
    return searching.parse(str(words or "")).match or '""'


def _fold(text: object) -> str:
    from pipelines.text import fold_search

    return fold_search(str(text or "").strip())


def _almaty(stored: object, precision: object) -> str:
    from desk import moments

    return moments.show(str(stored or ""), str(precision or ""))
