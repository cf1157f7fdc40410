"""The feeds that a web page names. Pure; never raises."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.hubs import hubbytes
from crawler.items import HubRef, Skipped
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_FEEDS = 50
_MAX_HINTED = 3000
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
     "application/rss", "application/atom", "text/rss+xml", "text/rss"}
)  # fmt: skip
_XML_TYPES = frozenset({"text/xml", "application/xml"})
_FEED_ADDRESS = re.compile(
    r"/(?:rss|atom|rdf)(?:[-_]\w{1,30}|/[\w-]{1,30})?/?$"
    r"|/feeds?(?:/(?:rss2?|atom|rdf|all|news|main))?/?$"
    r"|/(?:rss|feeds?|atom)(?:[-_/][\w-]{1,30})?\.(?:xml|php|json|aspx?)$"
    r"|/[\w-]{0,30}(?:rss|feed|atom)[\w-]{0,30}\.xml$|\.(?:rss|rdf|atom)$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed|format|type|output)=(?:rss2?|feed|atom)\b", re.IGNORECASE)
# each address that looks like a feed's holds one of these; nothing else is worth joining
_HINT = re.compile(r"rss|feed|atom|rdf|%", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?(?:/|\b.{0,20}(?:feed|rss))", re.IGNORECASE)


def named_feeds(text: str, url: str) -> list[HubRef | Skipped]:
    """The feeds that a page announces (``link rel=alternate``) or links to, except itself.

    An anchor counts on the page's own host only, where its type or its address is a feed's.
    Feeds of comments are skipped with a reason, as is what is beyond 50 feeds.
    """
    root = hubbytes.parse_html(text)
    found: dict[str, HubRef | Skipped] = {canonicalize(url) or url: Skipped(url, "the page itself")}
    own = next(iter(found))
    for address in _addresses(root, url) if root is not None else ():
        key = canonicalize(address) or address
        if key not in found:
            found[key] = _judged(address, len(found))
    del found[own]
    return list(found.values())


def _judged(address: str, number: int) -> HubRef | Skipped:
    if _COMMENTS.search(address):
        return Skipped(address[:200], "a feed of comments")
    if number > MAX_FEEDS:
        return Skipped(address[:200], f"beyond the limit of {MAX_FEEDS} feeds")
    return HubRef(url=address, kind="feed")


def _addresses(root: _Element, url: str) -> Iterator[str]:
    host = urlsplit(url).hostname
    base = next((tag.get("href") for tag in root.iter("base")), None)
    base = safe_join(url, base or "") or url
    for tag, kind, href in islice(_hinted(root), _MAX_HINTED):
        address = safe_join(base, href)
        if address is None:
            continue
        # an anchor to an address like a feed's leads there on the site itself only
        near = kind in _XML_TYPES or (tag == "a" and urlsplit(address).hostname == host)
        if kind in _TYPES or (near and _looks_like_feed(address)):
            yield address


def _hinted(root: _Element) -> Iterator[tuple[str, str, str]]:
    """The tag, type and address as written of each link that may lead to a feed, each once."""
    seen = set()
    for element in root.iter("link", "a"):
        href = element.get("href") or ""
        kind = (element.get("type") or "").lower().partition(";")[0].strip()
        link = (str(element.tag), kind, href)
        if (kind in _TYPES or _HINT.search(href)) and link not in seen:
            seen.add(link)
            yield link


def _looks_like_feed(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FEED_ADDRESS.search(parts.path) or _FEED_QUERY.search(parts.query))
