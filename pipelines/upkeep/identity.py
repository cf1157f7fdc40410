"""Which archive a backup is of: a random mark, noted in the archive and so in its backups.

File names say no more than the archive's own name, and two archives may share one.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from pipelines.archive import ArchiveError
from pipelines.moments import iso
from pipelines.upkeep import snapshot

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipelines.archive import Archive

IDENTITY: Final = "identity"
_BYTES: Final = 8
# they stand beside a file that somebody writes to: an archive, whatever its name
_AT_WORK: Final = (".lock", "-wal")


def marked(archive: Archive, now: datetime) -> str:
    """The mark of an archive, which is given one where it has none.

    Empty where none can be noted: a backup to another disk is made for a full one, too. Not within
    a transaction.
    """
    try:
        if mark := _mark(archive.connection):
            return mark
        mark = secrets.token_hex(_BYTES)
        with archive.write() as db:
            db.execute(
                "INSERT INTO chore (name, began_at, ended_at, done_at, detail)"
                " VALUES (:name, :now, :now, :now, :mark)",
                {"name": IDENTITY, "now": iso(now), "mark": mark},
            )
    except (sqlite3.Error, ArchiveError):
        return ""
    return mark


def is_backup_of(mark: str, path: Path) -> bool:
    """Whether a file is a backup of the archive with this mark, or of one that had none yet.

    Not one that is used as an archive itself, nor one that cannot be read. Raises OSError.
    """
    if not path.is_file() or not snapshot.is_ours(path):
        return False
    if any(path.with_name(f"{path.name}{suffix}").exists() for suffix in _AT_WORK):
        return False
    try:
        with closing(snapshot.opened(path)) as db:
            return _mark(db) in {"", mark}
    except sqlite3.Error:
        return False


def _mark(db: sqlite3.Connection) -> str:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'chore'").fetchone():
        # older than the chores
        return ""
    row = db.execute("SELECT detail FROM chore WHERE name = ?", (IDENTITY,)).fetchone()
    return str(row[0]) if row else ""
