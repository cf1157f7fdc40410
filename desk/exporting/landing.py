"""A file that appears whole or not at all, and never takes the place of another unasked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from crawler.verdict import Exit
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL: Final = ("disk is full", "No space left", "disk quota")
# what SQLite may leave beside a database
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


def make_sure(target: Path, archive: Path, *, force: bool) -> None:
    """Raises UserError where a file may not be written: it is there, or is the archive itself."""
    if target.is_dir():
        raise UserError(f"{target}: is a folder; name a file in it", Exit.USAGE)
    if not target.absolute().parent.is_dir():
        raise UserError(f"{target}: its folder does not exist; make it, or choose another place")
    if not target.exists():
        return
    if not target.is_file():
        raise UserError(f"{target}: is no ordinary file; for the screen write --out -", Exit.USAGE)
    own = (archive, *(archive.with_name(f"{archive.name}{end}") for end in _COMPANIONS))
    if any(one.exists() and one.samefile(target) for one in own):
        raise UserError(f"{target}: is the archive itself; name another file", Exit.USAGE)
    if not force:
        raise UserError(f"{target}: is there already; give --force to replace it", Exit.USAGE)


@contextmanager
def landing(target: Path, archive: Path, *, force: bool) -> Iterator[Path]:
    """A file beside ``target`` to be filled, which takes its name at the end.

    Nothing is left of it where the work is broken off. Raises UserError.
    """
    make_sure(target, archive, force=force)
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            part = Path(file.name)
        try:
            yield part
            _settle(part)
            # another program may have been quicker
            make_sure(target, archive, force=force)
            part.replace(target)
        finally:
            for ending in ("", *_COMPANIONS):
                part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise _explained(target, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        # all else that SQLite tells is of the archive
        if not any(mark in str(error) for mark in _FULL):
            raise
        raise _explained(target, str(error)) from error


def _settle(part: Path) -> None:
    """Have it on the disk, with the rights of any new file; a temporary one is private."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)


def _explained(target: Path, text: str) -> UserError:
    if any(mark in text for mark in _FULL):
        return UserError(f"{target}: no space is left on this disk; free some", Exit.NO_SPACE)
    return UserError(f"{target}: cannot be written ({text}); choose another place")
