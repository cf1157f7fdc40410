from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs.discovery import discover, kind_of
from crawler.items import Discovery, HubRef
from crawler.sources import Source

if TYPE_CHECKING:
    from crawler.items import HubKind

HUBS = Path(__file__).parent / "data" / "hubs"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KINDS: tuple[HubKind, ...] = ("feed", "sitemap", "listing", "robots")


def source(**fields: object) -> Source:
    record = {
        "id": "x",
        "name": "X",
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": ["x.kz"],
    }
    return Source.model_validate({**record, **fields})


def read(
    body: bytes | str,
    kind: HubKind | None = "feed",
    since: datetime | None = None,
    **fields: object,
) -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    return discover(
        raw, "https://x.kz/hub", kind=kind, source=source(**fields), now=NOW, since=since
    )


def rss(*links: str, date: str = "") -> str:
    items = "".join(
        f"<item><title>T</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for link in links
    )
    return f"<rss><channel>{items}</channel></rss>"


def urls(found: Discovery) -> list[str]:
    return [candidate.url for candidate in found.candidates]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("file", "via"), [("rdf.xml", "feed"), ("atom.xml", "feed"), ("news-sitemap.xml", "sitemap")]
)
def test_a_hub_is_read_for_what_it_is(kind: HubKind, file: str, via: str) -> None:
    found = read((HUBS / file).read_bytes(), kind)
    assert found.problem is None
    assert {one.via for one in found.candidates} == {via}
    assert read(gzip.compress((HUBS / file).read_bytes()), kind) == found


def test_a_section_page_is_read_as_a_listing() -> None:
    found = read((HUBS / "section.html").read_bytes(), "listing")
    assert {one.via for one in found.candidates} == {"listing"}
    assert {hub.kind for hub in found.hubs} == {"listing", "feed"}
    assert "https://x.kz/rss.xml" in [hub.url for hub in found.hubs]


def test_a_json_feed_is_read_where_a_feed_is_expected() -> None:
    assert urls(read('{"items": [{"url": "https://x.kz/1"}]}')) == ["https://x.kz/1"]
    assert read('{"items": []}', "listing").problem == "is JSON, not a web page"


def test_a_page_in_place_of_a_feed_is_a_problem_that_names_the_pages_feeds() -> None:
    found = read((HUBS / "section.html").read_bytes(), "feed")
    assert found.problem == "is a web page, not a feed"
    assert found.hubs == (HubRef(url="https://x.kz/rss.xml", kind="feed"),)
    assert not found.candidates


def test_only_true_and_further_feeds_of_a_page_are_named() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">'
        for href in ("/hub", "javascript:x", "https://y.kz/rss")
    )
    found = read(f"<html><head><link rel=icon href=/i>{links}</head></html>")
    assert found.hubs == ()
    assert [one.reason for one in found.skipped] == ["host y.kz is not one of the source's"]


ROBOTS = "User-agent: *\nDisallow: /a\nSitemap: /s.xml\nSitemap: https://y.kz/s.xml"


