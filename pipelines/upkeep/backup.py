"""Whole copies of the archive: made under another name, checked, and only then called a backup."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.verdict import counted
from pipelines.upkeep import snapshot
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
    is replaced. Not within a transaction. Raises UpkeepError and its kin.
    """
    if not folder.is_dir():
        # made here, it might lie where a disk is not mounted
        raise UpkeepError(f"{folder}: no such folder; make it, or choose another for backups")
    target = folder / backup_name(archive.path.stem, now)
    half = target.with_name(f"{target.name}{HALF_MADE}")
    try:
        _clear(archive.path.stem, folder)
        if target.exists() and not snapshot.is_ours(target):
            raise UpkeepError(f"{target}: is no backup of kenwatch; move it, or choose a folder")
        rows, is_mended = _copy(archive, half, free)
        half.replace(target)
        snapshot.settle(folder)
        size = target.stat().st_size
    except OSError as error:
        with suppress(OSError):
            snapshot.remove_with_log(half)
        raise snapshot.explained(error, folder) from error
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
    deleted = rotate(folder, archive.path.stem, made.path, keep=keep, keep_weekly=keep_weekly)
    return replace(made, deleted=deleted)


def rotate(folder: Path, stem: str, newest: Path, *, keep: int, keep_weekly: int) -> Sequence[Path]:
    """Delete backups that are no longer kept, see ``rotation.superfluous``; oldest first.

    Only files that are ours by name and by their mark. Raises UpkeepError.
    """
    last = made_at(stem, newest.name)
    assert last is not None
    gone = []
    try:
        known = {at: file for file in folder.iterdir() if (at := made_at(stem, file.name))}
        for at in superfluous(known, last, keep, keep_weekly):
            if snapshot.is_ours(known[at]):
                known[at].unlink(missing_ok=True)
                gone.append(known[at])
    except OSError as error:
        raise UpkeepError(
            f"{newest} is made, but older backups cannot be deleted ({error.strerror}): "
            "check the rights of the folder"
        ) from error
    return gone


def _clear(stem: str, folder: Path) -> None:
    """Remove what backups that were cut off have left. Raises OSError."""
    for file in list(folder.iterdir()):
        if is_half_made(stem, file.name):
            file.unlink(missing_ok=True)


def _copy(archive: Archive, half: Path, free: Free) -> tuple[Counts, bool]:
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
    snapshot.remove_with_log(half)
    raise _refused(archive, half, trouble) if isinstance(trouble, DamagedError) else trouble


def _refused(archive: Archive, half: Path, error: DamagedError) -> DamagedError:
    """What to do where the archive has no whole copy."""
    reason = str(error).removeprefix(f"{half}: ").removeprefix(f"{archive.path}: ")
    names = (file.name for file in half.parent.iterdir())
    older = sorted(name for name in names if made_at(archive.path.stem, name) is not None)
    mend = "and this folder holds no older one"
    if older:
        mend = f"older ones are kept; `kenwatch restore {half.parent / older[-1]}` puts the last"
        mend += " in its place"
    return DamagedError(
        f"{archive.path}: no whole copy of it could be made ({reason}), so that there is no new "
        f"backup; {mend}"
    )
