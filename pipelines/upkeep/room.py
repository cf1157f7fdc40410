"""Room on a disk, and sizes in words. Pure but for the question to the disk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from pipelines.upkeep.trouble import NoRoomError, UpkeepError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    # bytes that can still be written in a folder
    Free = Callable[[Path], int]

# a copy is no larger than what it is made from; the rest is for what others write meanwhile
_SPARE: Final = 1.1
_STEP: Final = 1000


def free_bytes(folder: Path) -> int:
    """Bytes that can still be written in a folder; raises OSError."""
    return shutil.disk_usage(folder).free


def in_words(count: float) -> str:
    """Bytes as people read them, in powers of 1000: "3.4 MB"."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < _STEP:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= _STEP
    return f"{count:.1f} TB"


def make_sure_of_room(folder: Path, size: int, free: Free) -> None:
    """Raises NoRoomError where ``size`` bytes and a tenth would not fit, UpkeepError if unknown."""
    try:
        there = free(folder)
    except OSError as error:
        raise UpkeepError(f"{folder}: cannot be looked into ({error.strerror})") from error
    needed = int(size * _SPARE)
    if there < needed:
        raise NoRoomError(
            f"{folder}: {in_words(needed)} are needed and {in_words(there)} are free; "
            "free some space, or choose another folder"
        )
