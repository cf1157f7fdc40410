"""What comes in the place of an article, or after it: walls, repairs, empty pages, deletions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.faultsites import Site, article, serve
from tests.loopback import Hit, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faultsites import FaultRun

SIX = [f"/{number}" for number in range(6)]
CLOUDFLARE = (
    b"<html><head><title>Just a moment...</title><script>window._cf_chl_opt={}</script></head>"
    b"<body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"
)
MENDING = (
    "<html><head><title>Сайт на реконструкции</title></head><body><h1>Сайт на реконструкции</h1>"
    "<p>Ведутся технические работы, зайдите позже.</p></body></html>"
).encode()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + bytes(range(256)) * 40
TYPES = {
    "/no-type": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + article("no type"),
    "/octets": reply(article("octets"), content_type="application/octet-stream"),
    "/text": reply(article("text"), content_type="text/plain"),
    "/image": reply(article("image"), content_type="image/jpeg"),
}
NO_PAGES = {
    "/empty": reply(b""),
    "/nothing": reply(status=204, length=-1),
    "/pdf": reply(PDF, content_type="application/pdf"),
    "/pdf-as-html": reply(PDF),
}


class Aging:
    """A site whose second state differs from its first: deleted, cut and new pages."""

    def __init__(self) -> None:
        self.is_later = False
        self.feeds: list[dict[str, str]] = []

    def feed(self, hit: Hit) -> bytes:
        updated = datetime.now(UTC) - timedelta(hours=0 if self.is_later else 2)
        paths = ["/kept", "/deleted", "/cut", *(["/new"] if self.is_later else [])]
        entries = "".join(
            f'<entry><title>Mine</title><link href="http://{hit.headers["host"]}{path}"/>'
            f"<id>{path}</id><updated>{updated.isoformat()}</updated></entry>"
            for path in paths
        )
        body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entries}</feed>'
        return reply(body.encode(), content_type="application/atom+xml")

    def deleted(self, hit: Hit) -> bytes:
        return reply(status=410) if self.is_later else reply(article(hit.path))

    def cut(self, hit: Hit) -> bytes:
        whole = article(hit.path)
        return reply(whole[: len(whole) // 2], length=-1) if self.is_later else reply(whole)


def unchanged_feed(hit: Hit) -> bytes:
    if hit.headers.get("if-none-match") == '"one"':
        return reply(status=304, ETag='"one"', length=-1)
    now = datetime.now(UTC) - timedelta(minutes=30)
    entry = f"<item><title>Mine</title><link>/a</link><pubDate>{now:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    return reply(f'<rss version="2.0"><channel>{entry}</channel></rss>'.encode(), ETag='"one"')


AGING = Aging()
ASIDE = {"delay_seconds": 0.6}
SITES = (
    Site("walled", SIX, dict.fromkeys(SIX, reply(CLOUDFLARE, status=403)), ASIDE),
    Site("hidden", SIX, dict.fromkeys(SIX, reply(CLOUDFLARE)), ASIDE),
    Site("forbidding", SIX, dict.fromkeys(SIX, reply(b"<h1>403</h1>", status=403)), ASIDE),
    Site("private", ["/closed", "/good"], {"/closed": reply(b"<h1>403</h1>", status=403)}),
    Site("guarded", SIX, {"/feed": reply(CLOUDFLARE), "/": reply(CLOUDFLARE)}),
    Site("mending", [*SIX, "/good"], dict.fromkeys(SIX, reply(MENDING))),
    Site("typed", [*TYPES, *NO_PAGES, "/good"], {**TYPES, **NO_PAGES}),
    Site("baking", ["/a", "/b"], {"/a": reply(article("cookie"), Set_Cookie="id=1; Domain=.test")}),
    Site("steady", answers={"/feed": unchanged_feed}),
    Site(
        "aging",
        answers={"/feed": AGING.feed, "/deleted": AGING.deleted, "/cut": AGING.cut},
    ),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    for run in serve(SITES, tmp_path_factory.mktemp("pages")):
        run.crawl()
        run.assert_neighbour()
        AGING.is_later = True
        run.crawl()
        yield run


def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


@pytest.mark.parametrize("name", ["private", "mending", "typed"])
def test_a_good_page_of_the_same_host_is_kept(crawled: FaultRun, name: str) -> None:
    assert crawled.state(name, "/good") == ("kept", "")


# a challenge page with 403, with 200, and a bare 403, whatever is asked for
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("walled", "a challenge page of Cloudflare"),
        ("hidden", "a challenge page of Cloudflare"),
        ("forbidding", "answered 403"),
    ],
)
def test_a_site_behind_a_wall_is_asked_for_three_pages_and_all_of_them_come_back(
    crawled: FaultRun, name: str, words: str
) -> None:
    rows = [crawled.page(name, path) for path in SIX]
    assert {row["state"] for row in rows} == {"failed"}
    assert all(row["next_check_at"] for row in rows)
    assert sum(row["reason"] == f"blocks us: {words}" for row in rows) >= 4
    assert crawled.stored(name) == 0
    assert len([path for path in crawled.asked(name) if path in SIX]) == 3


def test_one_forbidden_page_is_no_wall(crawled: FaultRun) -> None:
    assert crawled.state("private", "/closed") == ("failed", "answered 403")


# a challenge page in the place of the feed
def test_a_feed_behind_a_wall_is_a_source_that_blocks_us(crawled: FaultRun) -> None:
    assert "blocks us: a challenge page of Cloudflare" in str(crawled.problem("guarded"))
    assert "blocks us: a challenge page of Cloudflare" in crawled.issues("guarded")


# every address answers 200 with the same words on repairs
def test_a_site_under_repair_is_never_taken_for_articles(crawled: FaultRun) -> None:
    assert {crawled.page("mending", path)["state"] for path in SIX} <= {"failed", "rejected"}
    assert crawled.stored("mending") == 1
    query = "SELECT sum(pages) FROM run_outcome WHERE source_id = 'mending' AND reason <> ''"
    assert crawled.rows(query)[0][0] == len(SIX)


# no content type, a wrong one
@pytest.mark.parametrize("path", TYPES)
def test_an_article_under_a_wrong_content_type_is_kept(crawled: FaultRun, path: str) -> None:
    assert crawled.state("typed", path) == ("kept", "")


# 200 without a body, 204, a PDF under its own name and under that of a page
@pytest.mark.parametrize("path", NO_PAGES)
def test_what_is_no_page_is_told_and_not_stored(crawled: FaultRun, path: str) -> None:
    row = crawled.page("typed", path)
    assert row["state"] in {"failed", "rejected"}
    assert row["reason"]
    assert row["article_id"] is None


# a cookie for a whole top-level domain
def test_a_cookie_is_neither_sent_back_nor_looked_up_anywhere(crawled: FaultRun) -> None:
    assert crawled.stored("baking") == 2
    assert not [hit for hit in crawled.server.hits if "cookie" in hit.headers]


# the second answer is 304
def test_an_unchanged_feed_is_asked_conditionally_and_nothing_is_fetched_again(
    crawled: FaultRun,
) -> None:
    asked = [hit for hit in crawled.server.hits if (hit.host, hit.path) == ("steady.test", "/feed")]
    assert [hit.headers.get("if-none-match") for hit in asked] == [None, '"one"']
    assert crawled.asked("steady").count("/a") == 1
    assert crawled.stored("steady") == 1


# 410 for an article that is stored
def test_a_deleted_article_stays_in_the_archive_and_its_page_is_marked(crawled: FaultRun) -> None:
    row = crawled.page("aging", "/deleted")
    assert (row["state"], row["reason"]) == ("failed", "answered 410")
    assert row["next_check_at"] is None
    assert crawled.rows("SELECT 1 FROM article WHERE url LIKE '%aging%/deleted'")


# the second answer ends in the middle
def test_a_cut_answer_never_takes_the_place_of_the_whole_article(crawled: FaultRun) -> None:
    assert crawled.asked("aging").count("/cut") == 2
    [row] = crawled.rows("SELECT id, text FROM article WHERE url LIKE '%aging%/cut'")
    last = article("/cut").split(b"<p>")[-1].split(b"</p>")[0].decode()
    assert row["text"].endswith(last)
    assert len(crawled.rows("SELECT 1 FROM revision WHERE article_id = ?", row["id"])) == 1


def test_an_article_that_is_new_in_the_second_run_is_stored_beside_them(crawled: FaultRun) -> None:
    assert crawled.state("aging", "/new") == ("kept", "")
