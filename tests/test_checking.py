"""``kenwatch sources check`` from outside: every kind of trouble, and a healthy source beside it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from crawler.sourcefile import to_toml
from desk.cli import cli
from tests.crawling import ROOT, make_source, write_certificate
from tests.loopback import HANG, Hit, LoopbackServer, redirect, reply
from tests.running import environment, kenwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FRESH = datetime.now(UTC) - timedelta(hours=3)
OLD = FRESH - timedelta(days=400)
SLOW = 0.6


def feed(moment: datetime, count: int = 3) -> bytes:
    items = "".join(
        f"<item><title>Шахта {number}</title><link>/news/{number}</link>"
        f"<pubDate>{format_datetime(moment)}</pubDate></item>"
        for number in range(count)
    )
    return reply(
        f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="text/xml"
    )


def page(count: int = 12) -> bytes:
    links = "".join(
        f"<li><a href='/news/{4000 + number}-shahta-daet-ugol'>Шахта даст больше угля к весне, {number}</a></li>"
        for number in range(count)
    )
    named = "<link rel='alternate' type='application/rss+xml' href='/named.rss'>"
    return reply(
        f"<!doctype html><html><head>{named}</head><body><ul>{links}</ul></body></html>".encode()
    )


def sitemaps(tag: str, path: str, host: str) -> bytes:
    root = {"sitemap": "sitemapindex", "url": "urlset"}[tag]
    inner = f"<{tag}><loc>http://{host}{path}</loc><lastmod>{FRESH.isoformat()}</lastmod></{tag}>"
    return reply(f"<?xml version='1.0'?><{root}>{inner}</{root}>".encode(), content_type="text/xml")


WALL = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"


Answer = bytes | list[Any]


def answer(hit: Hit) -> Answer:
    host = hit.headers.get("host", "")
    if hit.path == "/robots.txt":
        rules = b"User-agent: *\nDisallow: /" if hit.host == "forbids.test" else b"Crawl-delay: 0"
        return reply(rules, content_type="text/plain")
    special: dict[tuple[str, str], Callable[[], Answer]] = {
        ("blocked.test", "/feed"): lambda: reply(b"no", status=403),
        ("wall.test", "/feed"): lambda: reply(WALL, status=503),
        ("error.test", "/feed"): lambda: reply(b"oops", status=500),
        ("moved.test", "/feed"): lambda: redirect("http://elsewhere.test/feed"),
        ("good.test", "/old"): lambda: redirect("/feed"),
        ("good.test", "/index.xml"): lambda: sitemaps("sitemap", "/part.xml", host),
        ("good.test", "/part.xml"): lambda: sitemaps("url", "/news/1", host),
        ("html.test", "/feed"): page,
        ("empty.test", "/feed"): lambda: feed(FRESH, 0),
        ("frozen.test", "/feed"): lambda: feed(OLD),
        ("hangs.test", "/feed"): lambda: [HANG],
        ("good.test", "/list"): page,
        ("lists.test", "/list"): page,
        ("bare.test", "/list"): lambda: page(0),
    }
    if (hit.host, hit.path) in special:
        return special[hit.host, hit.path]()
    if hit.path == "/":
        return page()
    return feed(FRESH) if hit.path == "/feed" else reply(b"no", status=404)


def roads(port: int, name: str, *paths: str) -> list[dict[str, str]]:
    return [{"url": f"http://{name}.test:{port}{path}"} for path in paths]


def write_source(directory: Path, name: str, **fields: Any) -> None:
    fields = {"delay_seconds": 0, **fields}
    hosts = fields.pop("hosts", (f"{name}.test",))
    pin = fields.pop("pin", dict.fromkeys(hosts, "127.0.0.1"))
    source = make_source(name, hosts=hosts, pin=pin, **fields)
    (directory / f"{name}.toml").write_text(to_toml(source), encoding="utf-8")


def write_sources(directory: Path, port: int, tls_port: int) -> None:
    for name in (
        "blocked",
        "wall",
        "error",
        "moved",
        "html",
        "empty",
        "frozen",
        "forbids",
        "hangs",
    ):
        write_source(directory, name, feeds=roads(port, name, "/feed"), enabled=name != "hangs")
    write_source(
        directory, "good", feeds=roads(port, "good", "/feed", "/old", "/gone"),
        sitemaps=roads(port, "good", "/index.xml"), listings=roads(port, "good", "/list"),
    )  # fmt: skip
    slow = roads(port, "slow", "/feed", "/gone")
    write_source(directory, "slow", feeds=slow, delay_seconds=SLOW)
    write_source(directory, "lists", listings=roads(port, "lists", "/list"))
    write_source(directory, "bare", listings=roads(port, "bare", "/list"))
    write_source(directory, "roadless", home=f"http://roadless.test:{port}/")
    write_source(directory, "tls", feeds=[{"url": f"https://tls.test:{tls_port}/feed"}])
    write_source(directory, "shut", feeds=roads(9, "shut", "/feed"))
    for name, host in (("dns", "no-such-host.invalid"), ("private", "localhost")):
        write_source(directory, name, hosts=[host], pin={}, feeds=[{"url": f"http://{host}/feed"}])


class Net:
    """The sources' directory and the server behind them."""

    def __init__(self, server: LoopbackServer, sources: Path) -> None:
        self.server, self.sources = server, sources

    def check(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.server.hits.clear()
        return kenwatch(
            "sources",
            "check",
            *arguments,
            "--sources-dir",
            self.sources,
            cwd=self.sources.parent,
            KENWATCH_CONFIG="unused",
        )


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    folder = tmp_path_factory.mktemp("check")
    (folder / "sources").mkdir()
    tls = write_certificate(folder / "tls.pem", "tls.test")
    with LoopbackServer(answer) as server, LoopbackServer(answer, tls=tls) as secure:
        write_sources(folder / "sources", server.port, secure.port)
        yield Net(server, folder / "sources")


@pytest.fixture(scope="module")
def checked(net: Net) -> dict[str, Any]:
    done = net.check("--json")
    assert done.stderr == ""
    record: dict[str, Any] = json.loads(done.stdout)
    record["code"] = done.returncode
    record["asked"] = Counter((hit.host, hit.path) for hit in net.server.hits)
    record["slow"] = [hit.at for hit in net.server.hits if hit.host == "slow.test"]
    record["left"] = sorted(path.name for path in net.sources.parent.iterdir())
    return record


def road(checked: dict[str, Any], source: str, kind: str, path: str = "") -> dict[str, Any]:
    (of_source,) = [one for one in checked["sources"] if one["id"] == source]
    (found,) = [
        one for one in of_source["roads"] if one["kind"] == kind and one["url"].endswith(path)
    ]
    return dict(found)


@pytest.mark.parametrize(
    ("source", "verdict", "cause"),
    [
        ("blocked", "blocked", "answered 403"),
        ("wall", "challenge", "Cloudflare"),
        ("error", "server_error", "answered 500"),
        ("moved", "moved", "host elsewhere.test"),
        ("html", "feed_is_html", "web page"),
        ("empty", "empty", "no entry"),
        ("frozen", "frozen", f"{OLD:%Y-%m-%d}"),
        ("forbids", "robots", "robots.txt forbids"),
        ("tls", "tls", "certificate not valid"),
        ("shut", "refused", "connection refused"),
        ("dns", "dns", "host not found"),
        ("private", "private", "address is private"),
    ],
)
def test_each_trouble_of_a_feed_has_its_verdict_and_cause(
    checked: dict[str, Any], source: str, verdict: str, cause: str
) -> None:
    found = road(checked, source, "feed")
    assert found["verdict"] == verdict, found
    assert cause in found["cause"]


def test_the_healthy_neighbour_works_on_every_road(checked: dict[str, Any]) -> None:
    sound = road(checked, "good", "feed", "/feed")
    assert (sound["verdict"], sound["entries"], sound["dated"]) == ("works", 3, 1.0)
    assert sound["newest_at"][:10] == f"{FRESH:%Y-%m-%d}"
    assert (sound["http_status"], sound["content_type"]) == (200, "text/xml")
    assert sound["seconds"] >= 0
    redirected = road(checked, "good", "feed", "/old")
    assert (redirected["verdict"], redirected["final_url"]) == ("works", sound["url"])
    index = road(checked, "good", "sitemap")
    assert (index["verdict"], index["entries"]) == ("works", 1)
    assert "looked at" in index["cause"]
    assert road(checked, "good", "listing")["entries"] == 12
    assert road(checked, "good", "feed", "/gone")["verdict"] == "not_found"


def test_a_source_with_sections_or_with_its_front_page_only_can_be_read(
    checked: dict[str, Any],
) -> None:
    works = {one["id"]: one["works"] for one in checked["sources"]}
    assert works["lists"]
    assert works["roadless"]
    assert not works["bare"]
    assert road(checked, "bare", "listing")["verdict"] == "no_articles"


def test_some_sources_without_a_road_end_the_check_with_its_code(checked: dict[str, Any]) -> None:
    assert checked["code"] == checked["exit_code"] == 5
    assert "4 of 17 sources have a working road" in checked["verdict"]


def test_disabled_sources_are_left_alone_unless_asked_for(checked: dict[str, Any]) -> None:
    assert "hangs" not in {one["id"] for one in checked["sources"]}
    assert not [host for host, _ in checked["asked"] if host == "hangs.test"]


def test_robots_are_asked_for_once_a_host_and_what_they_forbid_is_never_asked(
    checked: dict[str, Any],
) -> None:
    asked = checked["asked"]
    assert {host for host, path in asked if path == "/robots.txt"} >= {"good.test", "blocked.test"}
    assert {count for (_, path), count in asked.items() if path == "/robots.txt"} == {1}
    assert [path for host, path in asked if host == "forbids.test"] == ["/robots.txt"]
    assert road(checked, "forbids", "robots")["verdict"] == "robots"
    assert road(checked, "good", "robots")["verdict"] == "works"


def test_a_source_is_asked_no_faster_than_its_file_says(checked: dict[str, Any]) -> None:
    pauses = [after - before for before, after in pairwise(checked["slow"])]
    assert len(pauses) == 3
    # a busy machine may see one request late and the next one in time
    assert min(pauses) > SLOW / 2
    assert sum(pauses) > 2.5 * SLOW


def test_a_feed_that_a_page_names_is_shown(checked: dict[str, Any]) -> None:
    assert road(checked, "html", "feed")["found"][0].endswith("/named.rss")


def test_a_check_writes_nothing(checked: dict[str, Any]) -> None:
    assert checked["left"] == ["sources", "tls.pem"]


def test_a_table_fits_the_screen_and_ends_with_one_line(net: Net) -> None:
    done = net.check("good", "--frozen-after", "3")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.rstrip().splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-1] == "The source has a working road. 4 of 5 roads work."
    assert "not found" in done.stdout


