"""The archive as Datasette asks it: for reading only, and with bounds on what a question costs."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, Final

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite_timelimit

from desk.freesql import bounds, functions

if TYPE_CHECKING:
    from pathlib import Path

    from datasette.app import Datasette

_BUSY_SECONDS: Final = 10.0


class _Held(threading.local):
    """The connection of a thread, and which file it reads: (device, number of the file)."""

    connection: sqlite3.Connection | None = None
    identity: tuple[int, int] | None = None


class ArchiveFile(Database):  # type: ignore[misc]
    """The file of an archive; a crawl may write to it meanwhile, so it is never immutable."""

    def __init__(self, served: Datasette, path: Path) -> None:
        super().__init__(served, str(path), is_mutable=True)
        self.file = path
        self._held = _Held()
        self._uri = f"{path.absolute().as_uri()}?mode=ro"

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: FBT001, FBT002 - the signature that it overrides
        """A bounded connection; raises PermissionError for one that writes."""
        if write:
            raise PermissionError("the pages only read the archive")
        connection = sqlite3.connect(
            self._uri, uri=True, check_same_thread=False, timeout=_BUSY_SECONDS
        )
        functions.add(connection)
        bounds.bind(connection)
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Any) -> Any:
        """What ``fn(connection)`` answers in a thread of Datasette.

        A file that was put in the place of the archive (``kenwatch restore``) is read from its
        first question on; raises sqlite3.OperationalError where there is none.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.ds.executor, lambda: fn(self._current()))

    def _current(self) -> sqlite3.Connection:
        held = self._held
        identity = self._identity()
        if held.connection is None or identity != held.identity:
            self._let_go()
            # looked at before it is opened: a change in between is seen the next time
            held.connection, held.identity = self.connect(), identity
            self.ds._prepare_connection(held.connection, self.name)  # noqa: SLF001 - as its own databases do
        return held.connection

    def _let_go(self) -> None:
        old, self._held.connection = self._held.connection, None
        if old is not None:
            self._all_file_connections.remove(old)
            old.close()

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    async def execute_write_fn(self, fn: Any, block: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - the signature that it overrides
        """Raises PermissionError: nothing is written."""
        raise PermissionError("the pages only read the archive")

    async def execute(  # noqa: PLR0917 - the signature that it overrides
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,  # noqa: FBT001, FBT002 - as above
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,  # noqa: ARG002, FBT001, FBT002 - as above
    ) -> Results:
        """The rows of a question; raises QueryInterrupted after the time, MemoryError by size."""
        most = self.ds.max_returned_rows
        wanted = most + 1 if most == (page_size or self.ds.page_size) else most
        limit = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)

        def answer(connection: sqlite3.Connection) -> Results:
            try:
                with sqlite_timelimit(connection, limit):
                    found = bounds.fetch(
                        connection, sql, params or {}, wanted if truncate else None
                    )
            except sqlite3.OperationalError as error:
                if str(error) == "interrupted":
                    raise QueryInterrupted(error, sql, params) from error
                raise
            return Results(found.rows, found.is_cut, found.description)

        return await self.execute_fn(answer)
