"""A proxy is used when it is named for this program, and the guard stays in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawling import crawl, write_source
from tests.loopback import Hit, LoopbackServer, reply

if TYPE_CHECKING:
    from pathlib import Path


def proxied(hit: Hit) -> bytes:
    return reply(status=404) if hit.path.endswith("/robots.txt") else reply(b"by proxy")


def test_a_proxy_named_on_purpose_fetches_all_but_private_addresses(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    write_source(sources, "far", hosts=["far.example"], pin={})
    page = {"url": "http://far.example/page", "source": "far"}
    hidden = {"url": "http://169.254.169.254/latest"}
    with LoopbackServer(proxied) as server:
        proxy = f"http://desk:word@127.0.0.1:{server.port}"
        done = crawl(sources, [page, hidden], environment={"KENWATCH_PROXY": proxy})
    assert done.body(page["url"]) == "by proxy"
    assert done.reason(hidden["url"]) == "address is private (169.254.169.254)"
    assert {hit.path for hit in server.hits} == {
        "http://far.example/robots.txt",
        "http://far.example/page",
    }
    assert all("proxy-authorization" in hit.headers for hit in server.hits)
    assert "word" not in done.log
