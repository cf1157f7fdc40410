"""The archive as Datasette asks it: for reading only, and with bounds on what a question costs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from datasette.database import Database

from desk.web import bounds

if TYPE_CHECKING:
    from pathlib import Path

    from datasette.app import Datasette

_BUSY_SECONDS: Final = 10.0


class ArchiveFile(Database):  # type: ignore[misc]
    """The file of an archive; a crawl may write to it meanwhile, so it is never immutable."""

    def __init__(self, served: Datasette, path: Path) -> None:
        super().__init__(served, str(path), is_mutable=True)
        self._uri = f"{path.absolute().as_uri()}?mode=ro"

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: FBT001, FBT002 - the signature that it overrides
        """A bounded connection; raises PermissionError for one that writes."""
        if write:
            raise PermissionError("the pages only read the archive")
        connection = sqlite3.connect(
            self._uri, uri=True, check_same_thread=False, timeout=_BUSY_SECONDS
        )
        bounds.bind(connection)
        self._all_file_connections.append(connection)
        return connection

    async def execute_write_fn(self, fn: Any, block: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - the signature that it overrides
        """Raises PermissionError: nothing is written."""
        raise PermissionError("the pages only read the archive")
