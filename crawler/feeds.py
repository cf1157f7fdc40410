"""Feeds (RSS 0.9x to 2.0, RDF, Atom, JSON Feed) → candidates. Pure; never raises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crawler import hubbytes
from crawler.feedxml import MODIFIED, PUBLISHED, Entry, xml_entries
from crawler.hubdates import parse_hub_date
from crawler.items import Candidate, Discovery, Skipped
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

# in this order: a redirecting feed proxy names the true address in "origlink"
_LINKS = ("origlink", "link", "alternate", "guid", "id", "about", "other", "self")
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "page": "is a web page, not a feed",
    "sitemap": "is a sitemap, not a feed",
    "text": "is plain text, not a feed",
    "other xml": "is XML of another kind, not a feed",
}


def parse_feed(
    body: bytes,
    base_url: str,
    *,
    source_id: str,
    zone: tzinfo,
    now: datetime,
    limit: int = 500,
) -> Discovery:
    """Read any feed; entries without an http(s) link are skipped with a reason.

    Undated entries stay candidates. Beyond ``limit`` entries the newest are kept (by the
    order of the feed) and one Skipped tells how many were left out.
    """
    text = hubbytes.decode(hubbytes.inflate(body))
    shape = hubbytes.shape_of(text)
    if shape == "json":
        entries = _json_entries(text, base_url)
    elif shape == "feed":
        entries = xml_entries(text, base_url)
    else:
        return Discovery(problem=_PROBLEMS[shape])
    if entries is None:
        return Discovery(problem="cannot be read as a feed")
    if not entries and "<html" in text[:8192].lower():
        return Discovery(problem=_PROBLEMS["page"])
    kept, skipped = _within(entries, limit, zone, now)
    found = [_candidate(entry, base_url, source_id, zone, now) for entry in kept]
    return Discovery(
        candidates=tuple(one for one in found if isinstance(one, Candidate)),
        skipped=(*(one for one in found if isinstance(one, Skipped)), *skipped),
    )


def _within(
    entries: list[Entry], limit: int, zone: tzinfo, now: datetime
) -> tuple[list[Entry], list[Skipped]]:
    """At most ``limit`` entries, from the newer end of the feed."""
    beyond = len(entries) - limit
    if beyond <= 0:
        return entries, []
    first, last = (_date(entries[at], PUBLISHED, zone, now) for at in (0, -1))
    newest_last = first is not None and last is not None and first < last
    kept = entries[-limit:] if newest_last else entries[:limit]
    return kept, [Skipped(f"{beyond} further entries", f"beyond the limit of {limit}")]


def _candidate(
    entry: Entry, base_url: str, source_id: str, zone: tzinfo, now: datetime
) -> Candidate | Skipped:
    title = hubbytes.plain(entry.texts.get("title", "")) or None
    links = [_unescaped(link) for link in entry.first(_LINKS)]
    label = (title or next(iter(links), "entry without title and link"))[:200]
    if entry.cut:
        return Skipped(label, "cut short")
    if not links:
        return Skipped(label, "has no link")
    url = next((url for link in links if (url := safe_join(entry.base, link))), None)
    canonical = canonicalize(url) if url else None
    if url is None or canonical is None:
        return Skipped(label, f"link is not an http(s) address: {links[0][:80]}")
    return Candidate(
        url=url,
        canonical_url=canonical,
        source_id=source_id,
        via="feed",
        hub_url=base_url,
        title=title,
        published_at=_date(entry, PUBLISHED, zone, now),
        modified_at=_date(entry, MODIFIED, zone, now),
        language=hubbytes.language_code(entry.texts.get("language")),
    )


def _unescaped(link: str) -> str:
    """Links are at times escaped twice; only "&amp;" is safe to undo in an address."""
    return link.strip().replace("&amp;", "&").replace("&#38;", "&")


def _date(entry: Entry, names: Sequence[str], zone: tzinfo, now: datetime) -> datetime | None:
    dates = (parse_hub_date(raw, zone=zone, now=now) for raw in entry.first(names))
    return next((date for date in dates if date), None)


def _json_entries(text: str, base_url: str) -> list[Entry] | None:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return None
    language = feed.get("language")
    return [_json_entry(item, base_url, language) for item in items if isinstance(item, dict)]


def _json_entry(item: dict[str, Any], base_url: str, language: object) -> Entry:
    named = {
        "link": item.get("url"),
        "id": item.get("id"),
        "title": item.get("title"),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "language": item.get("language") or language,
    }
    texts = {name: value for name, value in named.items() if isinstance(value, str)}
    if not texts.get("id", "").lower().startswith(("http:", "https:")):
        texts.pop("id", None)
    if isinstance(item.get("external_url"), str):
        texts["other"] = item["external_url"]
    return Entry(base_url, texts)
