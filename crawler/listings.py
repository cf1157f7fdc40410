"""Section pages → article links, told from navigation without configuration. Pure.

Each address gets one score from three kinds of evidence: how the address looks (slug,
number, date), what the link says (a headline is a sentence, a section name is a word or
two) and where it stands (a card with a date, or a menu). The source's ``article_url_re``
decides alone where it is set.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler import hubbytes
from crawler.cards import card_date, card_title, find_card, image_title, in_furniture, is_heading
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.linkshapes import address_score, shape, text_score
from crawler.pagination import next_pages
from crawler.urls import canonicalize, is_article, safe_join, scope_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from lxml.etree import _Element

    from crawler.sources import Source

MAX_LINKS = 3000
ARTICLE_SCORE = 3
PEERS_SCORE = 3
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "json": "is JSON, not a web page",
    "feed": "is a feed, not a web page",
    "sitemap": "is a sitemap, not a web page",
    "text": "is not a web page",
}


@dataclass(slots=True)
class _Link:
    """All anchors of a page that lead to one address; ``text`` is the longest they say."""

    url: str
    anchors: list[_Element] = field(default_factory=list)
    text: str = ""


def parse_listing(body: bytes, base_url: str, *, source: Source, now: datetime) -> Discovery:
    """Read a section page: articles as candidates, its further pages as ``hubs``.

    Addresses out of scope or without the look of an article are skipped with a reason.
    """
    text = hubbytes.decode(hubbytes.inflate(body))
    problem = _PROBLEMS.get(hubbytes.shape_of(text))
    root = None if problem else hubbytes.parse_html(text)
    if root is None:
        return Discovery(problem=problem or "is not a web page")
    base = _base(root, base_url)
    anchors = [anchor for anchor in root.iter("a", "area") if anchor.get("href")]
    beyond = len(anchors) - MAX_LINKS
    del anchors[MAX_LINKS:]
    pages = next_pages(root, anchors, base, base_url, source)
    links = _links(anchors, base)
    for own in (base_url, *pages):
        links.pop(canonicalize(own) or own, None)
    seen = [_seen(key, link, source, now, base_url) for key, link in links.items()]
    found = list(_judged(seen))
    return Discovery(
        candidates=tuple(one for one in found if isinstance(one, Candidate)),
        skipped=(*(one for one in found if isinstance(one, Skipped)), *_told(beyond)),
        hubs=tuple(HubRef(url=url, kind="listing") for url in pages),
    )


def _told(beyond: int) -> list[Skipped]:
    reason = f"beyond the limit of {MAX_LINKS}"
    return [Skipped(f"{beyond} further links", reason)] if beyond > 0 else []


def _base(root: _Element, base_url: str) -> str:
    tag = next(root.iter("base"), None)
    return (safe_join(base_url, tag.get("href") or "") if tag is not None else None) or base_url


def _links(anchors: list[_Element], base: str) -> dict[str, _Link]:
    links: dict[str, _Link] = {}
    for anchor in anchors:
        url = safe_join(base, anchor.get("href") or "")
        key = canonicalize(url) if url else None
        if url is None or key is None:
            continue
        link = links.setdefault(key, _Link(url))
        link.anchors.append(anchor)
        link.text = max(link.text, card_title(anchor), key=len)
    for link in links.values():
        link.text = link.text or max(map(image_title, link.anchors), key=len)
    return links


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A link in scope with what speaks for it; ``sure`` where the source's pattern spoke."""

    candidate: Candidate
    score: float
    sure: bool
    marked: bool


def _seen(
    key: str, link: _Link, source: Source, now: datetime, hub_url: str
) -> _Sighting | Skipped:
    problem = scope_problem(source, link.url)
    by_pattern = is_article(source, link.url)
    if problem or by_pattern is False:
        return Skipped(link.url[:200], problem or "not an article's by article_url_re")
    main = next((one for one in link.anchors if card_title(one) == link.text), link.anchors[0])
    card = find_card(main)
    title = link.text if text_score(link.text) > 0 else card_title(card) or link.text
    published = card_date(card, zone=ZoneInfo(source.zone), now=now)
    candidate = Candidate(
        url=link.url,
        canonical_url=key,
        source_id=source.id,
        via="listing",
        hub_url=hub_url,
        title=title or None,
        published_at=published,
    )
    heading = any(is_heading(anchor) for anchor in link.anchors)
    furniture = all(in_furniture(anchor) for anchor in link.anchors)
    evidence = 2 * (published is not None) + 2 * heading - 4 * furniture
    score = address_score(link.url) + text_score(title) + evidence
    return _Sighting(candidate, score, sure=bool(by_pattern), marked=evidence > 0)


def _judged(seen: Iterable[_Sighting | Skipped]) -> Iterator[Candidate | Skipped]:
    """A headline of two words counts as one where links of its shape are articles."""
    seen = list(seen)
    shapes = {
        shape(one.candidate.url)
        for one in seen
        if isinstance(one, _Sighting) and one.score >= ARTICLE_SCORE
    }
    for one in seen:
        if isinstance(one, Skipped):
            yield one
            continue
        url = one.candidate.url
        peers = PEERS_SCORE * (one.marked and shape(url) in shapes)
        article = one.sure or one.score + peers >= ARTICLE_SCORE
        yield one.candidate if article else Skipped(url[:200], "has not the look of an article")
