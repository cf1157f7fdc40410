"""Raw pages are kept for so long, and up to such a size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.verdict import counted
from pipelines.upkeep.rawpages import RawFile, began_at, outdated
from pipelines.upkeep.room import in_words
from pipelines.upkeep.trouble import UpkeepError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Swept:
    """The files of raw pages that were deleted, and those that stay."""

    deleted: Sequence[RawFile]
    kept: Sequence[RawFile]

    def __str__(self) -> str:
        return f"{_told(self.deleted)} deleted, {_told(self.kept)} kept"


def sweep(folder: Path, now: datetime, *, keep_days: int | None, max_bytes: int) -> Swept:
    """Delete the files of raw pages in a folder that are too old or too many.

    ``keep_days`` None: none is too old. Only files that are ours by name, see ``rawpages``.
    Raises UpkeepError when all that could be deleted is.
    """
    if not folder.exists():
        return Swept((), ())
    try:
        files = list(_files(folder))
    except OSError as error:
        raise UpkeepError(f"{folder}: cannot be read ({error.strerror})") from error
    gone = outdated(files, now, keep_days=keep_days, max_bytes=max_bytes)
    stuck = [words for file in gone if (words := _delete(folder / file.name))]
    if stuck:
        others = f" and {len(stuck) - 1} more" if len(stuck) > 1 else ""
        raise UpkeepError(f"{stuck[0]}{others}: check the rights of the folder")
    return Swept(gone, [file for file in files if file not in gone])


def _files(folder: Path) -> Iterator[RawFile]:
    for path in folder.iterdir():
        at = began_at(path.name)
        # a link may lead to what is not ours
        if at is not None and path.is_file() and not path.is_symlink():
            stat = path.stat()
            written = datetime.fromtimestamp(stat.st_mtime, UTC)
            yield RawFile(path.name, at, written, stat.st_size)


def _delete(path: Path) -> str:
    """Delete a file; why it could not be, if so."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return f"{path}: cannot be deleted ({error.strerror})"
    return ""


def _told(files: Sequence[RawFile]) -> str:
    size = in_words(sum(file.size for file in files))
    return f"{counted(len(files), 'file')} of raw pages ({size})"
