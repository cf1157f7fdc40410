"""The status page: HTTP on loopback, in a thread of its own, with a limit to everything."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.daemon.aside import aside

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable, Mapping

logger = logging.getLogger("kenwatch.daemon")

HOST: Final = "127.0.0.1"
# a page of the net must not ask through a browser on this machine (DNS rebinding)
_LOCAL: Final = frozenset({"127.0.0.1", "localhost"})
_HEAD_BYTES, _SECONDS, _CONNECTIONS = 8192, 10.0, 16
_WORDS: Final = {
    200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 421: "Misdirected Request", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"


class Page:
    """Answers GET and HEAD by a table of paths; the calls run in threads and may take a while."""

    def __init__(self, paths: Mapping[str, Callable[[], Answer]], port: int) -> None:
        self._paths, self._open = paths, 0
        self._socket = socket.create_server((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._work, name="status page", daemon=True)

    @classmethod
    def opened(cls, paths: Mapping[str, Callable[[], Answer]], port: int) -> Page | None:
        """A page at work; None, and a word in the log, where the port cannot be had."""
        try:
            page = cls(paths, port)
        except OSError as error:
            logger.error(  # noqa: TRY400 - words, no traceback
                "port %d of %s cannot be had (%s): no status page; set another status_port",
                *(port, HOST, error.strerror),
            )
            return None
        page._thread.start()
        logger.info("status page at http://%s:%d/healthz and /metrics", HOST, page.port)
        return page

    def close(self) -> None:
        """End it; an answer under way is cut off."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=0.5)

    def _work(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._meet, sock=self._socket, limit=_HEAD_BYTES)
        async with server:
            await self._stop.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        # so that each can close its connection
        await asyncio.sleep(0)

    async def _meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._open += 1
        try:
            async with asyncio.timeout(_SECONDS):
                answer, head_only = await self._hear(reader)
                writer.write(_bytes(answer, head_only=head_only))
                await writer.drain()
        except TimeoutError:
            writer.write(_bytes(Answer(408)))
        except (OSError, asyncio.IncompleteReadError):
            # went away before it had asked, or before it had its answer
            pass
        finally:
            self._open -= 1
            writer.close()

    async def _hear(self, reader: StreamReader) -> tuple[Answer, bool]:
        if self._open > _CONNECTIONS:
            return Answer(503, b"Too many at once.\n"), False
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.LimitOverrunError:
            return Answer(431), False
        request, _, headers = head.partition("\r\n")
        method, _, rest = request.partition(" ")
        refusal = _refusal(method, headers)
        if refusal is not None:
            return refusal, method == "HEAD"
        call = self._paths.get(rest.partition(" ")[0].partition("?")[0])
        if call is None:
            return Answer(404, b"Here are /healthz and /metrics.\n"), method == "HEAD"
        try:
            return await aside(call, "status"), method == "HEAD"
        except Exception as error:  # noqa: BLE001 - a page that fails costs nothing else
            logger.warning("the status page could not answer: %r", error)
            return Answer(500), method == "HEAD"


def _refusal(method: str, headers: str) -> Answer | None:
    hosts = [
        value.strip().lower()
        for name, _, value in (line.partition(":") for line in headers.split("\r\n"))
        if name.strip().lower() == "host"
    ]
    if len(hosts) != 1:
        return Answer(400, b"Name one host.\n")
    if hosts[0].partition(":")[0] not in _LOCAL:
        return Answer(421, b"Ask for 127.0.0.1 or localhost.\n")
    return None if method in {"GET", "HEAD"} else Answer(405, b"GET and HEAD only.\n")


def _bytes(answer: Answer, *, head_only: bool = False) -> bytes:
    head = (
        f"HTTP/1.1 {answer.status} {_WORDS[answer.status]}\r\n"
        f"Content-Type: {answer.kind}\r\nContent-Length: {len(answer.body)}\r\n"
        "Allow: GET, HEAD\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + (b"" if head_only else answer.body)
