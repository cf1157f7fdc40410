"""The sample sites on a loopback port, told apart by their Host header.

``python -m samples.server --port 8710`` serves them in the foreground.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import re
import socket
import sys
import threading
import time
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self

from samples.rendering import Answer, not_found, render_site
from samples.sites import SITES, Site
from samples.stories import stories

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from types import TracebackType

    from samples.stories import Story

HIGHEST_PORT = 65535
BY_HOST = {site.host: site for site in SITES.values()}
_TRACKING = re.compile(r"(?<=[?&])utm_[^&]*&?")
_NOT_OURS = b"This server holds the sample sites only; name one of them in the Host header.\n"


class Hit(NamedTuple):
    """One request that was answered; ``path`` is its target, less utm_ parameters."""

    host: str
    path: str
    status: int


class SampleServer:
    """Serves the sample sites on 127.0.0.1 while the ``with`` block lasts.

    ``port`` 0 takes a free one; ``port`` holds the number once the block is entered.
    ``log`` collects the requests (``log.clear()`` empties it), ``delay`` is the seconds that
    every answer waits, ``overrides`` puts other bytes in the place of a page (or adds one).
    """

    def __init__(self, port: int = 0, *, pages: Sequence[Story] | None = None) -> None:
        self.port = port
        self.delay = 0.0
        self.log: list[Hit] = []
        self.overrides: dict[tuple[str, str], bytes] = {}
        self._pages = stories() if pages is None else tuple(pages)
        self._answers: dict[str, dict[str, Answer]] = {}
        self._lock = threading.Lock()
        self._http: _HTTPServer | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._http = _HTTPServer(self)
        self.port = self._http.server_port
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._http is not None
        assert self._thread is not None
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    def url(self, site_id: str, path: str = "/") -> str:
        """The address of a path of a site on this server."""
        return f"http://{SITES[site_id].host}:{self.port}{path}"

    def answer(self, host: str, target: str) -> Answer:
        """What a site says to a target; a host that is no sample site gets 421."""
        site = BY_HOST.get(host)
        if site is None:
            status = HTTPStatus.MISDIRECTED_REQUEST
            return Answer(status, "text/plain; charset=utf-8", _NOT_OURS)
        known = self._site_answers(site).get(target)
        override = self.overrides.get((host, target))
        if override is not None:
            return Answer(HTTPStatus.OK, known.media if known else site.media, override)
        return known or not_found(site, self.port)

    def _site_answers(self, site: Site) -> dict[str, Answer]:
        with self._lock:
            if site.id not in self._answers:
                self._answers[site.id] = render_site(site, self._pages, self.port)
            return self._answers[site.id]


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = False
    # A crawler opens many connections at once; the default of 5 makes some wait for a retry.
    request_queue_size = 128

    def __init__(self, sample: SampleServer) -> None:
        self.sample = sample
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", sample.port), _Handler)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: object) -> None:
        assert isinstance(request, socket.socket)
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as the base has it
        # A client that goes away in the middle of an answer is no fault of this server.
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            sys.stderr.write(f"samples: {client_address}: {error!r}\n")

    def hang_up(self) -> None:
        """End the connections that clients keep open, so that their threads end."""
        for connection in tuple(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "samples"
    sys_version = ""
    # Without this each answer waits for the client's delayed acknowledgement (40 ms).
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _HTTPServer

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Keep quiet: requests are in ``SampleServer.log``."""

    def _reply(self, *, with_body: bool) -> None:
        sample = self.server.sample
        time.sleep(sample.delay)
        host = self.headers.get("Host", "").partition(":")[0].lower()
        target = without_tracking(self.path)
        answer = sample.answer(host, target)
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        status = HTTPStatus.NOT_MODIFIED if self._has(answer, etag) else answer.status
        # Before the bytes go out, so that a client that got its answer finds it in the log.
        sample.log.append(Hit(host, target, int(status)))
        self.send_response(status)
        if answer.status == HTTPStatus.OK:
            self.send_header("ETag", etag)
            if answer.modified is not None:
                self.send_header("Last-Modified", http_date(answer.modified))
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.media)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)

    def _has(self, answer: Answer, etag: str) -> bool:
        """Whether the client holds this answer (RFC 9110 13.2.2: an ETag outranks a date)."""
        if answer.status != HTTPStatus.OK:
            return False
        known = self.headers.get("If-None-Match")
        if known is not None:
            return etag in known or known.strip() == "*"
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.modified is None:
            return False
        try:
            return answer.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False


def without_tracking(target: str) -> str:
    """A target without its utm_ parameters, which no site's answer depends on."""
    return _TRACKING.sub("", target).rstrip("?&") if "utm_" in target else target


def http_date(moment: datetime) -> str:
    """An aware moment as an HTTP date: ``Wed, 18 Nov 2026 04:40:00 GMT``."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def port_number(text: str) -> int:
    """A port as typed by a user; raises argparse.ArgumentTypeError (0 takes a free port)."""
    if not (text.isascii() and text.isdigit() and int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number up to {HIGHEST_PORT}")
    return int(text)


def wait_for_ever() -> None:
    """Sleep until a signal ends the process."""
    threading.Event().wait()


def main(
    arguments: Sequence[str] | None = None, *, wait: Callable[[], None] = wait_for_ever
) -> int:
    """Serve until interrupted; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.server", description="Serve the sample news sites."
    )
    parser.add_argument(
        "--port", type=port_number, default=8710, help="port on 127.0.0.1 (default: 8710)"
    )
    options = parser.parse_args(arguments)
    try:
        with SampleServer(options.port) as server:
            for site in SITES.values():
                sys.stdout.write(f"{server.url(site.id)}  {site.name}\n")
            sys.stdout.write("The names end in .test: pin them to 127.0.0.1. Ctrl-C ends.\n")
            sys.stdout.flush()
            wait()
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        sys.stderr.write(f"port {options.port}: {error.strerror}; choose another with --port\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
