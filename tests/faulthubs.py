"""Hostile and broken feeds, sitemaps and section pages, each at a site of its own."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from tests.faultsites import Site
from tests.loopback import Hit, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.faultsites import Answers

ARTICLE = "/2026/11/20/mine-in-ridder-opens-again"
NOW = datetime.now(UTC) - timedelta(hours=1)
DATE = f"<pubDate>{format_datetime(NOW)}</pubDate>"
GOOD = f"<item><title>Mine</title><link>/good</link>{DATE}</item>"
SITEMAP = '<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{1}</{0}>'


def rss(items: str, *, declared: str = "", channel: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{declared}<rss version="2.0"><channel>{channel}{items}</channel></rss>'
    return reply(text.encode("utf-8", "surrogatepass"), content_type="application/rss+xml")


def urlset(*locations: str) -> bytes:
    urls = "".join(
        f"<url><loc>{place}</loc><lastmod>{NOW.isoformat()}</lastmod></url>" for place in locations
    )
    return SITEMAP.format("urlset", urls).encode()


def index(*locations: str) -> bytes:
    return SITEMAP.format(
        "sitemapindex", "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in locations)
    ).encode()


def xml(body: bytes) -> bytes:
    return reply(body, content_type="application/xml")


def origin(hit: Hit) -> str:
    return f"http://{hit.headers['host']}"


def inventing(hit: Hit) -> bytes:
    """An index that names two more of its kind, for ever, and one sitemap."""
    places = [f"{origin(hit)}{hit.path}{more}" for more in "ab"]
    return xml(index(*places, f"{origin(hit)}/good.xml"))


def calendar(hit: Hit) -> bytes:
    """A section page with an article, the next page, and itself under a new session id."""
    number = int(hit.path.rpartition("=")[2]) if "page=" in hit.path else 0
    words = "The mine in Ridder opens again after the long repair of its lift"
    links = {
        f"/news?page={number + 1}": "Older news",
        f"/news?page={number}&amp;sid={number}": "News of the month",
        ARTICLE: words,
        f"/2026/11/{number + 1:02}/mine-number-{number}-closes-for-the-winter": f"{words} {number}",
    }
    body = "".join(f'<li><a href="{link}">{text}</a></li>' for link, text in links.items())
    following = f'<a rel="next" href="/news?page={number + 1}">next</a>'
    return reply(f"<html><body><ul>{body}</ul>{following}</body></html>".encode())


def bomb(start: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(start), *(packer.compress(bytes(1 << 20)) for _ in range(64))]
    return b"".join([*parts, packer.flush()])


LAUGHTER = "".join(f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10))
LAUGHS = f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{LAUGHTER}]>"
QUADRATIC = f"<!DOCTYPE rss [<!ENTITY a '{'ha' * 25_000}'>]>"
FILE = "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
OUTSIDE = "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/secret.dtd'>"
ENTITY = f"<item><title>Mine &a;</title><link>/entity</link>{DATE}</item>"
MANY = "".join(
    f"<item><title>Mine {n}</title><link>/many/{n}</link>{DATE}</item>" for n in range(50_000)
)
ODD_ITEMS = "".join(
    [
        f"<item><title>No link</title>{DATE}</item>",
        f"<item><title>Script</title><link>javascript:alert(1)</link>{DATE}</item>",
        f"<item><title>File</title><link>file:///etc/hostname</link>{DATE}</item>",
        f"<item><title>Private</title><link>http://169.254.169.254/latest/</link>{DATE}</item>",
        f"<item><title>Broken</title><link>http://[bad</link>{DATE}</item>",
        f"<item><title>Other site</title><link>https://elsewhere.example/a</link>{DATE}</item>",
        f"<item><link>/untitled</link>{DATE}</item>",
        f"<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><link>/script</link>{DATE}</item>",
    ]
)
CUT = "".join(f"<item><title>Mine {n}</title><link>/cut/{n}</link>{DATE}</item>" for n in range(10))
OLD = f"<item><title>Mine</title><link>/old</link><pubDate>{format_datetime(NOW - timedelta(days=400))}</pubDate></item>"


def two_feeds(first: bytes) -> Answers:
    return {"/bad": first, "/feed": rss(GOOD)}


BOTH_FEEDS = {"feeds": [{"url": "{origin}/bad"}, {"url": "{origin}/feed"}]}
HOSTILE_FEEDS: dict[str, bytes] = {
    "laughs": rss(ENTITY.replace("&a;", "&a9;"), declared=LAUGHS),
    "quadratic": rss(ENTITY.replace("&a;", "&a;" * 2000), declared=QUADRATIC),
    "reading": rss(ENTITY, declared=FILE),
    "outside": rss(ENTITY, declared=OUTSIDE),
    "author": rss(f"<item><title>A</title><author>{'a.' * 32_000}</author><link>/x</link></item>"),
    "emoji": rss(ENTITY.replace("&a;", "&#xD83D; &#xD800; &#x110000;")),
    "page": reply(b"<!doctype html><html><body><h1>Welcome</h1></body></html>"),
    "empty": reply(b""),
    "binary": reply(bytes(range(256)) * 300),
    "bomb": reply(bomb(b"<rss><channel>"), content_type="application/gzip"),
}
TOLD = {"page": "web page", "empty": "empty", "binary": ""}
BOTH_MAPS = {"feeds": [], "sitemaps": [{"url": "{origin}/map.xml"}, {"url": "{origin}/good.xml"}]}


def mapped(answer: bytes | Callable[[Hit], bytes]) -> dict[str, bytes | Callable[[Hit], bytes]]:
    return {"/map.xml": answer, "/good.xml": lambda hit: xml(urlset(f"{origin(hit)}/good"))}


MAPS: dict[str, bytes | Callable[[Hit], bytes]] = {
    "itself": lambda hit: xml(index(f"{origin(hit)}/map.xml", f"{origin(hit)}/map.xml#again")),
    "badlinks": lambda hit: xml(
        urlset("http://[bad", "file:///etc/hostname", "ftp://x.test/", f"{origin(hit)}/listed")
    ),
    "noxml": reply(b"<html><body>Not found</body></html>"),
    "halfxml": xml(b'<?xml version="1.0"?><urlset><url><loc>http://'),
    "gzipped": reply(gzip.compress(b"\xff\xfe\x00 no xml"), content_type="application/gzip"),
    "packedmap": reply(bomb(b"<urlset>"), content_type="application/gzip"),
    "laughing": xml(LAUGHS.replace("rss", "urlset").encode() + urlset("&a9;")),
}


def sites() -> Sequence[Site]:
    return (
        *(
            Site(name, answers=two_feeds(body), fields=BOTH_FEEDS)
            for name, body in HOSTILE_FEEDS.items()
        ),
        *(Site(name, answers=mapped(answer), fields=BOTH_MAPS) for name, answer in MAPS.items()),
        Site("items", answers={"/feed": rss(ODD_ITEMS + GOOD)}),
        Site("cut", answers={"/feed": reply(rss(CUT).partition(b"\r\n\r\n")[2][:-150])}),
        Site("many", answers={"/feed": rss(GOOD + MANY)}, fields={"max_pages": 5}),
        Site("frozen", answers={"/feed": rss(OLD)}),
        Site(
            "inventing",
            answers={
                **{
                    f"/map{more}": inventing
                    for more in ("", *"ab", *(x + y for x in "ab" for y in "ab"))
                },
                **mapped(inventing),
                "/map": inventing,
            },
            fields={"feeds": [], "sitemaps": [{"url": "{origin}/map"}]},
        ),
        Site(
            "calendar",
            answers={"/": calendar, **{f"/news?page={n}": calendar for n in range(200)}},
            fields={"feeds": [], "listings": [{"url": "{origin}/news?page=0"}]},
        ),
    )
