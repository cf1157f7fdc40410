"""Feeds (RSS 0.9x to 2.0, RDF, Atom, CDF, JSON Feed) → candidates. Pure; never raises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.hubs import hubbytes
from crawler.hubs.editions import edition_links
from crawler.hubs.feedjson import json_entries
from crawler.hubs.feedxml import LINKS, MODIFIED, PUBLISHED, Entry, xml_entries
from crawler.hubs.hubdates import parse_hub_date
from crawler.hubs.wrappedlinks import unwrapped
from crawler.items import Candidate, Discovery, Skipped
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime, tzinfo

FEED_LIMIT = 500
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "page": "is a web page, not a feed",
    "sitemap": "is a sitemap, not a feed",
    "robots": "is a robots.txt, not a feed",
    "text": "is plain text, not a feed",
    "other xml": "is XML of another kind, not a feed",
}
_ABSOLUTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE)


def parse_feed(
    text: str,
    base_url: str,
    *,
    source_id: str,
    zone: tzinfo,
    now: datetime,
    limit: int = FEED_LIMIT,
) -> Discovery:
    """Read any feed (decoded: see ``hubbytes.text_of``).

    Every entry is a candidate or is skipped with a reason; undated ones stay candidates.
    Beyond ``limit`` entries the newest are kept (by the order of the feed) and one Skipped
    tells how many were left out.
    """
    shape = hubbytes.shape_of(text)
    if shape not in ("json", "feed"):
        return Discovery(problem=_PROBLEMS[shape])
    if shape == "json":
        entries, beyond = json_entries(text, base_url), ""
    else:
        entries, beyond = xml_entries(text, base_url)
    if entries is None:
        return Discovery(problem="cannot be read as a feed")
    if not entries and "<html" in text[:8192].lower():
        return Discovery(problem=_PROBLEMS["page"])
    kept, skipped = _within(entries, limit, zone, now)
    found = [_candidate(entry(), base_url, source_id, zone, now) for entry in kept]
    return Discovery(
        candidates=tuple(one for one in found if isinstance(one, Candidate)),
        skipped=(
            *(one for one in found if isinstance(one, Skipped)),
            *skipped,
            *([Skipped("the rest of the hub", beyond)] if beyond else []),
        ),
    )


def _within(
    entries: list[Callable[[], Entry]], limit: int, zone: tzinfo, now: datetime
) -> tuple[list[Callable[[], Entry]], list[Skipped]]:
    """At most ``limit`` entries, from the newer end of the feed."""
    beyond = len(entries) - limit
    if beyond <= 0:
        return entries, []
    first, last = (_date(entries[at](), PUBLISHED, zone, now) for at in (0, -1))
    newest_last = first is not None and last is not None and first < last
    kept = entries[-limit:] if newest_last else entries[:limit]
    return kept, [Skipped(f"{beyond} further entries", f"beyond the limit of {limit}")]


def _candidate(
    entry: Entry, base_url: str, source_id: str, zone: tzinfo, now: datetime
) -> Candidate | Skipped:
    title = hubbytes.plain(entry.texts.get("title", "")) or None
    url = next(_addresses(entry), None)
    canonical = canonicalize(url) if url else None
    if url is None or canonical is None:
        first = next(entry.first((*LINKS, "enclosure")), "entry without title and link")
        return Skipped((title or first)[:200], _why_unusable(entry))
    editions, own = edition_links(entry.editions, entry.base, url)
    return Candidate(
        url=url,
        canonical_url=canonical,
        source_id=source_id,
        via="feed",
        hub_url=base_url,
        title=title,
        published_at=_date(entry, PUBLISHED, zone, now),
        modified_at=_date(entry, MODIFIED, zone, now),
        language=hubbytes.language_code(entry.texts.get("language") or own or entry.language),
        editions=editions,
    )


def _addresses(entry: Entry) -> Iterator[str]:
    """The usable addresses of an entry, the best first."""
    links = [_unescaped(link) for link in entry.first(LINKS)]
    # words in place of a link would be an address below the feed's own
    links.sort(key=lambda link: len(link.split()) > 1 and not _ABSOLUTE.match(link))
    for link in links:
        url = safe_join(entry.base, f"//{link}" if _WITHOUT_SCHEME.match(link) else link)
        if url:
            true = unwrapped(url)
            yield url if true == url else safe_join(url, true) or url


def _unescaped(link: str) -> str:
    """Links are at times escaped twice; only "&amp;" is safe to undo in an address."""
    return link.strip().replace("&amp;", "&").replace("&#38;", "&")


def _why_unusable(entry: Entry) -> str:
    if entry.cut:
        return "cut short"
    if link := next(entry.first(LINKS), None):
        return f"link is not an http(s) address: {_unescaped(link)[:80]}"
    if enclosure := entry.texts.get("enclosure"):
        return f"has no link, only a file: {enclosure[:80]}"
    return "has no link"


def _date(entry: Entry, names: Sequence[str], zone: tzinfo, now: datetime) -> datetime | None:
    dates = (parse_hub_date(raw, zone=zone, now=now) for raw in entry.first(names))
    return next((date for date in dates if date), None)
