"""``kenwatch sources add`` from outside, on loopback sites and the sample sites."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from crawler.sourcefile import to_toml
from crawler.sources import Source, load_source
from desk.cli import cli
from samples.server import SampleServer
from tests.crawling import make_source
from tests.loopback import Hit, LoopbackServer, redirect, reply
from tests.running import kenwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

FRESH = datetime.now(UTC) - timedelta(hours=5)
TITLES = (
    "Шахта даст больше угля к весне",
    "В Хромтау строят обогатительную фабрику",
    "Рудник наймёт сто человек",
)


def cards(count: int) -> str:
    return "".join(
        f"<article><h2><a href='/news/rudnik-naimet-ludei-{7000 + number}'>{TITLES[number % 3]} {number}</a></h2></article>"
        for number in range(count)
    )


def page(count: int, head: str = "", nav: str = "") -> bytes:
    return reply(
        f"<!doctype html><html lang='ru'><head>{head}</head><body><nav>{nav}</nav><main>{cards(count)}</main></body></html>".encode()
    )


def feed(count: int) -> bytes:
    items = "".join(
        f"<item><title>{TITLES[number % 3]}</title><link>/news/rudnik-naimet-ludei-{7000 + number}</link>"
        f"<pubDate>{format_datetime(FRESH)}</pubDate></item>"
        for number in range(count)
    )
    return reply(
        f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="text/xml"
    )


HEAD = (
    "<title>Новости Хромтау</title><meta property='og:site_name' content='Хромтау «Инфо»'>"
    "<meta name='generator' content='WordPress 6.4'>"
    "<link rel='alternate' type='application/rss+xml' href='/named-feed'>"
    "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
    "<link rel='alternate' hreflang='kk' href='/kz/'><link rel='alternate' hreflang='ru' href='/'>"
)
NAV = (
    "<a href='/sport'>Спорт</a><a href='/politika'>Политика</a><a href='/ekonomika'>Экономика</a>"
    "<a href='/gorno'>Горное дело</a><a href='/kz/'>ҚАЗ</a>"
)


def healthy(hit: Hit) -> bytes:
    host = hit.headers.get("host", "")
    answers = {
        "/": lambda: page(9, HEAD, NAV),
        "/robots.txt": lambda: reply(
            f"Sitemap: http://{host}/map.xml".encode(), content_type="text/plain"
        ),
        "/named-feed": lambda: feed(12),
        "/map.xml": lambda: reply(
            f"<urlset><url><loc>http://{host}/news/rudnik-1234</loc></url></urlset>".encode(),
            content_type="text/xml",
        ),
        "/gorno": lambda: page(12),
        "/ekonomika": lambda: page(2),
    }
    return answers.get(hit.path, lambda: reply(b"no", status=404))()


def two_editions(hit: Hit) -> bytes:
    port = hit.headers.get("host", "").rpartition(":")[2]
    kazakh = f"http://kaz.two.test:{port}"
    head = f"<link rel='alternate' hreflang='kk' href='{kazakh}/'><link rel='alternate' hreflang='ru' href='/'>"
    named = f"<link rel='alternate' type='application/rss+xml' href='{kazakh}/feed'>"
    if hit.path == "/":
        return page(3, head + named)
    return feed(3) if hit.host == "kaz.two.test" and hit.path == "/feed" else reply(status=404)


REFUSING: dict[str, Callable[[], bytes]] = {
    "blocked.test": lambda: reply(b"no", status=403),
    "inward.test": lambda: redirect("http://169.254.169.254/latest/"),
}


def answer(hit: Hit) -> bytes:
    if hit.host.endswith("two.test"):
        return two_editions(hit)
    if hit.host == "khromtau.test":
        return healthy(hit)
    if hit.host == "usual.test":
        return (
            feed(3)
            if hit.path == "/atom.xml"
            else page(0)
            if hit.path == "/"
            else reply(status=404)
        )
    if hit.host == "moved.test":
        return redirect("https://elsewhere.test/") if hit.path == "/" else reply(status=404)
    if hit.host in REFUSING:
        return REFUSING[hit.host]()
    return page(0) if hit.path == "/" else reply(b"no", status=404)


class Site:
    """A loopback server and a directory of sources to add to."""

    def __init__(self, server: LoopbackServer, sources: Path) -> None:
        self.server, self.sources = server, sources

    def add(self, host: str, *arguments: str, url: str = "") -> CompletedProcess[str]:
        self.server.hits.clear()
        address = url or f"http://{host}:{self.server.port}/"
        fixed = ("--pin", f"{host}=127.0.0.1", "--delay", "0", "--sources-dir", str(self.sources))
        return kenwatch("sources", "add", address, *fixed, *arguments)


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(answer) as running:
        yield running


@pytest.fixture
def site(server: LoopbackServer, tmp_path: Path) -> Site:
    sources = tmp_path / "sources"
    sources.mkdir()
    known = make_source("known", hosts=("known.test",))
    (sources / "known.toml").write_text(to_toml(known), encoding="utf-8")
    return Site(server, sources)


def proposed(text: str) -> Source:
    return Source.model_validate(tomllib.loads(text))


def test_a_healthy_site_is_proposed_with_its_named_roads_and_saved(site: Site) -> None:
    done = site.add("khromtau.test", "--group", "regional", "--country", "kz", "--write")
    assert done.returncode == 0, done.stderr
    source = proposed(done.stdout)
    base = f"http://khromtau.test:{site.server.port}"
    assert [road.url for road in source.roads] == [
        f"{base}/named-feed",
        f"{base}/map.xml",
        f"{base}/gorno",
    ]
    assert {road.status for road in source.roads} == {"works"}
    assert (source.id, source.name, source.country) == ("khromtau", "Хромтау «Инфо»", "KZ")
    assert source.languages == ("ru", "kk")
    assert [one.language for one in source.editions] == ["kk", "ru"]
    assert len(source.article_url_re) == 1
    assert load_source(site.sources / "khromtau.toml") == source
    assert "Saved as" in done.stderr
    asked = Counter(hit.path for hit in site.server.hits)
    assert set(asked.values()) == {1}, "nothing is asked for twice"
    assert set(asked) == {
        "/",
        "/robots.txt",
        "/named-feed",
        "/map.xml",
        "/gorno",
        "/ekonomika",
        "/politika",
    }


def test_a_source_that_is_watched_already_is_refused_before_anything_is_asked(site: Site) -> None:
    shared = ("--write", "--sources-dir", site.sources)
    assert "sources show known" in refused("https://known.test", *shared)
    assert "sources check known" in refused("https://known.test", *shared[1:])
    assert "--id known" in refused("https://x.kz", "--id", "known", *shared)
    assert [path.name for path in site.sources.iterdir()] == ["known.toml"]


def test_an_id_that_is_found_to_be_taken_is_refused_and_no_file_is_touched(site: Site) -> None:
    record = make_source("khromtau", hosts=("other.test",))
    path = site.sources / "khromtau.toml"
    path.write_text(to_toml(record), encoding="utf-8")
    done = site.add("khromtau.test", "--write")
    assert done.returncode == 2
    assert "--id" in done.stderr
    assert load_source(path) == record


def test_usual_places_are_tried_in_order_until_one_answers(site: Site) -> None:
    done = site.add("usual.test")
    assert done.returncode == 0, done.stderr
    assert [road.url.rpartition("/")[2] for road in proposed(done.stdout).roads] == ["atom.xml"]
    paths = site.server.paths("usual.test")
    assert paths.index("/rss") < paths.index("/atom.xml")
    assert "/index.xml" not in paths
    assert [path.name for path in site.sources.iterdir()] == ["known.toml"], (
        "nothing is saved unasked"
    )


def test_a_feed_on_the_host_of_another_edition_is_found(site: Site) -> None:
    done = site.add("two.test", "--pin", "kaz.two.test=127.0.0.1")
    assert done.returncode == 0, done.stderr
    source = proposed(done.stdout)
    assert source.hosts == ("two.test", "kaz.two.test")
    assert [
        (road.url.partition(":")[2].partition(":")[0], road.language) for road in source.feeds
    ] == [("//kaz.two.test", "kk")]


def test_a_site_where_nothing_is_found_is_told_in_words(site: Site) -> None:
    done = site.add("nothing.test", "--write")
    assert (done.returncode, done.stdout) == (5, "")
    assert "no feed, sitemap or list of articles was found" in done.stderr
    assert [path.name for path in site.sources.iterdir()] == ["known.toml"]


@pytest.mark.parametrize(
    ("host", "words"),
    [("moved.test", "moved to host elsewhere.test"), ("blocked.test", "answered 403")],
)
def test_a_site_that_cannot_be_read_is_told_in_words(site: Site, host: str, words: str) -> None:
    done = site.add(host, "--json")
    assert done.returncode == 6
    record = json.loads(done.stdout)
    assert record["exit_code"] == 6
    assert words in record["problem"]


def test_a_redirect_into_a_private_network_names_that_address_and_no_pin(site: Site) -> None:
    done = site.add("inward.test")
    assert done.returncode == 6
    last = done.stderr.splitlines()[-1]
    assert "it leads to 169.254.169.254, an address of a private network" in last
    assert "--pin" not in last


def test_the_first_source_of_a_directory_may_be_added(site: Site, tmp_path: Path) -> None:
    mine = tmp_path / "my sources"
    site.sources = mine
    done = site.add("usual.test", "--write")
    assert done.returncode == 0, done.stderr
    assert f"crawl --source usual --sources-dir '{mine}'` reads it" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["usual.toml"]


def refused(*arguments: object) -> str:
    """What is said on stderr where the command ends as wrongly used, before it asks anything."""
    done = CliRunner().invoke(cli, ["sources", "add", *map(str, arguments)])
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://10.0.0.1/", "address is private"),
        ("http://2130706433/", "address is private"),
        ("[::1]", "address is private"),
        ("ftp://x.kz/", "is no web address"),
        ("http://", "is no web address"),
        ("http://x.kz:22/", "port 22"),
    ],
)
def test_an_address_that_is_never_fetched_is_refused_in_words(
    site: Site, url: str, words: str
) -> None:
    assert words in refused(url, "--sources-dir", site.sources)


@pytest.mark.parametrize("pin", ["x.kz", "x.kz=here", "=10.0.0.1"])
def test_a_pin_that_means_nothing_is_refused_in_words(site: Site, pin: str) -> None:
    assert pin in refused("https://x.kz", "--pin", pin, "--sources-dir", site.sources)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("localhost", "--pin localhost=ADDRESS"),
        ("http://no-such-host.invalid/", "host not found"),
    ],
)
def test_a_host_that_is_private_or_not_there_is_told_in_words(
    site: Site, url: str, words: str
) -> None:
    done = kenwatch("sources", "add", url, "--delay", "0", "--sources-dir", site.sources)
    assert (done.returncode, done.stdout) == (6, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_id_that_no_source_may_have_is_refused_in_words(site: Site) -> None:
    assert "an id is like" in refused(
        "https://x.kz", "--id", "No Id", "--sources-dir", site.sources
    )
    kept = refused("https://x.kz", "--id", "switches", "--sources-dir", site.sources)
    assert "is kept for the file of switches" in kept


def test_a_sample_site_is_proposed_as_json_with_every_check(site: Site) -> None:
    with SampleServer() as samples:
        done = kenwatch(
            "sources", "add", samples.url("sosed"), "--pin", "sosed.test=127.0.0.1", "--delay", "0",
            "--json", "--sources-dir", site.sources,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    assert record["source"]["name"] == "Сосед"
    assert proposed(record["toml"]).feeds
    assert record["file"] is None
    assert {check["kind"] for check in record["checks"]} >= {"front page", "feed", "robots"}
