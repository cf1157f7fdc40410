"""The sites of the month, and the receiver of messages, over HTTP on loopback."""

from __future__ import annotations

import hashlib
import json
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from samples.month.troubles import Mood
    from samples.month.world import World


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler], owner: Any) -> None:
        self.owner = owner
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), handler)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as the base has it
        # a client that goes away in the middle of an answer is no fault of this server
        if not isinstance(sys.exc_info()[1], ConnectionError):
            sys.stderr.write(f"samples: {client_address}: {sys.exc_info()[1]!r}\n")


class _Listener:
    """A server in a thread of its own that can refuse connections for a while, on one port."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self._handler = handler
        self._http: _Server | None = None
        self.port = 0

    def listen(self) -> None:
        """Take connections; nothing where it does so already."""
        if self._http is None:
            self._http = _Server(self.port, self._handler, self)
            self.port = self._http.server_port
            serve = self._http.serve_forever
            threading.Thread(target=serve, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def refuse(self) -> None:
        """Take none, and end those that are open."""
        if self._http is not None:
            held, self._http = self._http, None
            held.shutdown()
            held.server_close()
            for connection in tuple(held.open):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self.listen()
        return self

    def __exit__(self, *raised: object) -> None:
        self.refuse()


class Sites(_Listener):
    """All sites of a world on one port, told apart by the Host header, as they are at ``clock``."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        super().__init__(_Sites)
        self.world, self.clock, self.asked = world, clock, 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # without this each answer waits for the client's delayed acknowledgement (40 ms)
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Keep quiet."""

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Sites(_Handler):
    server: _Server

    def do_GET(self) -> None:
        sites: Sites = self.server.owner
        sites.asked += 1
        host = self.headers.get("Host", "").partition(":")[0].lower()
        reply = sites.world.answer(host, self.path, sites.clock(), sites.port)
        if reply is None:
            self.close_connection = True
            return
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if reply.status == 200 and self.headers.get("If-None-Match") == etag:  # noqa: PLR2004 - OK
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        known = {"Location": reply.location} if reply.location else {"ETag": etag}
        self._send(reply.status, reply.body, Content_Type=reply.media, **known)


@dataclass
class Post:
    """A message that the receiver took: when, to which path, and its JSON."""

    at: datetime
    path: str
    told: dict[str, Any] = field(default_factory=dict)


class Receiver(_Listener):
    """Takes messages as a webhook does, in a mood; ``posts`` are those that it took.

    ``slow``: seconds until it answers when it is slow; the message counts as taken then.
    """

    def __init__(self, clock: Callable[[], datetime], slow: float = 3.0) -> None:
        super().__init__(_Receiver)
        self.clock, self.slow = clock, slow
        self.mood: Mood = "well"
        self.posts: list[Post] = []

    def be(self, mood: Mood) -> None:
        """Answer in another way from now on."""
        self.mood = mood
        if mood == "refuses":
            self.refuse()
        else:
            self.listen()


class _Receiver(_Handler):
    server: _Server

    def do_POST(self) -> None:
        receiver: Receiver = self.server.owner
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if receiver.mood == "answers 500":
            self._send(500, b"no")
            return
        if receiver.mood == "slow":
            time.sleep(receiver.slow)
        receiver.posts.append(Post(receiver.clock(), self.path, json.loads(body)))
        self._send(200, b"ok")
