"""Opens an archive for reading only, and says in words what is wrong with a file."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.errors import UserError
from pipelines import schema
from pipelines.archive import Archive, ArchiveError
from pipelines.entities import save_entities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY_SECONDS = 30.0
NO_ARCHIVE = "there is no archive yet; run `kenwatch crawl` first, or name another file with --db"


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to an archive, closed at the end.

    A crawl may write at the same time: readers see what is committed. Raises UserError for a
    file that is missing, unreadable, no archive, newer than this program, or harmed.
    """
    if path.is_dir():
        raise UserError(f"{path}: is a folder; name the archive file with --db")
    if not path.exists():
        raise UserError(f"{path}: {NO_ARCHIVE}")
    connection = None
    try:
        connection = _open(path)
        yield connection
    except sqlite3.Error as error:
        raise UserError(_explain(path, error)) from error
    finally:
        if connection is not None:
            connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS
    )
    connection.row_factory = sqlite3.Row
    try:
        is_old = _check(connection, path) < schema.VERSION
    except BaseException:
        connection.close()
        raise
    if not is_old:
        return connection
    connection.close()
    _bring_up_to_date(path)
    return _open(path)


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the archive; raises UserError for a file that is none that we know."""
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise UserError(f"{path}: is empty; run `kenwatch crawl` first, or name another --db file")
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if owner != schema.APPLICATION_ID:
        raise UserError(f"{path}: is a database of another program; name the archive with --db")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        raise UserError(
            f"{path}: was written by a newer kenwatch (archive version {version}, this one knows "
            f"{schema.VERSION}); update kenwatch"
        )
    return version


def _bring_up_to_date(path: Path) -> None:
    """Add what newer archives have; raises UserError where the file cannot be written now."""
    try:
        archive = Archive(path)
        try:
            # names that an older kenwatch did not keep
            with archive.write() as db:
                save_entities(db)
        finally:
            archive.close()
    except ArchiveError as error:
        raise UserError(
            f"{path}: was written by an older kenwatch and must be brought up to date: {error}"
        ) from error


def _explain(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "not a database" in text:
        return f"{path}: is no kenwatch archive; name the archive with --db"
    if "malformed" in text or "corrupt" in text:
        return f"{path}: is damaged ({text}); restore a backup: `kenwatch restore FILE`"
    if "locked" in text:
        return f"{path}: is locked by another program; try again when that has ended"
    if "unable to open" in text or "readonly" in text:
        return f"{path}: cannot be read ({text}); check the rights of the file and its folder"
    return f"{path}: cannot be read ({text}); run `kenwatch doctor`"
