"""Whole copies of the archive: made under another name, checked, and only then called a backup."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.verdict import counted
from pipelines.upkeep import identity, snapshot
from pipelines.upkeep.room import free_bytes, in_words, make_sure_of_room
from pipelines.upkeep.rotation import (
    HALF_MADE,
    backup_name,
    is_half_made,
    made_at,
    superfluous,
)
from pipelines.upkeep.trouble import DamagedError, UpkeepError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipelines.archive import Archive
    from pipelines.upkeep.room import Free
    from pipelines.upkeep.snapshot import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was checked: its size in bytes, its rows, the older ones that went for it.

    ``is_mended``: the search index of the archive did not fit, that of the backup does.
    """

    path: Path
    size: int
    rows: Counts
    is_mended: bool
    deleted: Sequence[Path] = ()

    def __str__(self) -> str:
        words = f"{self.path}: {in_words(self.size)}, {counted(self.rows['article'], 'article')}"
        words += ", checked"
        if self.is_mended:
            words += (
                "; the search index of the archive is harmed, that of the backup was made anew: "
                "stop the daemon and restore this backup"
            )
        if self.deleted:
            words += f"; {counted(len(self.deleted), 'older backup')} deleted"
        return words


def back_up(archive: Archive, folder: Path, now: datetime, *, free: Free = free_bytes) -> Backup:
    """Make a backup of the archive in a folder that exists; nothing of it is left where it fails.

    Named for the archive and the minute, ``kenwatch-20261123T0200Z.db``; one of the same minute
    is replaced, but for one of another archive of this name. Not within a transaction. Raises
    UpkeepError and its kin.
    """
    if not folder.is_dir():
        # made here, it might lie where a disk is not mounted
        raise UpkeepError(f"{folder}: no such folder; make it, or choose another for backups")
    mark = identity.marked(archive, now)
    target = folder / backup_name(archive.path.stem, now)
    half = target.with_name(f"{target.name}{HALF_MADE}{mark}")
    try:
        _clear(archive.path.stem, mark, folder)
        _refuse_foreign(target, mark)
        rows, is_mended = _copy(archive, half, mark, free)
        # another archive may have been quicker
        _refuse_foreign(target, mark)
        half.replace(target)
        snapshot.settle(folder)
        size = target.stat().st_size
    except OSError as error:
        raise snapshot.explained(error, folder) from error
    finally:
        with suppress(OSError):
            snapshot.remove_with_log(half)
    return Backup(path=target, size=size, rows=rows, is_mended=is_mended)


def back_up_and_rotate(
    archive: Archive,
    folder: Path,
    now: datetime,
    *,
    keep: int,
    keep_weekly: int,
    free: Free = free_bytes,
) -> Backup:
    """As ``back_up``; when it is there, older backups go that are no longer kept."""
    made = back_up(archive, folder, now, free=free)
    stem, mark = archive.path.stem, identity.marked(archive, now)
    deleted = rotate(folder, stem, mark, made.path, keep=keep, keep_weekly=keep_weekly)
    return replace(made, deleted=deleted)


def rotate(
    folder: Path, stem: str, mark: str, newest: Path, *, keep: int, keep_weekly: int
) -> Sequence[Path]:
    """Delete backups that are no longer kept, see ``rotation.superfluous``; oldest first.

    Only files that are backups of this archive by name and by their mark; no other is counted.
    Raises UpkeepError.
    """
    last = made_at(stem, newest.name)
    assert last is not None
    gone = []
    try:
        known = _known(folder, stem, mark)
        for at in superfluous(known, last, keep, keep_weekly):
            known[at].unlink(missing_ok=True)
            gone.append(known[at])
    except OSError as error:
        raise UpkeepError(
            f"{newest} is made, but older backups cannot be deleted ({error.strerror}): "
            "check the rights of the folder"
        ) from error
    return gone


def _known(folder: Path, stem: str, mark: str) -> dict[datetime, Path]:
    """The backups of one archive, by when they were made. Raises OSError."""
    named = _named(folder, stem).items()
    return {at: file for at, file in named if identity.is_backup_of(mark, file)}


def _named(folder: Path, stem: str) -> dict[datetime, Path]:
    """The files that are backups of archives of a name by theirs. Raises OSError."""
    return {at: file for file in folder.iterdir() if (at := made_at(stem, file.name))}


def _clear(stem: str, mark: str, folder: Path) -> None:
    """Remove what backups of an archive that were cut off have left. Raises OSError."""
    for file in list(folder.iterdir()):
        if is_half_made(stem, file.name, mark):
            file.unlink(missing_ok=True)


def _refuse_foreign(target: Path, mark: str) -> None:
    """Raises UpkeepError for a file that must not be replaced, OSError."""
    if not target.exists() or identity.is_backup_of(mark, target):
        return
    if target.is_file() and snapshot.is_ours(target):
        raise UpkeepError(
            f"{target}: is of another archive of the same name, or used as one itself; give "
            "each archive a folder of its own for backups"
        )
    raise UpkeepError(f"{target}: is no backup of kenwatch; move it, or choose a folder")


def _copy(archive: Archive, half: Path, mark: str, free: Free) -> tuple[Counts, bool]:
    db = archive.connection
    trouble: UpkeepError
    try:
        make_sure_of_room(half.parent, snapshot.size_of(db), free)
        rows = snapshot.counts(db)
        snapshot.copy_whole(db, half)
        return snapshot.prove(half, rows)
    except sqlite3.Error as error:
        trouble = snapshot.explained(error, archive.path)
    except UpkeepError as error:
        trouble = error
    raise _refused(archive, half, mark, trouble) if isinstance(trouble, DamagedError) else trouble


def _refused(archive: Archive, half: Path, mark: str, error: DamagedError) -> DamagedError:
    """What to do where the archive has no whole copy."""
    reason = str(error).removeprefix(f"{half}: ").removeprefix(f"{archive.path}: ")
    # a mark that the damage hides tells nothing of what is there
    older = _named(half.parent, archive.path.stem)
    if mark:
        older = _known(half.parent, archive.path.stem, mark)
    mend = "and this folder holds no older one"
    if older:
        mend = f"older ones are kept; `kenwatch restore {older[max(older)]}` puts the last"
        mend += " in its place"
    return DamagedError(
        f"{archive.path}: no whole copy of it could be made ({reason}), so that there is no new "
        f"backup; {mend}"
    )
