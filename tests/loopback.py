"""A server on a loopback address that sends exactly the bytes it is told to, right or wrong.

``LoopbackServer(answer)`` calls ``answer(hit)`` for each request; the result is bytes, or
parts of it: bytes are sent, a number is a pause in seconds, ``HANG`` keeps the connection
open without a word. The connection is closed after each answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence

HANG: Final = "hang"
Part = bytes | float | Literal["hang"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as it came. ``at``: seconds of the monotonic clock."""

    host: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    at: float = 0.0


def reply(
    body: bytes = b"",
    *,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    length: int | None = None,
    **headers: str,
) -> bytes:
    """A whole HTTP/1.1 answer; ``length`` overrides the Content-Length, ``-1`` leaves it out."""
    lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {content_type}", "Connection: close"]
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to: str, status: int = 302) -> bytes:
    """A redirect to any place, right or wrong."""
    return reply(status=status, Location=to)


class LoopbackServer:
    """A context manager; ``port`` is free for the taking, ``hits`` is what was asked so far."""

    def __init__(
        self,
        answer: Callable[[Hit], bytes | Sequence[Part]],
        tls: ssl.SSLContext | None = None,
        address: str = "127.0.0.1",
    ) -> None:
        self.hits: list[Hit] = []
        self.port = 0
        self._answer = answer
        self._tls = tls
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the loopback server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def paths(self, host: str) -> list[str]:
        """What was asked of one host, in order."""
        return [hit.path for hit in self.hits if hit.host == host]

    def times(self, host: str, path: str) -> list[float]:
        """When one page was asked for."""
        return [hit.at for hit in self.hits if (hit.host, hit.path) == (host, path)]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, self._address, 0, ssl=self._tls)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            # what still hangs when the server is left is cancelled
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                head = await reader.readuntil(b"\r\n\r\n")
                await self._send(writer, _parse(head))
        finally:
            writer.transport.abort() if writer.is_closing() else writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._tasks.discard(task)

    async def _send(self, writer: asyncio.StreamWriter, hit: Hit) -> None:
        self.hits.append(hit)
        answer = self._answer(hit)
        for part in [answer] if isinstance(answer, bytes) else answer:
            if isinstance(part, bytes):
                writer.write(part)
                await writer.drain()
            else:
                await asyncio.sleep(3600 if part == HANG else float(part))


def _parse(head: bytes) -> Hit:
    request, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    host = headers.get("host", "").partition(":")[0]
    return Hit(host=host, path=request.split(" ")[1], headers=headers, at=monotonic())
