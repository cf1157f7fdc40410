"""Where log lines go: a file that several processes write and turn over, or stderr."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from contextlib import contextmanager, suppress
from logging import StreamHandler
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from logging import LogRecord

_PAUSE: Final = 60.0


class _Troubles:
    """Tells that lines are lost, on stderr and not at each line."""

    def __init__(self) -> None:
        self._told_at = -_PAUSE

    def tell(self, logger: str) -> None:
        now = time.monotonic()
        if now - self._told_at < _PAUSE or sys.stderr is None:
            return
        self._told_at = now
        error = sys.exc_info()[1]
        reason = getattr(error, "strerror", None) or type(error).__name__
        # the standard report shows the arguments of the line, which may hold a secret
        try:
            sys.stderr.write(f"kenwatch: a line of {logger} could not be logged ({reason})\n")
        except (OSError, ValueError):
            # nobody listens any more; the work goes on
            return


class LogStream(StreamHandler):  # type: ignore[type-arg]
    """Lines on stderr; one that cannot be written does not stop the work."""

    def __init__(self) -> None:
        super().__init__()
        self._troubles = _Troubles()

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Say that the line is lost."""
        self._troubles.tell(record.name)


class LogFile(RotatingFileHandler):
    """A file that is turned over at a size, also where other processes write into it.

    The standard handler of one process goes on writing into the file that another has renamed.
    Here each line is written under a lock (``FILE.lock``), into the file that has the name now.
    """

    def __init__(self, path: Path, max_bytes: int, keep: int) -> None:
        super().__init__(
            path, maxBytes=max_bytes, backupCount=keep, encoding="utf-8", errors="backslashreplace"
        )
        self._troubles = _Troubles()

    def emit(self, record: LogRecord) -> None:
        """Write one line."""
        try:
            with self._alone():
                self._open_again()
                super().emit(record)
        except (OSError, ValueError):
            # the disk is full, the folder gone, the stream closed by somebody
            self.handleError(record)

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Say that the line is lost."""
        self._troubles.tell(record.name)

    def doRollover(self) -> None:  # noqa: N802 - the name that logging calls
        """Turn the file over; where no old one is kept, begin it anew."""
        if self.backupCount == 0 and self.stream:
            # the standard handler would go on with the same file
            self.stream.truncate(0)
        super().doRollover()

    def close(self) -> None:
        """Let go of the file; lines that a full disk did not take are lost, as was told."""
        with suppress(OSError):
            super().close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # opened for each line: a lock that was inherited over a fork would be shared
        lock = os.open(f"{self.baseFilename}.lock", os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o660)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open_again(self) -> None:
        try:
            there = Path(self.baseFilename).stat()
            here = os.fstat(self.stream.fileno()) if self.stream else None
            if here and (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
                return
        except FileNotFoundError:
            pass
        if self.stream:
            self.stream.close()
        self.stream = self._open()
