"""The way to the sites, tried on loopback."""

from __future__ import annotations

import http.server
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from crawler.sources import Source
from desk.checkup import network
from desk.checkup.rounds import examine
from tests.checkedup import healthy, subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWERS = {
    "/open": (200, b"User-agent: *\nDisallow: /admin\n"),
    "/closed": (200, b"User-agent: *\nDisallow: /\n"),
    "/none": (404, b""),
    "/ill": (503, b""),
}


class Site(http.server.BaseHTTPRequestHandler):
    """Answers robots.txt as the Host of the request says."""

    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        status, body = ANSWERS[f"/{self.headers['Host'].split('.')[0]}"]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module", name="port")
def _port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def source(name: str, port: int, **given: Any) -> Source:
    host = f"{name}.test"
    told = {"id": name, "name": name, "country": "KZ", "languages": ["ru"], "group": "national",
            "hosts": [host], "home": f"http://{host}:{port}/", "pin": {host: "127.0.0.1"}}  # fmt: skip
    return Source.model_validate({**told, **given})


@pytest.mark.parametrize(
    ("name", "grade", "words"),
    [
        ("open", "ok", "open.test (127.0.0.1) answers"),
        ("none", "ok", "robots.txt lets us read"),
        ("closed", "warn", "robots.txt forbids the front page"),
        ("ill", "warn", "robots.txt answered 503"),
    ],
)
def test_a_site_is_asked_for_its_robots(port: int, name: str, grade: str, words: str) -> None:
    found = network.reach(source(name, port), "kenwatch/1 (+me)", 5)
    assert (found.what, found.grade, words in found.found) == (f"network: {name}", grade, True)
    assert Site.agents[-1] == "kenwatch/1 (+me)"


def test_no_connection_is_told_in_words(port: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = network.reach(source("open", free.getsockname()[1]), "k", 5)
    assert closed.found == "open.test: refuses connections"
    sealed = source("open", port, home=f"https://open.test:{port}/", verify_tls=False)
    assert network.reach(sealed, "k", 5).found.startswith("open.test: no secure connection")


def test_a_mute_site_and_one_that_talks_nonsense_are_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        mute = network.reach(source("open", server.getsockname()[1]), "k", 0.05)
        assert mute.found == "open.test: no answer in 0 seconds"

        def babble() -> None:
            # the first connection is that of the mute one
            for _ in range(2):
                line, _ = server.accept()
                with line:
                    line.sendall(b"220 mail.example ready\r\n\r\n")

        thread = threading.Thread(target=babble)
        thread.start()
        nonsense = network.reach(source("open", server.getsockname()[1]), "k", 5)
        thread.join()
    assert nonsense.found == "open.test: its answer is no HTTP"


def test_a_private_address_is_never_asked(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    def answer(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 0))]

    count = len(Site.agents)
    monkeypatch.setattr(socket, "getaddrinfo", answer)
    found = network.reach(source("open", port, pin={}), "k", 5)
    assert (found.grade, "private address 10.0.0.7" in found.found) == ("warn", True)
    assert len(Site.agents) == count


def test_a_name_that_is_not_found_is_told(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    def answer(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    found = network.reach(source("open", port, pin={}), "k", 5)
    assert (found.grade, found.found) == ("warn", "open.test: its name is not found")


@pytest.mark.parametrize(
    ("environ", "grade", "words"),
    [
        ({}, "ok", "none is set"),
        ({"HTTPS_PROXY": "http://u:secret@p.example:3128"}, "ok", "crawls do not use it"),
        ({"KENWATCH_PROXY": "u:secret@p.example:3128"}, "warn", "through p.example,"),
    ],
)
def test_proxies_are_told_without_their_passwords(
    environ: dict[str, str], grade: str, words: str
) -> None:
    found = network.proxies(environ)
    assert (found.grade, words in found.found) == (grade, True)
    assert "secret" not in found.found + found.mend


def test_a_few_sources_that_work_stand_for_all() -> None:
    road = {"url": "https://x.example/rss", "status": "works"}
    known = [
        source("a", 80, feeds=[]), source("b", 80, feeds=[road], priority=2),
        source("c", 80, feeds=[road], priority=1), source("d", 80, enabled=False, feeds=[road]),
    ]  # fmt: skip
    assert [one.id for one in network.examples(known)] == ["c", "b", "a"]


def test_sites_are_asked_where_that_was_wanted(tmp_path: Path, port: int) -> None:
    archive = healthy(tmp_path)
    file = tmp_path / "sources" / "azattyq.toml"
    text = file.read_text("utf-8").replace("azattyq.example", "open.test")
    file.write_text(
        f'{text}home = "http://open.test:{port}/"\npin = {{"open.test" = "127.0.0.1"}}\n'
    )
    base = subject(archive)
    asked = replace(base, network=True)
    found = examine(asked, {"network": network.look})
    assert [(one.what, one.grade) for one in found] == [("proxy", "ok"), ("network: azattyq", "ok")]
    proxied = replace(asked, environ={"KENWATCH_PROXY": "p:1"})
    assert [one.grade for one in examine(proxied, {"network": network.look})] == ["warn", "skip"]


def test_where_no_name_is_found_the_machine_is_told_of_and_not_each_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    base = subject(healthy(tmp_path))
    asked = replace(base, network=True)
    (_, found) = examine(asked, {"network": network.look})
    assert (found.what, found.grade) == ("network", "fail")
    assert found.found == "no name is found: azattyq.example"
