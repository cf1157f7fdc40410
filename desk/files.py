"""Answers written to a file or to stdout; a file appears whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_out(chunks: Iterable[bytes], target: Path | None) -> None:
    """Write bytes to ``target``, or to stdout for None and "-"; raises UserError where it fails."""
    if target is None or str(target) == "-":
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    try:
        _write_whole(chunks, target)
    except OSError as error:
        raise UserError(
            f"{target}: cannot be written ({error.strerror}); choose another place"
        ) from error


def _write_whole(chunks: Iterable[bytes], target: Path) -> None:
    # a reader (a feed reader, a spreadsheet) must never see half a file
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        part = Path(file.name)
        try:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            part.unlink()
            raise
    # a temporary file is private; the answer gets the rights that any new file would have
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    part.replace(target)
