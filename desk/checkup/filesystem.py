"""The disk of the archive: room, rights, and whether it can hold a write-ahead log."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.checkup.finding import Check
from desk.status import file_bytes, size
from pipelines.upkeep.room import free_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.checkup.subject import Subject

_LITTLE_SPACE: Final = 1_000_000_000
_NO_SPACE: Final = 100_000_000
# https://sqlite.org/wal.html: all processes must share memory, which these do not offer
_SHARED: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs",
    "lustre", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "davfs", "fuse.davfs2",
    "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse", "drvfs", "virtiofs", "prl_fs",
})  # fmt: skip
_PASSING: Final = frozenset({"tmpfs", "ramfs"})
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_MOUNTS: Final = Path("/proc/self/mountinfo")
_KIND_AT: Final = 4


def disk(path: Path, free: Callable[[Path], int] = free_bytes) -> Check:
    """Whether the archive's disk has room: for what comes, and for its upkeep."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return Check("disk", "fail", f"{folder}: no such folder", "make it, or change --db")
    room, held = free(folder), file_bytes(path)
    found = f"{size(room)} free at {folder}"
    mend = "free some space, or move the archive"
    if room < _NO_SPACE:
        return Check("disk", "fail", found, mend)
    if room < _LITTLE_SPACE or room < held // 10:
        return Check("disk", "warn", found, mend)
    return Check("disk", "ok", found)


def rights(path: Path, access: Callable[[Path, int], bool] = os.access) -> Check:
    """Whether the archive can be written to: the file, and what SQLite keeps beside it."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return Check("rights", "skip", "there is no folder to look at")
    parts = [path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", ".lock"))]
    closed = [str(one) for one in parts if one.exists() and not access(one, os.R_OK | os.W_OK)]
    if not access(folder, os.W_OK | os.X_OK):
        closed.append(str(folder))
    if closed:
        found = f"cannot be written to: {', '.join(closed)}"
        mend = "give them to whoever runs kenwatch (chown); to read alone it is enough as it is"
        return Check("rights", "warn", found, mend)
    return Check("rights", "ok", f"{folder}: can be written to")


def kind(path: Path, mounts: Path = _MOUNTS) -> Check:
    """Whether the file system can hold an archive."""
    try:
        told = mounts.read_text("utf-8", "surrogateescape")
    except OSError:
        return Check("file system", "skip", "this system does not tell its kind")
    name = kind_of(os.path.realpath(path.absolute().parent), told)
    if name in _SHARED:
        found = f"{name}: a network or shared folder, on which SQLite may harm the archive"
        return Check("file system", "fail", found, "move the archive to a disk of this machine")
    if name in _PASSING:
        found = f"{name}: in memory, and gone when the machine starts anew"
        return Check("file system", "warn", found, "move the archive to a disk")
    return Check("file system", "ok", name or "of this machine")


def kind_of(folder: str, mountinfo: str) -> str:
    """The kind of the file system of a folder, by the kernel's list of mounts; "" if unknown.

    The list is that of ``/proc/self/mountinfo``: the last of the longest mount points holds.
    """
    best, kind = "", ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) <= _KIND_AT or not after:
            continue
        point = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[_KIND_AT])
        inside = folder == point or folder.startswith(f"{point.rstrip('/')}/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind


def look(subject: Subject) -> Iterator[Check]:
    """All of these checks."""
    yield disk(subject.path)
    yield rights(subject.path)
    yield kind(subject.path)
