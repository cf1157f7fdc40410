"""Bounds on what SQL may do on a connection, whoever wrote it, and on what it may cost.

Time is bounded by those who ask; here are size and rights.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# the longest text that a function may build, and the largest row
LONGEST_VALUE: Final = 8 * 1024 * 1024
LONGEST_SQL: Final = 20_000
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: LONGEST_SQL,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 250,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# of all connections of the process, temporary tables and sorting included
MEMORY: Final = 256 * 1024 * 1024
# of one answer: more is read by no person, and would fill the memory of the server
LONGEST_ANSWER: Final = 24 * 1024 * 1024
_TOO_LARGE: Final = "the answer is too large"
_ACTIONS: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_FUNCTION}
)
# what asks of the shape of the file; FTS5 looks at the last one before each answer
_PRAGMAS: Final = frozenset(
    {
        *("database_list", "foreign_key_list", "function_list", "index_info", "index_list"),
        *("index_xinfo", "page_count", "page_size", "schema_version", "table_info"),
        *("table_xinfo", "table_list", "user_version", "data_version"),
    }
)
_FUNCTIONS: Final = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})


def bind(connection: sqlite3.Connection) -> None:
    """Bind a connection to reading: no other file, no extension, no value beyond all measure."""
    # sorting in memory ends at the bound of the process; on the disk it would end with the disk
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA query_only = ON")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(_allowed)


def bind_memory(size: int = MEMORY) -> None:
    """Bound the memory of SQLite in this process, once for all: it can only be made less."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA hard_heap_limit = {int(size)}")
    connection.close()


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of an answer; ``is_cut`` where there were more than were wanted."""

    rows: list[sqlite3.Row]
    is_cut: bool
    description: Any


def fetch(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, Any], most: int | None
) -> Found:
    """The first ``most`` rows of an answer (None: all of them), row by row.

    Raises MemoryError for an answer that is too large, sqlite3.Error for SQL that is none.
    """
    cursor = connection.execute(sql, values)
    rows: list[sqlite3.Row] = []
    left = LONGEST_ANSWER
    for row in cursor:
        if len(rows) == most:
            return Found(rows, is_cut=True, description=cursor.description)
        left -= sum(_size(value) for value in row)
        if left < 0:
            raise MemoryError(_TOO_LARGE)
        rows.append(row)
    return Found(rows, is_cut=False, description=cursor.description)


def _size(value: object) -> int:
    # a number, and what stands around any value
    return 32 + (len(value) if isinstance(value, str | bytes) else 0)


def _allowed(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        is_good = (second or "").lower() not in _FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        is_good = (first or "").lower() in _PRAGMAS
    elif action == sqlite3.SQLITE_UPDATE:
        # how SQLite asks for a virtual table to be declared, json_each among them; nothing is
        # written: the file is open for reading only
        is_good = first in ("sqlite_master", "sqlite_schema")
    else:
        is_good = action in _ACTIONS
    return sqlite3.SQLITE_OK if is_good else sqlite3.SQLITE_DENY
