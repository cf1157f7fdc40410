"""The bytes of a hub of any kind → what is new to fetch there. Pure; never raises."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.hubs import hubbytes
from crawler.hubs.editions import edition_language
from crawler.hubs.feeds import FEED_LIMIT, parse_feed
from crawler.hubs.hubdates import is_older
from crawler.hubs.namedfeeds import named_feeds
from crawler.hubs.robothubs import parse_robots
from crawler.hubs.sitemaps import SITEMAP_LIMIT, TOO_OLD, parse_sitemap
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.sections.linkshapes import address_score
from crawler.sections.listings import parse_listing
from crawler.urls import host_problem, is_article, scope_problem, trap_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from crawler.items import HubKind
    from crawler.sources import Source

_KINDS: dict[hubbytes.Shape, HubKind] = {
    "feed": "feed", "json": "feed", "sitemap": "sitemap", "robots": "robots", "text": "sitemap",
}  # fmt: skip
_LOOKS_LIKE_ARTICLE = 2.0
_FEED_SERVICE = re.compile(r"(?:feeds?\d?|feedproxy|rss)\.|.*\b(?:feedburner|feedblitz|rss\.app)\b")


def kind_of(body: bytes) -> HubKind:
    """What kind of hub the bytes hold, by their shape; what has no other shape is a listing."""
    return _kind(hubbytes.shape_of(hubbytes.text_of(body)), None)


def discover(
    body: bytes,
    url: str,
    *,
    kind: HubKind | None,
    source: Source,
    now: datetime,
    since: datetime | None = None,
    limit: int | None = None,
) -> Discovery:
    """Read a hub for what it is, whatever ``kind`` was expected (None: nothing was).

    ``limit`` is the most entries taken of a feed and the most addresses of a sitemap (None:
    500 and 5,000, the caps of a crawl; beyond them the newest are taken and the rest is told).

    Left out with a reason: what is out of scope, listed twice, older than ``since`` (aware),
    and what in a sitemap neither fits the source's article_url_re nor looks like an article's.
    The feeds that a web page names come as hubs; where a feed was expected the page itself is
    a problem.
    """
    zone = ZoneInfo(source.zone)
    unpacked = hubbytes.inflate(body)
    text = hubbytes.readable(unpacked)
    shape = hubbytes.shape_of(text)
    actual = _kind(shape, kind)
    if actual == "feed":
        most = limit or FEED_LIMIT
        found = parse_feed(text, url, source_id=source.id, zone=zone, now=now, limit=most)
    elif actual == "sitemap":
        most, who = limit or SITEMAP_LIMIT, source.id
        found = parse_sitemap(text, url, source_id=who, zone=zone, now=now, since=since, limit=most)
    elif actual == "robots":
        found = parse_robots(text, url)
    else:
        found = parse_listing(text, url, source=source, now=now)
    if shape == "page" and actual in ("feed", "listing"):
        found = _with_named_feeds(found, named_feeds(text, url))
    if kind is None and found.problem and shape in ("text", "other xml"):
        found = replace(found, problem="is no feed, sitemap or page")
    if len(unpacked) >= hubbytes.INFLATE_CAP:
        found = _cut(found)
    return _scoped(found, source, since, zone)


def _kind(shape: hubbytes.Shape, expected: HubKind | None) -> HubKind:
    """What a text is to be read as: its shape decides where it is beyond doubt."""
    if shape in ("feed", "sitemap") or (shape == "robots" and expected == "sitemap"):
        return _KINDS[shape]
    return expected or _KINDS.get(shape, "listing")


def _cut(found: Discovery) -> Discovery:
    """What was read of a hub that is larger than the cap when it is unpacked."""
    words = f"larger than the cap of {hubbytes.INFLATE_CAP >> 20} MiB"
    nothing = not (found.candidates or found.hubs)
    rest = Skipped("the rest of the hub", words)
    return replace(
        found, problem=words if nothing else found.problem, skipped=(*found.skipped, rest)
    )


def _with_named_feeds(found: Discovery, named: list[HubRef | Skipped]) -> Discovery:
    return replace(
        found,
        hubs=(*found.hubs, *(one for one in named if isinstance(one, HubRef))),
        skipped=(*found.skipped, *(one for one in named if isinstance(one, Skipped))),
    )


def _scoped(found: Discovery, source: Source, since: datetime | None, zone: tzinfo) -> Discovery:
    judged = list(_judged(found.candidates, source, since, zone))
    hubs = [(hub, _hub_problem(source, hub)) for hub in found.hubs]
    return replace(
        found,
        candidates=tuple(one for one in judged if isinstance(one, Candidate)),
        skipped=(
            *found.skipped,
            *(one for one in judged if isinstance(one, Skipped)),
            *(Skipped(hub.url[:200], problem) for hub, problem in hubs if problem),
        ),
        hubs=tuple(hub for hub, problem in hubs if not problem),
    )


def _hub_problem(source: Source, hub: HubRef) -> str | None:
    problem = host_problem(source, hub.url)
    host = urlsplit(hub.url).hostname or ""
    if problem and hub.kind == "feed" and _FEED_SERVICE.match(host):
        return f"{problem} but a feed service's; to follow it, add it to the source's hosts"
    return problem or trap_problem(hub.url)


def _judged(
    candidates: Iterable[Candidate], source: Source, since: datetime | None, zone: tzinfo
) -> Iterator[Candidate | Skipped]:
    seen: set[str] = set()
    for candidate in candidates:
        reason = _reason_to_skip(candidate, source, since, zone)
        if reason is None and candidate.canonical_url in seen:
            reason = "listed twice"
        seen.add(candidate.canonical_url)
        yield Skipped(candidate.url[:200], reason) if reason else _placed(candidate, source)


def _placed(candidate: Candidate, source: Source) -> Candidate:
    """The candidate with the language of the edition that it lies in, if it names none itself."""
    if candidate.language or not source.editions:
        return candidate
    return replace(candidate, language=edition_language(source, candidate.canonical_url))


def _reason_to_skip(
    candidate: Candidate, source: Source, since: datetime | None, zone: tzinfo
) -> str | None:
    problem = scope_problem(source, candidate.url)
    if problem:
        return problem
    if candidate.via == "sitemap" and _is_navigation(candidate, source):
        return "not an article's by article_url_re, nor by its look"
    known = [moment for moment in (candidate.published_at, candidate.modified_at) if moment]
    return TOO_OLD if since and known and is_older(max(known), since, zone) else None


def _is_navigation(candidate: Candidate, source: Source) -> bool:
    """Whether a page of a sitemap is no article's: by the source's pattern and by its look.

    What the sitemap itself calls news, by a title or a date of publication, is an article's.
    """
    told = candidate.title or candidate.published_at
    fits = told or is_article(source, candidate.url) is not False
    return not fits and address_score(candidate.url) < _LOOKS_LIKE_ARTICLE
