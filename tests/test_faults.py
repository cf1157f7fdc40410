"""A site that misbehaves costs itself only: the healthy neighbour is stored, and the end is told."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from samples.server import SampleServer
from samples.sources import write_sources
from tests.running import kenwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERALD = "steppe-herald.test"


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


def crawl(server: SampleServer, tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any], Path]:
    """Crawl herald beside its healthy neighbour; the tallies of both, and the archive."""
    db, sources = tmp_path / "a.db", tmp_path / "sources"
    write_sources(sources, server.port)
    done = kenwatch("crawl", "--source", "herald", "--source", "sosed", "--json", "--no-progress",
                    "--db", db, "--sources-dir", sources)  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    herald, sosed = json.loads(done.stdout)["sources"]
    assert sosed["new"] == 5
    return herald, sosed, db


def feed(*links: str, port: int) -> bytes:
    items = "".join(
        f"<item><title>Mine {n}</title><link>{link}</link></item>" for n, link in enumerate(links)
    )
    good = f"http://{HERALD}:{port}/2026/11/government-to-redraw-the-list-of-monotowns/"
    item = f"<item><title>Good</title><link>{good}</link></item>"
    return f'<rss version="2.0"><channel>{items}{item}</channel></rss>'.encode()


def urls(db: Path) -> set[str]:
    connection = sqlite3.connect(db)
    found = {
        row[0] for row in connection.execute("SELECT url FROM page WHERE source_id = 'herald'")
    }
    connection.close()
    return found


def test_no_private_or_foreign_address_of_a_feed_is_fetched(
    server: SampleServer, tmp_path: Path
) -> None:
    links = (
        "file:///etc/hostname",
        "http://127.0.0.1:1/x",
        "http://2130706433/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/x",
        "http://[bad",
        "javascript:alert(1)",
        "ftp://steppe-herald.test/x",
        "https://elsewhere.example/news/1",
    )
    server.overrides[HERALD, "/feed/"] = feed(*links, port=server.port)
    herald, _, db = crawl(server, tmp_path)
    assert (herald["listed"], herald["new"]) == (1, 1)
    assert len(urls(db)) == 1
    assert sum(herald["reasons"].values()) >= len(links)


def test_a_feed_that_is_a_web_page_is_a_failed_source_with_the_reason(
    server: SampleServer, tmp_path: Path
) -> None:
    server.overrides[HERALD, "/feed/"] = (
        b"<!doctype html><html><body><h1>Welcome</h1></body></html>"
    )
    herald, _, db = crawl(server, tmp_path)
    assert herald["hubs_failed"] == 1
    assert "web page" in herald["problem"]
    connection = sqlite3.connect(db)
    issue = connection.execute(
        "SELECT kind, detail FROM issue WHERE source_id = 'herald'"
    ).fetchone()
    connection.close()
    assert issue[0] == "hub"
    assert "web page" in issue[1]


def test_a_hostile_page_costs_only_itself(server: SampleServer, tmp_path: Path) -> None:
    path = "/2026/11/hostile-mining-page/"
    bomb = (
        b"<html><head><title>Coal mine</title><script type='application/ld+json'>"
         b'{"author": "' + b'a\\"' * 30_000 + b"</script></head><body><article><h1>Coal mine</h1><p>"
        + b"coal mine <b>strike</b> <i>miners</i> " * 20_000
        + b"</p></article></body></html>"
    )  # fmt: skip
    server.overrides[HERALD, path] = bomb
    server.overrides[HERALD, "/feed/"] = feed(
        f"http://{HERALD}:{server.port}{path}", port=server.port
    )
    herald, _, _ = crawl(server, tmp_path)
    assert herald["fetched"] == 2
    assert herald["new"] >= 1


def test_a_robot_check_is_a_failure_that_comes_back_and_not_an_article(
    server: SampleServer, tmp_path: Path
) -> None:
    path = "/2026/11/behind-the-wall/"
    server.overrides[HERALD, path] = (
        b"<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
        b"<p>Enable JavaScript and cookies to continue</p><div id='cf-challenge'></div></body></html>"
    )
    server.overrides[HERALD, "/feed/"] = feed(
        f"http://{HERALD}:{server.port}{path}", port=server.port
    )
    herald, _, db = crawl(server, tmp_path)
    assert (herald["failed"], herald["new"]) == (1, 1)
    assert herald["reasons"] == {"robot check in place of the page": 1}
    connection = sqlite3.connect(db)
    state = connection.execute(
        "SELECT state, next_check_at IS NOT NULL FROM page WHERE url LIKE '%behind-the-wall%'"
    ).fetchone()
    connection.close()
    assert state == ("failed", 1)


def test_a_page_that_is_gone_is_told_and_not_tried_again(
    server: SampleServer, tmp_path: Path
) -> None:
    server.overrides[HERALD, "/feed/"] = feed(
        f"http://{HERALD}:{server.port}/2026/11/never-written/", port=server.port
    )
    herald, _, db = crawl(server, tmp_path)
    assert herald["reasons"] == {"answered 404": 1}
    connection = sqlite3.connect(db)
    assert (
        connection.execute("SELECT count(*) FROM page WHERE next_check_at IS NOT NULL").fetchone()[
            0
        ]
        == 0
    )
    connection.close()


def test_an_article_that_its_feed_calls_modified_is_fetched_again_and_revised(
    server: SampleServer, tmp_path: Path
) -> None:
    path = "/2026/11/heating-fails/"
    address = f"http://{HERALD}:{server.port}{path}"

    def serve(minutes: int, hour: int) -> None:
        server.overrides[HERALD, path] = (
            "<html><head><title>Heating fails in Ridder</title></head><body><article>"
            "<h1>Heating fails in Ridder</h1><p>A boiler of the power plant in Ridder stopped at dawn"
            f" and {minutes} blocks of flats had no heat. Miners of the zinc plant were sent home.</p>"
            "<p>Engineers expect the boiler to be mended by the evening, the town's mayor told"
            " reporters, while schools moved their lessons online until further notice.</p>"
            "</article></body></html>"
        ).encode()
        server.overrides[HERALD, "/feed/"] = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Heating</title>'
            f'<link href="{address}"/><id>{address}</id>'
            f"<updated>2026-11-20T{hour:02}:00:00Z</updated></entry></feed>"
        ).encode()

    serve(40, 9)
    first, _, db = crawl(server, tmp_path)
    assert first["new"] == 1
    serve(90, 11)
    sources = tmp_path / "sources"
    done = kenwatch("crawl", "--source", "herald", "--json", "--no-progress", "--db", db,
                    "--sources-dir", sources)  # fmt: skip
    [again] = json.loads(done.stdout)["sources"]
    assert again["revised"] == 1
    connection = sqlite3.connect(db)
    kinds = connection.execute(
        "SELECT r.kind FROM revision r JOIN article a USING (canonical_url)"
        " WHERE a.source_id = 'herald' ORDER BY r.seen_at"
    ).fetchall()
    [text] = connection.execute("SELECT text FROM article WHERE source_id = 'herald'").fetchone()
    connection.close()
    assert kinds == [("first",), ("changed",)]
    assert "90 blocks" in text