def test_no_source_with_a_road_is_a_code_of_its_own(net: Net) -> None:
    done = net.check("dns")
    assert done.returncode == 6
    assert "No source has a working road." in done.stdout


def test_an_unknown_source_and_a_directory_without_sources_are_told_in_words(
    net: Net, tmp_path: Path
) -> None:
    done = CliRunner().invoke(cli, ["sources", "check", "god", "--sources-dir", str(net.sources)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "good" in done.stderr
    empty = CliRunner().invoke(cli, ["sources", "check", "--sources-dir", str(tmp_path)])
    assert empty.exit_code == 4
    assert str(tmp_path) in empty.stderr


def test_a_directory_where_no_source_is_enabled_is_told_in_words(tmp_path: Path) -> None:
    write_source(tmp_path, "off", enabled=False)
    done = CliRunner().invoke(cli, ["sources", "check", "--sources-dir", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--all" in done.stderr


def test_an_interrupted_check_shows_what_was_done_and_says_so(net: Net) -> None:
    command = [
        sys.executable,
        "-m",
        "desk",
        "sources",
        "check",
        "lists",
        "hangs",
        "--sources-dir",
        str(net.sources),
    ]
    net.server.hits.clear()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
    ) as child:
        wanted = {("hangs.test", "/feed"), ("lists.test", "/")}
        deadline = time.monotonic() + 30
        while not wanted <= {(hit.host, hit.path) for hit in net.server.hits}:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        said, log = child.communicate(timeout=60)
    assert child.returncode == 11, log
    assert "Interrupted: 1 of 2 sources were checked." in said
    assert "Traceback" not in log
