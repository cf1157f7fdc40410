"""Sitemaps (sitemaps.org 0.9, indexes, plain text) → candidates. Pure; never raises.

Of the extensions, that for news (title, date, language) and the links to other languages count.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.hubs import hubbytes
from crawler.hubs.editions import edition_links
from crawler.hubs.hubdates import is_older, parse_hub_date
from crawler.hubs.hubentries import local_name, split_entries
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from lxml.etree import _Element

    from crawler.hubs.hubentries import Entries, Fragment

SITEMAP_LIMIT = 5000
MAX_LINES = 200_000  # of a list of addresses as plain text
# the first word of each line; what follows it is a comment or a date
_LINE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*+([^\s]++)")
TOO_OLD = "older than asked for"
_NAMES = frozenset({"loc", "lastmod", "title", "publication_date", "language"})
_FOREIGN = re.compile(r"(?:\{[^}]*sitemap-(?:image|video)|(?:image|video):)")
_FOREIGN_PARENTS = frozenset({"image", "video"})
_DAY = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:lastmod|publication_date)\s{0,9}>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}"
    r"(\d{4}-\d{2}-\d{2}[^\s<\]]{0,20})",
    re.IGNORECASE,
)
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "page": "is a web page, not a sitemap",
    "feed": "is a feed, not a sitemap",
    "robots": "is a robots.txt, not a sitemap",
    "json": "is JSON, not a sitemap",
    "other xml": "is XML of another kind, not a sitemap",
}


def parse_sitemap(
    text: str,
    base_url: str,
    *,
    source_id: str,
    zone: tzinfo,
    now: datetime,
    since: datetime | None = None,
    limit: int = SITEMAP_LIMIT,
) -> Discovery:
    """Read a sitemap or an index of sitemaps (decoded: see ``hubbytes.text_of``).

    Child sitemaps come back as ``hubs``. What was last changed before ``since`` is skipped
    with a reason, as is each broken address; beyond ``limit`` pages, and as many children,
    the newest are kept.
    """
    shape = hubbytes.shape_of(text)
    hub = _Hub(base_url, source_id, zone, now, since)
    if shape == "text":
        return _read_lines(text, hub, limit)
    if shape != "sitemap":
        return Discovery(problem=_PROBLEMS[shape])
    entries = split_entries(text, base_url, ("url", "sitemap"))
    if not entries.fragments:
        # an index or a sitemap without the elements that should hold the addresses
        entries = split_entries(text, base_url, ("loc",))
    pages, children = _by_kind(entries, is_index=_is_index(text))
    listed, skipped = _newest(pages, limit)
    indexed, skipped_too = _newest(children, limit)
    found = [_candidate(_texts(entries, one), hub) for one in listed]
    refs = [_child(_texts(entries, one), hub) for one in indexed]
    return Discovery(
        candidates=tuple(one for one in found if isinstance(one, Candidate)),
        skipped=(
            *(one for one in [*found, *refs] if isinstance(one, Skipped)),
            *skipped,
            *skipped_too,
            *([Skipped("the rest of the hub", entries.beyond)] if entries.beyond else []),
        ),
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


class _Texts(NamedTuple):
    """What a sitemap says of one address, by name, and its other languages (mark, address)."""

    named: dict[str, str]
    editions: tuple[tuple[str, str], ...] = ()


def _read_lines(text: str, hub: _Hub, limit: int) -> Discovery:
    found = (line[1] for line in _LINE.finditer(text))
    lines = list(islice(found, MAX_LINES))
    beyond = next(found, None) is not None
    if not any(line.lower().startswith(("http:", "https:")) for line in lines):
        return Discovery(problem="is neither a sitemap nor a list of addresses")
    read = [_candidate(_Texts({"loc": line}), hub) for line in lines[:limit]]
    rest = Skipped("the rest of the hub", f"beyond the limit of {MAX_LINES} lines")
    return Discovery(
        candidates=tuple(one for one in read if isinstance(one, Candidate)),
        skipped=(
            *(one for one in read if isinstance(one, Skipped)),
            *_left_out(lines, limit),
            *([rest] if beyond else []),
        ),
    )


def _is_index(text: str) -> bool:
    start = hubbytes.markup_start(text)
    return "sitemapindex" in text[start : start + 200].lower()


def _by_kind(entries: Entries, *, is_index: bool) -> tuple[list[Fragment], list[Fragment]]:
    """The pages and the child sitemaps, by the element that holds them."""
    pages: list[Fragment] = []
    children: list[Fragment] = []
    for fragment in entries.fragments:
        child = fragment.name == "sitemap" or (fragment.name == "loc" and is_index)
        (children if child else pages).append(fragment)
    return pages, children


def _newest(entries: list[Fragment], limit: int) -> tuple[list[Fragment], list[Skipped]]:
    if len(entries) <= limit:
        return entries, []
    dated = sorted((one for one in entries if _day(one)), key=_day, reverse=True)
    undated = [one for one in entries if not _day(one)]
    # without dates the newest stand first or last, and nobody knows which
    room = max(limit - len(dated), 0)
    head, tail = undated[: (room + 1) // 2], undated[len(undated) - room // 2 :]
    return [*dated[:limit], *head, *tail], _left_out(entries, limit)


def _left_out(entries: list[Fragment] | list[str], limit: int) -> list[Skipped]:
    beyond = len(entries) - limit
    if beyond <= 0:
        return []
    return [Skipped(f"{beyond} further addresses", f"beyond the limit of {limit}")]


def _day(fragment: Fragment) -> str:
    """ISO days sort as text; a page without one comes last."""
    return max(_DAY.findall(fragment.text, fragment.start, fragment.end), default="")


def _texts(entries: Entries, fragment: Fragment) -> _Texts:
    named: dict[str, str] = {}
    editions: list[tuple[str, str]] = []
    for element in entries.tree(fragment).iter("*"):
        name = local_name(element)
        if name in _NAMES and element.text and not _is_foreign(element):
            named.setdefault(name, element.text.strip())
        elif name == "link" and (mark := element.get("hreflang")):
            editions.append((mark, element.get("href") or ""))
    if entries.cut and fragment is entries.fragments[-1]:
        named["cut"] = "yes"
    return _Texts(named, tuple(editions))


def _is_foreign(element: _Element) -> bool:
    """Whether a text describes an image or a film of the page and not the page."""
    parent = element.getparent()
    if _FOREIGN.match(str(element.tag)):
        return True
    return parent is not None and local_name(parent) in _FOREIGN_PARENTS


def _candidate(texts: _Texts, hub: _Hub) -> Candidate | Skipped:
    named = texts.named
    address = _address(named, hub)
    if isinstance(address, Skipped):
        return address
    published, modified = hub.date(named.get("publication_date")), hub.date(named.get("lastmod"))
    if hub.too_old(published, modified):
        return Skipped(address[:200], TOO_OLD)
    editions, own = edition_links(texts.editions, hub.url, address)
    return Candidate(
        url=address,
        canonical_url=canonicalize(address) or address,
        source_id=hub.source_id,
        via="sitemap",
        hub_url=hub.url,
        title=hubbytes.plain(named.get("title", "")) or None,
        published_at=published,
        modified_at=modified,
        language=hubbytes.language_code(named.get("language") or own),
        editions=editions,
    )


def _child(texts: _Texts, hub: _Hub) -> HubRef | Skipped:
    address = _address(texts.named, hub)
    if isinstance(address, Skipped):
        return address
    if canonicalize(address) == canonicalize(hub.url):
        return Skipped(address[:200], "the index points to itself")
    modified = hub.date(texts.named.get("lastmod"))
    if hub.too_old(modified):
        return Skipped(address[:200], TOO_OLD)
    return HubRef(url=address, kind="sitemap", modified_at=modified)


def _address(named: dict[str, str], hub: _Hub) -> str | Skipped:
    raw = named.get("loc", "").replace("&amp;", "&")
    if not raw:
        return Skipped("entry without address", "cut short" if "cut" in named else "has no address")
    url = safe_join(hub.url, raw)
    return url or Skipped(raw[:200], "not an http(s) address")
