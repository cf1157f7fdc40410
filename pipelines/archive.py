"""The archive file, opened by its one writer: lock, connection, transactions."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.verdict import Exit
from pipelines import schema
from pipelines.lockfile import HeldError, LockFile, beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BUSY_SECONDS = 30.0
_FULL_MARKS = ("database or disk is full", "disk I/O error")


class ArchiveError(Exception):
    """The archive cannot be used. The root of the errors below; raised by ``Archive``."""

    exit_code = Exit.ERROR


class ArchiveBusyError(ArchiveError):
    """Another process writes to the archive, of kenwatch or of another program."""

    exit_code = Exit.BUSY


class ArchiveFullError(ArchiveError):
    """No space is left for the archive. What was acknowledged before is safe."""

    exit_code = Exit.NO_SPACE


class Archive:
    """The only writer of an archive file; holds the lock beside it until closed.

    With ``dry_run`` everything happens on a temporary copy and the file stays as it is.
    ``wait``: seconds to wait for another writer to end.
    Raises ArchiveBusyError, or ArchiveError for a file that cannot be opened or is not ours.
    ``on_fault`` is told of the first transaction that failed, before the error goes on.
    """

    def __init__(self, path: Path, *, dry_run: bool = False, wait: float = 0.0) -> None:
        self.path = path
        self.on_fault: Callable[[ArchiveError], None] = _ignore
        # the first fault; what came after it is not to be trusted
        self.fault: ArchiveError | None = None
        if not path.absolute().parent.is_dir():
            raise ArchiveError(f"{path}: cannot be written: its folder does not exist")
        self._lock = lock_of(path)
        if not dry_run:
            _take(self._lock, path, wait)
        try:
            self.connection = _connect_copy(path) if dry_run else _connect(path)
        except (sqlite3.Error, schema.SchemaError, OSError) as error:
            self._lock.release()
            raise _translate(path, error) from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing; raises ArchiveFullError or ArchiveError."""
        try:
            # IMMEDIATE: a deferred transaction fails at once when two processes upgrade
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self._roll_back()
                raise
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            fault = _translate(self.path, error)
            self._note(fault)
            raise fault from error

    def _note(self, fault: ArchiveError) -> None:
        if self.fault is not None:
            return
        self.fault = fault
        # whatever else is under way fails as well, and not after another wait each
        self.connection.execute("PRAGMA busy_timeout = 0")
        self.on_fault(fault)

    def _roll_back(self) -> None:
        # a full disk has SQLite roll back by itself
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.connection.close()
        self._lock.release()


def lock_of(path: Path) -> LockFile:
    """The lock of an archive: whoever holds it is the one writer."""
    return LockFile(beside(path, ".lock"))


def wait_for(path: Path, seconds: float) -> None:
    """Wait until nobody writes to an archive; raises ArchiveBusyError, or ArchiveError.

    Another process may be quicker to take it then; ``Archive`` tells.
    """
    lock = lock_of(path)
    _take(lock, path, seconds)
    lock.release()


def _take(lock: LockFile, path: Path, wait: float) -> None:
    try:
        lock.acquire(wait)
    except HeldError as error:
        who = f" ({error.holder})" if error.holder else ""
        raise ArchiveBusyError(
            f"{path}: another kenwatch is writing to it{who}; wait for it to end, "
            "or give another file with --db"
        ) from error
    except OSError as error:
        raise ArchiveError(
            f"{path}: cannot be written ({error.strerror}); choose another --db file"
        ) from error


def _ignore(fault: ArchiveError) -> None:
    """Without a listener, the raised error is all."""


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        # WAL lets readers work during a crawl; NORMAL is safe against kill, and at a power
        # loss may lose the last commits but never harm the file
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        schema.ensure(connection, str(path))
        # a lock of another program is told before the work begins, not in the middle of it
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def _connect_copy(path: Path) -> sqlite3.Connection:
    # "" is a database that SQLite deletes at its end; in memory a large archive has no room
    connection = sqlite3.connect("", isolation_level=None)
    if path.exists():
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as original:
            original.backup(connection)
        original.close()
    connection.execute("PRAGMA foreign_keys = ON")
    schema.ensure(connection, str(path))
    connection.row_factory = sqlite3.Row
    return connection


def _translate(path: Path, error: Exception) -> ArchiveError:
    if any(mark in str(error) for mark in _FULL_MARKS):
        return ArchiveFullError(f"{path}: no space left; free some, then run again")
    if "locked" in str(error) and not isinstance(error, schema.SchemaError):
        return ArchiveBusyError(f"{path}: is locked by another program; close it and run again")
    return ArchiveError(_explain(path, error))


def _explain(path: Path, error: Exception) -> str:
    if isinstance(error, schema.SchemaError):
        return str(error)
    text = str(error)
    # in the words of the reading side
    if "not a database" in text:
        return f"{path}: is no kenwatch archive; name the archive with --db"
    if "malformed" in text:
        return f"{path}: is damaged ({text}); restore a backup: `kenwatch restore FILE`"
    if "readonly" in text or "unable to open" in text:
        return f"{path}: cannot be written ({text}); check the folder and its rights"
    return f"{path}: {text}"