@pytest.mark.parametrize("kind", ["robots", "sitemap", None])
def test_a_robots_file_names_sitemaps_on_the_sources_hosts(kind: HubKind | None) -> None:
    found = read(ROBOTS, kind)
    assert found.hubs == (HubRef(url="https://x.kz/s.xml", kind="sitemap"),)
    assert [one.reason for one in found.skipped] == ["host y.kz is not one of the source's"]
    assert read(ROBOTS, "feed").problem == "is a robots.txt, not a feed"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<rss/>", "feed"),
        (gzip.compress(b"<feed/>", mtime=0), "feed"),
        (b'{"items": []}', "feed"),
        (b"<sitemapindex/>", "sitemap"),
        (b"https://x.kz/1\nhttps://x.kz/2", "sitemap"),
        (ROBOTS.encode(), "robots"),
        (b"<!doctype html><p>x", "listing"),
        (b"", "listing"),
    ],
)
def test_the_kind_of_a_hub_is_told_by_its_bytes(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind
    assert read(body, None) == read(body, kind_of(body))


@pytest.mark.parametrize(
    "body",
    [b"plain words", b"a <b and no more", b"<svg/>", bytes(range(256)) * 3],
)
def test_what_is_no_hub_at_all_says_so(body: bytes) -> None:
    assert read(body, None).problem in ("is no feed, sitemap or page", "is not a web page")
    assert read(body, "listing").problem == "is not a web page"


@pytest.mark.parametrize("host", ["feeds.feedburner.com", "feeds.y.kz", "rss.app"])
def test_a_feed_at_a_feed_service_is_skipped_with_advice(host: str) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="https://{host}/x">'
    page = f"<html><head>{link}</head></html>"
    (skipped,) = read(page).skipped
    assert skipped.reason.endswith("to follow it, add it to the source's hosts")
    assert read(page, hosts=["x.kz", host]).hubs


def test_the_address_of_an_edition_gives_the_language_that_the_hub_does_not() -> None:
    editions = [
        {"language": "ru", "url": "https://x.kz/"},
        {"language": "kk", "url": "https://x.kz/kz/"},
    ]
    items = "<item><link>/kz/1</link></item><item><link>/2</link><language>en</language></item>"
    found = read(f"<rss>{items}<item><link>/3</link></item></rss>", editions=editions)
    assert [one.language for one in found.candidates] == ["kk", "en", "ru"]


def test_a_page_in_place_of_a_sitemap_is_a_problem() -> None:
    found = read((HUBS / "section.html").read_bytes(), "sitemap")
    assert found.problem == "is a web page, not a sitemap"


def test_one_identity_is_listed_once() -> None:
    found = read(rss("https://x.kz/1", "http://www.x.kz/1/?utm_source=rss", "https://x.kz/2"))
    assert urls(found) == ["https://x.kz/1", "https://x.kz/2"]
    assert [one.reason for one in found.skipped] == ["listed twice"]


def test_what_is_out_of_scope_is_skipped_with_a_reason() -> None:
    found = read(rss("https://y.kz/1", "https://x.kz/tag/1"), skip_url_re=["/tag/"])
    assert not found.candidates
    assert [one.reason for one in found.skipped] == [
        "host y.kz is not one of the source's",
        "left out by skip_url_re /tag/",
    ]


def test_the_article_pattern_cleans_sitemaps_but_not_feeds() -> None:
    sitemap = "<urlset><url><loc>/news/1</loc></url><url><loc>/ekonomika</loc></url></urlset>"
    pattern = [r"/news/\d+"]
    kept = read(sitemap, "sitemap", article_url_re=pattern)
    assert urls(kept) == ["https://x.kz/news/1"]
    reason = "not an article's by article_url_re, nor by its look"
    assert [one.reason for one in kept.skipped] == [reason]
    assert urls(read(rss("https://x.kz/about"), article_url_re=pattern)) == ["https://x.kz/about"]


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/kk/50001-kenishte-zhana-tsekh-ashyldy", ""),
        ("/uran", "<news:title>Цена на уран</news:title>"),
        ("/uran", "<news:publication_date>2026-11-22</news:publication_date>"),
    ],
)
def test_a_page_of_a_sitemap_stays_beside_the_pattern_if_it_shows_itself_an_article(
    address: str, more: str
) -> None:
    entry = f"<url><loc>{address}</loc><news:news>{more}</news:news></url>"
    found = read(f"<urlset>{entry}</urlset>", "sitemap", article_url_re=[r"/news/\d+"])
    assert urls(found) == [f"https://x.kz{address}"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("feed", rss(*(f"https://x.kz/{at}" for at in range(501)))),
        ("sitemap", "".join(f"https://x.kz/{at}\n" for at in range(5001))),
    ],
)
def test_the_cap_of_a_hub_can_be_raised(kind: HubKind, body: str) -> None:
    crawled = read(body, kind)
    assert "beyond the limit" in crawled.skipped[-1].reason
    raised = discover(
        body.encode(), "https://x.kz/h", kind=kind, source=source(), now=NOW, limit=50_000
    )
    assert len(raised.candidates) == len(crawled.candidates) + 1
    assert raised.skipped == ()


def test_children_on_other_hosts_are_no_hubs() -> None:
    index = "<sitemapindex><sitemap><loc>https://y.kz/s.xml</loc></sitemap></sitemapindex>"
    found = read(index, "sitemap")
    assert found.hubs == ()
    assert [one.reason for one in found.skipped] == ["host y.kz is not one of the source's"]


def test_what_is_older_than_asked_for_is_skipped() -> None:
    since = datetime(2026, 11, 21, tzinfo=UTC)
    assert urls(read(rss("https://x.kz/1", date="2026-11-22 10:00"), since=since))
    assert urls(read(rss("https://x.kz/1"), since=since))
    old = read(rss("https://x.kz/1", date="2026-11-20 10:00"), since=since)
    assert [one.reason for one in old.skipped] == ["older than asked for"]


def test_an_old_article_that_was_changed_since_stays() -> None:
    entry = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://x.kz/1"/>'
        "<published>2020-01-01T00:00:00Z</published><updated>2026-11-22T00:00:00Z</updated>"
        "</entry></feed>"
    )
    assert urls(read(entry, since=datetime(2026, 11, 21, tzinfo=UTC))) == ["https://x.kz/1"]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(KINDS))
def test_no_bytes_raise(body: bytes, kind: HubKind) -> None:
    found = read(body, kind)
    assert not (found.problem and found.candidates)


def test_a_hub_that_is_larger_than_the_cap_when_unpacked_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.hubs.hubcodecs.INFLATE_CAP", 1000)
    monkeypatch.setattr("crawler.hubs.hubbytes.INFLATE_CAP", 1000)
    some = read(gzip.compress(rss(*(f"https://x.kz/{n}" for n in range(100))).encode(), mtime=0))
    assert some.candidates
    assert some.skipped[-1].entry == "the rest of the hub"
    nothing = read(gzip.compress(b"<rss>" + b" " * 5000, mtime=0))
    assert (nothing.problem or "").startswith("larger than the cap")
