"""The process that runs one SQL of a reader: a JSON object in at stdin, one out at stdout.

It lives for one question. Some functions of SQLite look at no clock (``instr`` of two long texts
takes minutes), so that only the end of a process ends them.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sqlite3
import sys
import time
from typing import Any, Final

from desk.freesql import bounds, functions

# beyond the bound of SQLite: Python, and the rows on their way
_ADDRESSES: Final = 1024 * 1024 * 1024
_STEPS: Final = 1000
# the pages go first
_NICE: Final = 5
# errors that no other SQL would mend
_OF_FILE: Final = ("SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_NOTADB")
Told = dict[str, Any]


def answer(asked: Told) -> Told:
    """The rows of a question, or what is wrong with it.

    ``asked``: uri, sql, values, most (rows), seconds. The answer holds columns, rows and is_cut;
    or trouble (slow, large, unreadable, sql) and what SQLite says.
    """
    try:
        connection = sqlite3.connect(asked["uri"], uri=True)
    except sqlite3.Error as error:
        return {"trouble": "unreadable", "told": str(error)}
    try:
        functions.add(connection)
        bounds.bind(connection)
        end = time.monotonic() + asked["seconds"]
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        return _asked(connection, asked)
    finally:
        connection.close()


def _asked(connection: sqlite3.Connection, asked: Told) -> Told:
    try:
        found = bounds.fetch(connection, asked["sql"], asked["values"], asked["most"])
    except MemoryError:
        return {"trouble": "large", "told": ""}
    except sqlite3.Error as error:
        told = str(error)
        kinds = {"interrupted": "slow", "string or blob too big": "large"}
        is_of_file = getattr(error, "sqlite_errorname", "").startswith(_OF_FILE)
        return {"trouble": kinds.get(told, "unreadable" if is_of_file else "sql"), "told": told}
    except sqlite3.Warning as error:
        # two statements in one
        return {"trouble": "sql", "told": str(error)}
    columns = [column[0] for column in found.description or ()]
    rows = [[_shown(value) for value in row] for row in found.rows]
    return {"columns": columns, "rows": rows, "is_cut": found.is_cut}


def _shown(value: object) -> object:
    """A value for JSON, which knows neither bytes (here as SQL writes them) nor infinity."""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def main() -> None:
    """Answer the question on stdin."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    bounds.bind_memory()
    os.nice(_NICE)
    # for what looks at no clock: it ends the process
    signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
    try:
        told = json.dumps(answer(asked))
    except MemoryError:
        told = json.dumps({"trouble": "large", "told": ""})
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
