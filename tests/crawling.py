"""Starts the crawls of the fetching tests and reads what they say."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.loopback import LoopbackServer

NEIGHBOURS = 3
ROOT = Path(__file__).parent.parent


def make_source(name: str, **fields: Any) -> Source:
    """A source with one host, ``<name>.kz``, unless the fields say otherwise."""
    record = {"id": name, "name": name, "country": "KZ", "languages": ("ru",), "group": "regional"}
    return Source.model_validate({**record, "hosts": (f"{name}.kz",), **fields})


def write_source(directory: Path, name: str, **fields: Any) -> None:
    """One source file; hosts default to ``<name>.test`` pinned to the loopback address."""
    hosts = fields.pop("hosts", [f"{name}.test"])
    pin = fields.pop("pin", dict.fromkeys(hosts, "127.0.0.1"))
    record = {
        "id": name,
        "name": name,
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": hosts,
        "delay_seconds": 0,
        **fields,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in record.items()]
    lines += ["[pin]", *(f"{json.dumps(host)} = {json.dumps(ip)}" for host, ip in pin.items())]
    (directory / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")


class Crawl:
    """What a crawl said: per requested URL its outcomes, and the log."""

    def __init__(self, lines: list[dict[str, Any]], log: str) -> None:
        self.records = [line for line in lines if "asked" in line]
        last: dict[str, Any] = next(
            (line for line in lines if "end" in line), {"end": None, "peak_mib": 0}
        )
        self.end, self.peak_mib = last["end"], last["peak_mib"]
        self.log = log

    def outcomes(self, url: str) -> list[dict[str, Any]]:
        return [record for record in self.records if record["asked"] == url]

    def outcome(self, url: str) -> dict[str, Any]:
        """The one outcome of a URL; fails where there is none or more than one."""
        found = self.outcomes(url)
        assert len(found) == 1, f"{url}: {len(found)} outcomes\n{self.log[-3000:]}"
        return found[0]

    def reason(self, url: str) -> str:
        """Why a URL failed; fails where it did not."""
        record = self.outcome(url)
        assert "reason" in record, record
        return str(record["reason"])

    def body(self, url: str) -> str:
        """The body that arrived; fails where none did."""
        record = self.outcome(url)
        assert "body" in record, record
        return str(record["body"])


def crawl(
    sources: Path,
    requests: Iterable[Mapping[str, Any]],
    *,
    environment: Mapping[str, str] | None = None,
    stop_after_first: bool = False,
    **settings: Any,
) -> Crawl:
    """Fetch the requests (url, source, validators) in a child process.

    With ``stop_after_first`` the child is asked to end (SIGTERM) when it said something.
    """
    plan = sources.parent / "plan.json"
    plan.write_text(json.dumps({"requests": list(requests), "settings": settings}), "utf-8")
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    ours = {"PYTHONPATH": str(ROOT), "KENWATCH_SOURCES": str(sources), **(environment or {})}
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "fetch_child.py"), str(plan)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=sources.parent,
        env={**inherited, **ours},
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline() if stop_after_first else ""
        if stop_after_first:
            child.terminate()
        try:
            said, log = child.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    assert child.returncode == 0, log[-3000:]
    return Crawl([json.loads(line) for line in (first + said).splitlines()], log)


@dataclass
class Run:
    """A finished crawl with the server it went to."""

    crawl: Crawl
    server: LoopbackServer

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.server.port}{path}"

    def reason(self, host: str, path: str) -> str:
        return self.crawl.reason(self.url(host, path))

    def body(self, host: str, path: str) -> str:
        return self.crawl.body(self.url(host, path))

    def times(self, host: str, path: str) -> list[float]:
        return self.server.times(host, path)


def neighbours(port: int) -> list[dict[str, Any]]:
    return [ask(port, "good", f"/{number}") for number in range(NEIGHBOURS)]


def ask(port: int, source: str, path: str, **more: Any) -> dict[str, Any]:
    return {"url": f"http://{source}.test:{port}{path}", "source": source, **more}


def assert_neighbours(run: Run) -> None:
    assert run.crawl.end == "finished", run.crawl.log[-2000:]
    for number in range(NEIGHBOURS):
        assert run.body("good.test", f"/{number}") == "a good page"


def write_certificate(path: Path, *hosts: str) -> ssl.SSLContext:
    """A certificate that nobody vouches for, as a server's TLS context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), False)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *form) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
