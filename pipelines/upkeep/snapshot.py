"""A whole copy of an archive in one file, and the proof that it is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from pipelines import schema
from pipelines.upkeep.trouble import DamagedError, NoRoomError, UpkeepError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    # rows of each table
    Counts = Mapping[str, int]

_BUSY_SECONDS: Final = 5.0
# what cannot be read as it was written, by the names of the errors; SQLite's own words for it
# change with what it was about to do
_HARM: Final = {
    "SQLITE_CORRUPT": "its pages are damaged",
    "SQLITE_NOTADB": "it is no SQLite file",
    "SQLITE_IOERR_READ": "its disk cannot be read",
    "SQLITE_IOERR_SHORT_READ": "it is cut short",
}
_FULL: Final = "disk is full"
_MAGIC: Final = b"SQLite format 3\0"
_OWNER_AT: Final = 68  # of the application id in the header (https://sqlite.org/fileformat.html)
_HEADER: Final = 100
_INDEXES: Final = ("article_fts", "title_fts")


def opened(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection that creates nothing, for reading or ("rw") writing; raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def is_ours(path: Path) -> bool:
    """Whether a file bears the mark of a kenwatch archive in its header; raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    owner = int.from_bytes(head[_OWNER_AT : _OWNER_AT + 4], "big")
    return head.startswith(_MAGIC) and owner == schema.APPLICATION_ID


def counts(db: sqlite3.Connection) -> Counts:
    """Rows of every table that holds data, those of the search index too; raises sqlite3.Error."""
    names = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
        " AND name <> 'sqlite_schema' ORDER BY name"
    ).fetchall()
    return {
        name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - a name that SQLite told
        for (name,) in names
    }


def size_of(db: sqlite3.Connection) -> int:
    """Bytes that a whole copy takes at most: written anew, some tables take a page more."""
    pages, each, free = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "page_size", "freelist_count")
    )
    tables = int(db.execute("SELECT count(*) FROM sqlite_master WHERE rootpage").fetchone()[0])
    return (pages - free + tables) * each


def copy_whole(db: sqlite3.Connection, target: Path) -> None:
    """Write all that a reader sees now into a new file, which is left out where it fails.

    Raises NoRoomError, UpkeepError for a folder that cannot be written to, DamagedError for an
    original that cannot be read to its end.
    """
    try:
        db.execute("VACUUM INTO ?", (str(target.absolute()),))
        settle(target)
    except (sqlite3.Error, OSError) as error:
        remove_with_log(target)
        raise explained(error, target) from error


def explained(error: sqlite3.Error | OSError, path: Path) -> UpkeepError:
    """The trouble in words: no room, damage, or whatever else hinders."""
    text = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    if _FULL in text or "No space left" in text:
        return NoRoomError(f"{path}: no space is left on this disk; free some, or choose another")
    if words := harm(error):
        return DamagedError(f"{path}: {words}")
    return UpkeepError(f"{path}: cannot be used ({text}); check the folder and its rights")


def harm(error: Exception) -> str:
    """How a file is damaged, by an error; empty for one that tells of rights, locks or room."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return next((words for start, words in _HARM.items() if name.startswith(start)), "")


def identify(db: sqlite3.Connection, path: Path) -> None:
    """Raises DamagedError for what is no kenwatch archive, UpkeepError for a newer one."""
    owner, version = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("application_id", "user_version")
    )
    if owner != schema.APPLICATION_ID:
        raise DamagedError(f"{path}: is no kenwatch archive")
    if version > schema.VERSION:
        raise UpkeepError(
            f"{path}: was written by a newer kenwatch (archive version {version}, this one knows "
            f"{schema.VERSION}); update kenwatch"
        )


def prove(path: Path, expected: Counts) -> tuple[Counts, bool]:
    """Check a copy: mark, version, every page, the rows against the original, the search index.

    A search index that does not fit its articles is made anew from them, as nothing is lost by
    that. The rows of the copy, and whether that was done. Raises DamagedError, UpkeepError or
    NoRoomError.
    """
    try:
        with closing(opened(path, "rw")) as db:
            identify(db, path)
            faults = [row[0] for row in db.execute("PRAGMA quick_check(3)")]
            if faults != ["ok"]:
                raise DamagedError(f"{path}: {'; '.join(faults)}")
            differing = _differing(counts(db), expected)
            if differing:
                raise DamagedError(f"{path}: has not the rows of the original: {differing}")
            is_mended = _mend_index(db)
            rows = counts(db)
        settle(path)
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path) from error
    return rows, is_mended


def _differing(found: Counts, expected: Counts) -> str:
    names = [name for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]
    told = (f"{name} {found.get(name, 0):,} of {expected.get(name, 0):,}" for name in names[:3])
    return ", ".join(told)


def _mend_index(db: sqlite3.Connection) -> bool:
    """Whether a search index did not fit and was made anew; raises sqlite3.Error."""
    # each is looked at, whatever the one before was
    return sum(_mended(db, index) for index in _INDEXES) > 0


def _mended(db: sqlite3.Connection, index: str) -> bool:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (index,)).fetchone():
        return False
    # rank 1 compares the index with the texts, too (https://sqlite.org/fts5.html)
    check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - a name of ours
    try:
        db.execute(check)
    except sqlite3.DatabaseError as error:
        if not harm(error):
            raise
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - a name of ours
        db.execute(check)
        return True
    return False


def settle(path: Path) -> None:
    """Have a file or folder written to the disk itself; raises OSError."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove_with_log(path: Path) -> None:
    """Delete a database file and what SQLite may have left beside it; raises OSError."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
