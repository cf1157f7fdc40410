"""Child processes of the daemon: started, listened to, limited in time, and ended with all kin."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crawler.verdict import Exit
from desk.daemon.childenv import environment_of
from desk.daemon.problems import one_line

if TYPE_CHECKING:
    from asyncio import StreamReader
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from desk.daemon.lastgood import LastGood

logger = logging.getLogger("kenwatch.daemon")

PROGRAM: Final = (sys.executable, "-m", "desk")
# what systemd and Docker allow is more; a second of it is for the daemon itself
STOP_SECONDS: Final = 8.0
_BOUND: Final = Path(__file__).with_name("bound.py")
_LAST_LINES, _LONGEST_LINE, _LONGEST_ANSWER = 5, 2000, 1 << 20
_DRAIN_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code (negative: a signal), and how long it took.

    ``answer``: what it printed; ``said``: its last lines on stderr.
    """

    code: int
    seconds: float = 0.0
    answer: str = ""
    said: tuple[str, ...] = ()

    @property
    def last_words(self) -> str:
        """The last line on stderr, or ""."""
        return self.said[-1].removeprefix("kenwatch: ") if self.said else ""


@dataclass(slots=True)
class Pipe:
    """A pipe that is listened to; ``end`` is what a child writes into, until it is let go of."""

    end: int
    listening: asyncio.Task[None]

    def let_go(self) -> None:
        """Close the end for writing: the children have theirs."""
        if self.end >= 0:
            os.close(self.end)
            self.end = -1


@asynccontextmanager
async def _pipe(listen: Callable[[StreamReader], Awaitable[None]]) -> AsyncIterator[Pipe]:
    """A pipe of our own: asyncio takes a child for alive while anybody holds one of its pipes."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    ours, theirs = os.pipe()
    transport, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ours, "rb")
    )
    pipe = Pipe(theirs, asyncio.ensure_future(listen(reader)))
    try:
        yield pipe
    finally:
        pipe.let_go()
        pipe.listening.cancel()
        transport.close()


@dataclass(slots=True)
class Children:
    """All children of the daemon. Once ``stopping`` is set, they end and none is started.

    ``last_good``: the configuration that they go by, for what it wants in their environment.
    """

    program: Sequence[str] = PROGRAM
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    last_good: LastGood | None = None
    _running: dict[int, str] = field(default_factory=dict)

    @property
    def pids(self) -> frozenset[int]:
        """The processes that were started and did not end yet."""
        return frozenset(self._running)

    async def run(self, name: str, words: Sequence[str], limit: float) -> Ended:
        """Run ``kenwatch WORDS`` for at most ``limit`` seconds; never raises for what it does.

        ``name`` is what the log calls it.
        """
        if self.stopping.is_set():
            return Ended(Exit.INTERRUPTED)
        began, said, answer = time.monotonic(), deque[str](maxlen=_LAST_LINES), bytearray()

        def hear(line: str) -> None:
            said.append(line)
            logger.info("%s: %s", name, line)

        async with _pipe(partial(_bytes, answer)) as out, _pipe(partial(_lines, hear)) as err:
            try:
                child = await self._start(name, words, out, err)
            except OSError as error:
                # no memory, no process left: as if the child had said it
                return Ended(Exit.ERROR, said=(f"cannot be started ({error.strerror})",))
            self._running[child.pid] = name
            try:
                await self._watch(child, name, limit)
                await _drained(out, err)
            finally:
                _sweep(child.pid)
                del self._running[child.pid]
        code = Exit.ERROR if child.returncode is None else child.returncode
        text = answer.decode("utf-8", "replace")
        return Ended(code, time.monotonic() - began, text, tuple(said))

    async def _start(self, name: str, words: Sequence[str], out: Pipe, err: Pipe) -> Process:
        good = self.last_good
        more, secrets = (good.environment, good.variables) if good else ({}, frozenset())
        child = await asyncio.create_subprocess_exec(
            # isolated and without packages: it only asks the system for something
            *(sys.executable, "-I", "-S", str(_BOUND), str(os.getpid())),
            *(*self.program, *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out.end,
            stderr=err.end,
            # its own session: a Ctrl-C at the terminal reaches the daemon only, which tells it
            start_new_session=True,
            env=environment_of(name, os.environ, more, secrets),
        )
        out.let_go()
        err.let_go()
        return child

    async def _watch(self, child: Process, name: str, limit: float) -> None:
        """Wait for the child; end it when the daemon stops, or when it takes too long."""
        ended = asyncio.ensure_future(child.wait())
        stopping = asyncio.ensure_future(self.stopping.wait())
        await asyncio.wait((ended, stopping), timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ended.done():
            if not self.stopping.is_set():
                logger.error("%s took over %g s and is stopped", name, limit)
            await _end(child)
        await ended

    def kill(self) -> None:
        """End all children and their kin at once."""
        for pid in self._running:
            _sweep(pid)

    def reap(self) -> int:
        """Take leave of dead processes that were left to the daemon; how many.

        As the first process of a container it inherits the orphans of its children.
        """
        count = 0
        # a look first: how a child of our own ended is for those who wait for it
        while (found := _dead()) and found not in self._running:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(found, os.WNOHANG)
            count += 1
        return count


def _dead() -> int:
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return 0
    return found.si_pid if found else 0


async def _end(child: Process) -> None:
    """SIGTERM, and SIGKILL for one that does not end: stored pages are safe, others queued."""
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await child.wait()
    except TimeoutError:
        _sweep(child.pid)


def _sweep(pid: int) -> None:
    """Kill what is left of a child's session: workers outlive one that was killed."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


async def _drained(*pipes: Pipe) -> None:
    # a process that slipped away may hold the pipes open for ever
    await asyncio.wait([pipe.listening for pipe in pipes], timeout=_DRAIN_SECONDS)


async def _lines(hear: Callable[[str], None], stream: StreamReader) -> None:
    rest = b""
    while chunk := await stream.read(1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LONGEST_LINE]
        _hear_all(lines, hear)
    _hear_all([rest], hear)


def _hear_all(lines: Sequence[bytes], hear: Callable[[str], None]) -> None:
    for line in lines:
        text = one_line(line[:_LONGEST_LINE].decode("utf-8", "replace"))
        if text:
            hear(text)


async def _bytes(into: bytearray, stream: StreamReader) -> None:
    while chunk := await stream.read(1 << 16):
        into += chunk[: _LONGEST_ANSWER - len(into)]
