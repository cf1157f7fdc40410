"""What one road does not tell, another does: whole crawls of sites whose feeds tell too little."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.faultsites import FaultRun, Site, feed, serve
from tests.loopback import reply
from tests.running import kenwatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.loopback import Hit

NOW = datetime.now(UTC)
LIST_PAGES = 12
XML = "application/xml"


def stamp(days: float) -> str:
    return f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:00Z}"


def list_page(hit: Hit) -> bytes:
    """Five dated articles a page, a day older from page to page."""
    number = int(hit.path.partition("page=")[2] or 1)
    cards = "".join(
        f'<article><h3><a href="/news/{number}{n}-miners-of-the-town-raised-more-ore">Miners of the'
        f' town raised more ore</a></h3><time datetime="{stamp(number)}">day</time></article>'
        for n in range(5)
    )
    following = f'<a rel="next" href="/list?page={number + 1}">Older</a>'
    after = following if number < LIST_PAGES else ""
    return reply(f"<html><body><main>{cards}{after}</main></body></html>".encode())


def sitemap(*entries: tuple[str, float]) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{stamp(days)}</lastmod></url>" for url, days in entries)  # fmt: skip
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return reply(f'<urlset xmlns="{namespace}">{rows}</urlset>'.encode(), content_type=XML)


def forgetful_map(hit: Hit) -> bytes:
    origin = f"http://{hit.host}:{hit.headers['host'].rpartition(':')[2]}"
    return sitemap((f"{origin}/news/told", 0.5), (f"{origin}/news/untold", 0.6), (f"{origin}/news/old", 60))  # fmt: skip


def front_page(hit: Hit) -> bytes:
    del hit
    link = '<link rel="alternate" type="application/rss+xml" href="/hidden.xml">'
    return reply(f"<html><head>{link}</head><body><p>Welcome</p></body></html>".encode())


def hidden_feed(hit: Hit) -> bytes:
    origin = f"http://{hit.host}:{hit.headers['host'].rpartition(':')[2]}"
    return reply(feed(origin, ["/news/hidden"]), content_type="application/rss+xml")


def road(path: str) -> dict[str, str]:
    return {"url": "{origin}" + path, "status": "works"}


SITES = [
    Site(
        "archive",
        answers={f"/list{tail}": list_page for tail in ("", *(f"?page={n}" for n in range(20)))},
        fields={"feeds": [], "listings": [road("/list")], "listing_depth": 2},
    ),
    Site(
        "forgetful",
        ["/news/told"],
        {"/map.xml": forgetful_map},
        {"sitemaps": [road("/map.xml")]},
    ),
    Site(
        "broken",
        answers={"/feed": reply(b"<html><body>sorry</body></html>"), "/map.xml": forgetful_map},
        fields={"sitemaps": [road("/map.xml")]},
    ),
    Site(
        "unknown",
        answers={"/": front_page, "/hidden.xml": hidden_feed, "/feed": reply(status=404)},
    ),
]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    for run in serve(SITES, tmp_path_factory.mktemp("missed")):
        run.crawl()
        run.assert_neighbour()
        yield run


def test_a_sitemap_takes_over_from_a_feed_that_is_none_and_the_feed_is_tried_again_later(
    crawled: FaultRun,
) -> None:
    assert crawled.state("broken", "/news/told") == ("kept", "")
    [hub] = crawled.rows("SELECT * FROM hub WHERE source_id = 'broken' AND url LIKE '%/feed'")
    assert hub["problem"] in crawled.issues("broken")
    again = datetime.fromisoformat(hub["due_at"]) - datetime.fromisoformat(hub["checked_at"])
    assert timedelta(minutes=10) < again < timedelta(days=1)


def test_a_plain_crawl_leaves_what_is_older_than_its_window(crawled: FaultRun) -> None:
    pages = crawled.rows("SELECT url FROM page WHERE source_id = 'broken'")
    assert not [row for row in pages if row["url"].endswith("/old")]


def test_where_all_roads_fail_those_that_the_front_page_names_are_used_and_kept(
    crawled: FaultRun,
) -> None:
    assert crawled.state("unknown", "/news/hidden") == ("kept", "")
    [found] = crawled.rows("SELECT url, kind, due_at FROM hub WHERE origin = 'found'")
    assert (found["url"].rpartition("/")[2], found["kind"]) == ("hidden.xml", "feed")
    assert found["due_at"]


def test_what_the_feed_did_not_tell_is_found_by_the_look_at_the_next_road(
    crawled: FaultRun,
) -> None:
    assert crawled.stored("forgetful") == 1
    done = kenwatch(
        "audit", "--look", "--source", "forgetful", "--db", crawled.db, "--sources-dir",
        crawled.sources, "--json",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert (answer["coverage"], answer["missing"]) == (1.0, 0), done.stderr
    # nobody watched it yesterday, and its feed reaches back an hour only
    assert done.returncode == 5
    assert answer["sources"][0]["named_by"] == {"feed": 1, "sitemap": 2}
    assert crawled.state("forgetful", "/news/untold") == ("kept", "")


def test_a_list_is_followed_into_the_past_as_far_as_the_user_asks(crawled: FaultRun) -> None:
    listed = "SELECT count(*) FROM page WHERE source_id = 'archive'"
    assert crawled.rows(listed)[0][0] == 10
    done = kenwatch(
        "crawl", "--source", "archive", "--since", "7d", "--limit", "1", "--no-progress",
        "--db", crawled.db, "--sources-dir", crawled.sources,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert 30 <= crawled.rows(listed)[0][0] <= 40
    asked = [path for path in crawled.asked("archive") if path.startswith("/list")]
    assert max(int(path.partition("page=")[2] or 1) for path in asked) in (7, 8)
