"""Asks the archive a reader's SQL, in a process of its own that is ended when its time is over."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS: Final = 5.0
MOST_ROWS: Final = 1000
# for the start of the process, which waits for a processor like everybody
_START_SECONDS: Final = 3.0
_PROGRAM: Final = (sys.executable, "-m", "desk.freesql.child")
# a process more than the machine has room for helps nobody
_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as lists of values; ``is_cut`` where there are more than were asked for."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    is_cut: bool


class SqlTroubleError(Exception):
    """Why there is no answer. ``kind``: slow, large, or sql with the words of SQLite."""

    def __init__(self, kind: str, told: str = "") -> None:
        super().__init__(told or kind)
        self.kind = kind
        self.told = told


class Asker:
    """Runs SQL on one archive file, a few at once; for one event loop."""

    def __init__(self, path: Path, *, seconds: float = SECONDS) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro"
        self._seconds = seconds
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def ask(
        self, sql: str, values: Mapping[str, str | float] | None = None, *, most: int = MOST_ROWS
    ) -> Answer:
        """The first ``most`` rows; raises SqlTroubleError."""
        asked = {
            "uri": self._uri,
            "sql": sql,
            "values": dict(values or {}),
            "most": most,
            "seconds": self._seconds,
        }
        async with self._room:
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
        return _read(out)


def _read(out: bytes) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(out)
    except ValueError:
        # killed for its memory in the middle of an answer
        raise SqlTroubleError("large") from None
    return told
