"""Asks the archive a reader's SQL, in a process of its own that is ended when its time is over."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

SECONDS: Final = 5.0
MOST_ROWS: Final = 1000
# for the start of the process, which waits for a processor like everybody
_START_SECONDS: Final = 3.0
_PROGRAM: Final = (sys.executable, "-m", "desk.freesql.child")
# a process more than the machine has room for helps nobody
_AT_ONCE: Final = 2
MOST_WAITING: Final = 8
_WAIT_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as lists of values; ``is_cut`` where there are more than were asked for."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    is_cut: bool


class SqlTroubleError(Exception):
    """Why there is no answer.

    ``kind``: slow, large, busy, unreadable (the file), reserved (the name of a parameter), or
    sql, the last three with words of their own in ``told``.
    """

    def __init__(self, kind: str, told: str = "") -> None:
        super().__init__(told or kind)
        self.kind = kind
        self.told = told


class _Room:
    """A few at once, a few more that wait for a moment."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Raises SqlTroubleError (busy) where none comes free."""
        await self._wait()
        try:
            yield
        finally:
            self._places.release()

    async def _wait(self) -> None:
        if self._waiting >= MOST_WAITING:
            raise SqlTroubleError("busy")
        self._waiting += 1
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            raise SqlTroubleError("busy") from None
        finally:
            self._waiting -= 1


class Asker:
    """Runs SQL on one archive file, a few at once; for one event loop."""

    def __init__(self, path: Path, *, seconds: float = SECONDS) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro"
        self._seconds = seconds
        self._room = _Room()
        # the questions of the gallery do not wait for what readers wrote
        self._room_of_gallery = _Room()

    async def ask(
        self,
        sql: str,
        values: Mapping[str, str | float] | None = None,
        *,
        most: int = MOST_ROWS,
        is_of_gallery: bool = False,
    ) -> Answer:
        """The first ``most`` rows; raises SqlTroubleError. Cancelled, it ends its process."""
        asked = {
            "uri": self._uri,
            "sql": sql,
            "values": dict(values or {}),
            "most": most,
            "seconds": self._seconds,
        }
        room = self._room_of_gallery if is_of_gallery else self._room
        async with room.place():
            told = await self._told(json.dumps(asked).encode())
        if "trouble" in told:
            raise SqlTroubleError(told["trouble"], told["told"])
        return Answer(tuple(told["columns"]), told["rows"], told["is_cut"])

    async def _told(self, asked: bytes) -> dict[str, Any]:
        child = await asyncio.create_subprocess_exec(
            *_PROGRAM,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            # the package stands there, installed or not; nothing else of ours is its business
            cwd=Path(__file__).parents[2],
            env={"PYTHONUTF8": "1"},
        )
        try:
            async with asyncio.timeout(self._seconds + _START_SECONDS):
                out, _ = await child.communicate(asked)
        except TimeoutError:
            raise SqlTroubleError("slow") from None
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        return _read(out, child.returncode or 0)


def _read(out: bytes, status: int) -> dict[str, Any]:
    if status == -signal.SIGALRM:
        raise SqlTroubleError("slow")
    try:
        told: dict[str, Any] = json.loads(out)
    except ValueError:
        # killed for its memory, perhaps in the middle of an answer; or it never began
        is_broken = status > 0 and not out
        raise SqlTroubleError("unreadable" if is_broken else "large") from None
    return told
