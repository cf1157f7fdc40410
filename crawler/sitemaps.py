"""Sitemaps (sitemaps.org 0.9, news extension, indexes, plain text) → candidates. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler import hubbytes
from crawler.hubdates import is_older, parse_hub_date
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from lxml.etree import _Element

TOO_OLD = "older than asked for"
_NAMES = frozenset({"loc", "lastmod", "title", "publication_date", "language"})
_FOREIGN_PARENTS = frozenset({"image", "video"})
_ISO_DAY = re.compile(r"\s*\d{4}-\d{2}-\d{2}")
_LOC_TAG = re.compile(r"<(/?)(?:\w{1,20}:)?loc\s{0,9}>", re.IGNORECASE)
_TAIL = 10_000
_MAX_INDEXED = 50_000  # sitemaps.org: no index may hold more
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "page": "is a web page, not a sitemap",
    "feed": "is a feed, not a sitemap",
    "json": "is JSON, not a sitemap",
    "other xml": "is XML of another kind, not a sitemap",
}


def parse_sitemap(
    body: bytes,
    base_url: str,
    *,
    source_id: str,
    zone: tzinfo,
    now: datetime,
    since: datetime | None = None,
    limit: int = 5000,
) -> Discovery:
    """Read a sitemap or an index of sitemaps, gzipped or not.

    Child sitemaps come back as ``hubs``. What was last changed before ``since`` is skipped
    with a reason, as is each broken address; beyond ``limit`` addresses the newest are kept.
    """
    text = hubbytes.decode(hubbytes.inflate(body))
    shape = hubbytes.shape_of(text)
    if shape == "text":
        read = _text_addresses(text)
    elif shape == "sitemap":
        read = _xml_texts(text)
    else:
        return Discovery(problem=_PROBLEMS[shape])
    if read is None:
        return Discovery(problem="is neither a sitemap nor a list of addresses")
    hub = _Hub(base_url, source_id, zone, now, since)
    kept, skipped = _newest(read.pages, limit)
    found = [_candidate(texts, hub) for texts in kept]
    refs = [_child(texts, hub) for texts in read.children[:_MAX_INDEXED]]
    return Discovery(
        candidates=tuple(one for one in found if isinstance(one, Candidate)),
        skipped=(*(one for one in [*found, *refs] if isinstance(one, Skipped)), *skipped),
        hubs=tuple(one for one in refs if isinstance(one, HubRef)),
    )


class _Hub(NamedTuple):
    """Where the bytes came from and how its dates are to be read."""

    url: str
    source_id: str
    zone: tzinfo
    now: datetime
    since: datetime | None

    def date(self, raw: str | None) -> datetime | None:
        return parse_hub_date(raw, zone=self.zone, now=self.now) if raw else None

    def too_old(self, *moments: datetime | None) -> bool:
        """Whether all that is known of an address lies before ``since``."""
        known = [moment for moment in moments if moment]
        return bool(known and self.since) and is_older(
            max(known), self.since or self.now, self.zone
        )


class _Read(NamedTuple):
    """The texts of each page and of each child sitemap, by name."""

    pages: list[dict[str, str]]
    children: list[dict[str, str]]


def _text_addresses(text: str) -> _Read | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(line.lower().startswith(("http:", "https:")) for line in lines):
        return None
    return _Read([{"loc": line} for line in lines], [])


def _xml_texts(text: str) -> _Read | None:
    root = hubbytes.parse_xml(text)
    if root is None:
        return None
    read, texts = _Read([], []), dict[str, str]()
    for element in root.iter("*"):
        name = _local_name(element)
        if name in {"url", "sitemap"}:
            texts = {}
            (read.pages if name == "url" else read.children).append(texts)
        elif name in _NAMES and element.text and not _is_foreign(element):
            texts.setdefault(name, element.text.strip())
    if _ends_within_address(text):
        texts["cut"] = "yes"
    return read


def _ends_within_address(text: str) -> bool:
    closing = "/"
    for tag in _LOC_TAG.finditer(text, max(0, len(text) - _TAIL)):
        closing = tag[1]
    return closing == ""


def _local_name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _is_foreign(element: _Element) -> bool:
    """Whether a text describes an image or a film of the page and not the page."""
    parent = element.getparent()
    return parent is not None and _local_name(parent) in _FOREIGN_PARENTS


def _newest(pages: list[dict[str, str]], limit: int) -> tuple[list[dict[str, str]], list[Skipped]]:
    if len(pages) <= limit:
        return pages, []
    ranked = sorted(pages, key=_day, reverse=True)[:limit]
    left_out = f"{len(pages) - limit} further addresses"
    return ranked, [Skipped(left_out, f"beyond the limit of {limit}")]


def _day(texts: dict[str, str]) -> str:
    """ISO days sort as text; a page without one comes last."""
    days = (texts.get(name, "") for name in ("lastmod", "publication_date"))
    return max((day for day in days if _ISO_DAY.match(day)), default="")


def _candidate(texts: dict[str, str], hub: _Hub) -> Candidate | Skipped:
    address = _address(texts, hub)
    if isinstance(address, Skipped):
        return address
    published, modified = hub.date(texts.get("publication_date")), hub.date(texts.get("lastmod"))
    if hub.too_old(published, modified):
        return Skipped(address[:200], TOO_OLD)
    return Candidate(
        url=address,
        canonical_url=canonicalize(address) or address,
        source_id=hub.source_id,
        via="sitemap",
        hub_url=hub.url,
        title=hubbytes.plain(texts.get("title", "")) or None,
        published_at=published,
        modified_at=modified,
        language=hubbytes.language_code(texts.get("language")),
    )


def _child(texts: dict[str, str], hub: _Hub) -> HubRef | Skipped:
    address = _address(texts, hub)
    if isinstance(address, Skipped):
        return address
    if canonicalize(address) == canonicalize(hub.url):
        return Skipped(address[:200], "the index points to itself")
    modified = hub.date(texts.get("lastmod"))
    if hub.too_old(modified):
        return Skipped(address[:200], TOO_OLD)
    return HubRef(url=address, kind="sitemap", modified_at=modified)


def _address(texts: dict[str, str], hub: _Hub) -> str | Skipped:
    raw = texts.get("loc", "").replace("&amp;", "&")
    if not raw:
        return Skipped("entry without address", "has no address")
    if "cut" in texts:
        return Skipped(raw[:200], "cut short")
    url = safe_join(hub.url, raw)
    return url or Skipped(raw[:200], "not an http(s) address")
