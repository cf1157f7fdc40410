"""A lock on a file that tells who holds it: pid and command stand in it while it is held."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Sequence

_POLL_SECONDS = 0.1
_LARGEST = 1000
_WORD = re.compile(r"[a-z][a-z-]{0,30}")


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock, as it named itself."""

    pid: int
    command: str

    def __str__(self) -> str:
        return f"pid {self.pid}, {self.command}"


class HeldError(Exception):
    """Another process holds the lock; ``holder`` is None where it did not say who it is."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(str(holder or "unknown"))
        self.holder = holder


class LockFile:
    """A lock between processes; the system lets go of it when its holder dies, however it dies.

    The file stays when the lock is released: whoever waits for it must find the same one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path)

    def acquire(self, wait: float = 0.0) -> None:
        """Take the lock, waiting so many seconds for it; raises HeldError or OSError."""
        if not self.path.absolute().parent.is_dir():
            # the library would make the folder: that of a disk that is not mounted
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        try:
            self._lock.acquire(timeout=wait, poll_interval=_POLL_SECONDS)
        except Timeout as error:
            raise HeldError(holder_of(self.path)) from error
        self._write(json.dumps({"pid": os.getpid(), "command": command_of(sys.argv)}))

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self._lock.is_locked:
            self._write("")
        self._lock.release()

    def _write(self, text: str) -> None:
        # who holds it is a courtesy: a full disk does not make the lock less held
        with contextlib.suppress(OSError):
            self.path.write_text(text, encoding="utf-8")


def beside(archive: Path, suffix: str) -> Path:
    """A companion of an archive: the same one under whatever names, links and ways lead to it."""
    # SQLite too keeps its log beside the file itself
    return Path(f"{os.path.realpath(archive)}{suffix}")


def holder_of(path: Path) -> Holder | None:
    """Who holds a lock by its own word; None where nobody does, or none can be read."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(_LARGEST))
        return Holder(int(told["pid"]), " ".join(str(told["command"]).split())[:80])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def command_of(arguments: Sequence[str]) -> str:
    """The command of a process in two words ("kenwatch crawl"), without what it was given."""
    words = (word for word in arguments[1:] if _WORD.fullmatch(word))
    program = "kenwatch daemon" if arguments[:1] and "scheduler" in arguments[0] else "kenwatch"
    return f"{program} {next(words, '')}".strip() if program == "kenwatch" else program
