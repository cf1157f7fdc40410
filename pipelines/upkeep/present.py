"""The archive whose place a backup takes: folded into one file, and kept under another name."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from pipelines import schema
from pipelines.upkeep import snapshot
from pipelines.upkeep.trouble import InUseError, UpkeepError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipelines.upkeep.snapshot import Counts

_ASIDE: Final = ".before-restore-"
_LOGS: Final = ("-wal", "-journal")
# file systems that know no second name for a file say one of these
_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS}


def fold(real: Path) -> tuple[Counts | None, str]:
    """Bring the log into the archive, so that one file is all of it; its rows, or what is wrong.

    Raises InUseError, UpkeepError for a file of another program, sqlite3.Error.
    """
    if not real.exists():
        return None, "there was none"
    try:
        with closing(snapshot.opened(real, "rw")) as db:
            _refuse_foreign(db, real)
            if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise InUseError(f"{real}: another program is reading it; end it, then try again")
            return snapshot.counts(db), ""
    except sqlite3.DatabaseError as error:
        if not (words := snapshot.harm(error)):
            raise
        return None, words


def _refuse_foreign(db: sqlite3.Connection, real: Path) -> None:
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    owner = db.execute("PRAGMA application_id").fetchone()[0]
    if tables and owner != schema.APPLICATION_ID:
        raise UpkeepError(f"{real}: is a database of another program; choose another --db file")


def take_on(real: Path, fresh: Path) -> None:
    """Give the new file rights and owner of the old one, or the owner of the folder."""
    if real.exists():
        shutil.copymode(real, fresh)
    owner = _owner(real if real.exists() else real.parent)
    if owner != _owner(fresh):
        # only root may; anybody else has rights of their own to the file
        with suppress(PermissionError):
            os.chown(fresh, *owner)


def _owner(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_uid, stat.st_gid


def keep_aside(real: Path, now: datetime) -> Path | None:
    """A second name for the present archive and what a damaged one has beside it."""
    aside = real.with_name(f"{real.name}{_ASIDE}{now:%Y%m%dT%H%M%SZ}")
    kept = [suffix for suffix in ("", *_LOGS) if _size(real, suffix)]
    for suffix in kept:
        _link(real.with_name(f"{real.name}{suffix}"), aside.with_name(f"{aside.name}{suffix}"))
    return aside if "" in kept else None


def _size(real: Path, suffix: str) -> int:
    file = real.with_name(f"{real.name}{suffix}")
    return file.stat().st_size if file.exists() else 0


def _link(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(file, name)
        snapshot.settle(name)


def drop_logs(real: Path) -> None:
    """Take away the logs of the old archive: SQLite would take them for those of the new one."""
    for suffix in (*_LOGS, "-shm"):
        real.with_name(f"{real.name}{suffix}").unlink(missing_ok=True)


def forget_names(real: Path) -> None:
    """Remove second names of the present archive that a restore left which was cut off.

    They keep nothing, and SQLite harms a file that is opened under two names. Those of a damaged
    archive stay where its log is kept with it. Raises OSError.
    """
    if not real.exists():
        return
    for file in list(real.parent.iterdir()):
        is_aside = file.name.startswith(f"{real.name}{_ASIDE}") and file.samefile(real)
        if is_aside and not any(_size(file, suffix) for suffix in _LOGS):
            file.unlink()
