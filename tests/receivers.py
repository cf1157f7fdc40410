"""Receivers of messages on loopback: a web hook and a mail server, well or not."""

from __future__ import annotations

import email.policy
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from pipelines.outbox import Parcel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from pydantic import SecretStr


def parcel(number: int = 1, sink: str = "hook", **given: Any) -> Parcel:
    """A message in an outbox."""
    values: dict[str, Any] = {
        "id": number, "attempts": 0, "key": f"story:deadly:{number}:{sink}", "kind": "story",
        "rule": "deadly", "sink": sink, "language": "ru", "title": f"Авария {number}",
        "body": "Погибли трое.\n\nhttps://news.example/1?a=1&b=2",
    }  # fmt: skip
    return Parcel(**{**values, **given})


def config_of(text: str) -> Any:
    """A configuration of these lines of TOML."""
    import tomllib

    from desk.config.model import Config

    return Config(**tomllib.loads(text))


def secret(value: str) -> SecretStr:
    from pydantic import SecretStr

    return SecretStr(value)


@dataclass
class Hook:
    """What a web hook got; ``behave`` may wait, kill or close before it answers.

    It gives the status of the answer, or None to close without any.
    """

    port: int = 0
    behave: Callable[[], int | None] = lambda: 200
    payloads: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    # hanging receivers hang until the test is over
    ended: threading.Event = field(default_factory=threading.Event)

    def address(self, before: str = "", after: str = "") -> str:
        return f"json://{before}127.0.0.1:{self.port}/hook{after}"

    @property
    def keys(self) -> list[str]:
        return [payload["kenwatch_key"] for payload in self.payloads]

    def hang(self) -> int | None:
        self.ended.wait(60)
        return None


@contextmanager
def hook(behave: Callable[[], int | None] | None = None) -> Iterator[Hook]:
    """A web hook on loopback."""
    taken = Hook()
    if behave:
        taken.behave = behave

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.payloads.append(body)
            taken.headers.append(dict(self.headers.items()))
            status = taken.behave()
            if status is None:
                # half an answer
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-")
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        # do not wait for handlers that hang
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that is gone is no error of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    taken.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield taken
    finally:
        taken.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Mailbox:
    """What a mail server got; ``answers`` are what it says at a step in place of its own."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    def address(self, *, user: str = "", more: str = "") -> str:
        return (
            f"mailto://{user}127.0.0.1:{self.port}?mode=insecure&smtp=127.0.0.1"
            f"&from=kenwatch@desk.example&to=desk@news.example{more}"
        )

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if "RCPT" in self.answers and not address.startswith("good"):
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        parser = BytesParser(policy=email.policy.default)
        if "DATA" not in self.answers:
            self.mails.append(parser.parsebytes(content))
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return self.answers.get("DATA", "250 OK")

    def authenticate(
        self, _: SMTP, __: Session, ___: Envelope, ____: str, login: Any
    ) -> AuthResult:
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mail server on loopback, without encryption."""
    taken = Mailbox()
    controller = Controller(
        taken,
        hostname="127.0.0.1",
        port=closed_port(),
        authenticator=taken.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    taken.port = controller.port
    try:
        yield taken
    finally:
        controller.stop()


def closed_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
