"""The bytes of a hub of any kind → what is new to fetch there. Pure; never raises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler import hubbytes
from crawler.feeds import parse_feed
from crawler.hubdates import is_older
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.listings import parse_listing
from crawler.sitemaps import TOO_OLD, parse_sitemap
from crawler.urls import host_problem, is_article, safe_join, scope_problem, trap_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from crawler.items import HubKind
    from crawler.sources import Source

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def discover(
    body: bytes,
    url: str,
    *,
    kind: HubKind,
    source: Source,
    now: datetime,
    since: datetime | None = None,
) -> Discovery:
    """Read a hub for what it is, whatever ``kind`` was expected; keep what is in scope.

    Left out with a reason: what is out of scope, listed twice, older than ``since`` (aware),
    and what in a sitemap does not fit the source's article_url_re. A feed address that
    answers with a web page is a problem, but the feeds that the page names come as hubs.
    """
    zone = ZoneInfo(source.zone)
    text_shape = hubbytes.shape_of(hubbytes.decode(hubbytes.inflate(body)[:65_536]))
    if text_shape == "feed" or (kind == "feed" and text_shape != "sitemap"):
        found = parse_feed(body, url, source_id=source.id, zone=zone, now=now)
        if text_shape == "page" and found.problem:
            found = replace(found, hubs=tuple(_named_feeds(body, url)))
    elif text_shape == "sitemap" or kind == "sitemap":
        found = parse_sitemap(body, url, source_id=source.id, zone=zone, now=now, since=since)
    else:
        found = parse_listing(body, url, source=source, now=now)
    return _scoped(found, source, since, zone)


def _scoped(found: Discovery, source: Source, since: datetime | None, zone: tzinfo) -> Discovery:
    judged = list(_judged(found.candidates, source, since, zone))
    hubs = [(hub, host_problem(source, hub.url) or trap_problem(hub.url)) for hub in found.hubs]
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


def _judged(
    candidates: Iterable[Candidate], source: Source, since: datetime | None, zone: tzinfo
) -> Iterator[Candidate | Skipped]:
    seen: set[str] = set()
    for candidate in candidates:
        reason = _reason_to_skip(candidate, source, since, zone)
        if reason is None and candidate.canonical_url in seen:
            reason = "listed twice"
        seen.add(candidate.canonical_url)
        yield Skipped(candidate.url[:200], reason) if reason else candidate


def _reason_to_skip(
    candidate: Candidate, source: Source, since: datetime | None, zone: tzinfo
) -> str | None:
    problem = scope_problem(source, candidate.url)
    if problem:
        return problem
    if candidate.via == "sitemap" and is_article(source, candidate.url) is False:
        return "not an article's by article_url_re"
    known = [moment for moment in (candidate.published_at, candidate.modified_at) if moment]
    return TOO_OLD if since and known and is_older(max(known), since, zone) else None


def _named_feeds(body: bytes, url: str) -> Iterator[HubRef]:
    """The feeds that a web page announces (``<link rel=alternate>``), except itself."""
    root = hubbytes.parse_html(hubbytes.decode(body))
    for link in root.iter("link") if root is not None else ():
        if (link.get("type") or "").lower() in _FEED_TYPES:
            feed = safe_join(url, link.get("href") or "")
            if feed and feed != url:
                yield HubRef(url=feed, kind="feed")
