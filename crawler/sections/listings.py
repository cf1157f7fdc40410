"""Section pages → article links, told from navigation without configuration. Pure.

Each address is judged by how it looks (slug, number, date), what its links say (a headline is a
sentence, a section name is a word or two), where they stand (a card with a date, or a menu) and
what the other links of its shape are. The source's ``article_url_re`` is further evidence for
the links that it fits and none against the others, since sites change their addresses and keep
the old ones beside the new; where it fits no link of a page that plainly lists articles, it is
out of date, and that is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.hubs import hubbytes
from crawler.items import Candidate, Discovery, HubRef, Skipped
from crawler.sections.linkevidence import ARTICLE_SCORE, weights
from crawler.sections.linkshapes import says_nothing
from crawler.sections.pagelinks import page_links, script_links
from crawler.sections.pagination import next_pages
from crawler.urls import canonicalize, is_article, safe_join, scope_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from lxml.etree import _Element

    from crawler.sections.pagelinks import PageLink
    from crawler.sources import Source

MAX_LINKS = 3000
ENOUGH_ARTICLES = 5
_PATTERN_GAIN = 2.0
# a text that names a tag or holds some "<b" by chance is no page
_ELEMENT = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|title|meta|link|base|script|div|main|section|article"
    r"|nav|header|form|table|t[dr]|[uod]l|li|h[1-6]|p|a|area|span|b|strong|br|img|i?frame|frameset)"
    r"(?:[\s/][^<>]{0,5000})?>",
    re.IGNORECASE,
)
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "empty": "is empty",
    "json": "is JSON, not a web page",
    "feed": "is a feed, not a web page",
    "sitemap": "is a sitemap, not a web page",
    "text": "is not a web page",
}


def parse_listing(text: str, base_url: str, *, source: Source, now: datetime) -> Discovery:
    """Read a section page: articles as candidates, its further pages as ``hubs``.

    Addresses out of scope or without the look of an article are skipped with a reason. Where
    the page itself shows few articles, those that its scripts name count too.
    """
    problem = _PROBLEMS.get(hubbytes.shape_of(text))
    if not problem and not _ELEMENT.search(text):
        problem = "is not a web page"
    root, is_cut = (None, False) if problem else hubbytes.parse_page(text)
    if root is None:
        return Discovery(problem=problem or "is not a web page")
    base = _base(root, base_url)
    anchors = [anchor for anchor in root.iter("a", "area") if anchor.get("href")]
    beyond = len(anchors) - MAX_LINKS
    del anchors[MAX_LINKS:]
    pages = next_pages(root, anchors, base, base_url, source)
    own = {canonicalize(url) for url in (base_url, *pages)}
    found = _found(root, anchors, base, own=own, source=source, now=now)
    links = [one for one in found if not isinstance(one, Skipped)]
    return Discovery(
        candidates=tuple(_candidate(link, source, base_url) for link in links),
        skipped=(
            *(one for one in found if isinstance(one, Skipped)),
            *_told(beyond, is_cut=is_cut),
        ),
        hubs=tuple(HubRef(url=url, kind="listing") for url in pages),
    )


def _told(beyond: int, *, is_cut: bool) -> list[Skipped]:
    links = Skipped(f"{beyond} further links", f"beyond the limit of {MAX_LINKS}")
    rest = Skipped("the rest of the page", "beyond the limit of tags and attributes of a page")
    return [links] * (beyond > 0) + [rest] * is_cut


def _base(root: _Element, base_url: str) -> str:
    tag = next(root.iter("base"), None)
    return (safe_join(base_url, tag.get("href") or "") if tag is not None else None) or base_url


def _candidate(link: PageLink, source: Source, hub_url: str) -> Candidate:
    return Candidate(
        url=link.url,
        canonical_url=link.key,
        source_id=source.id,
        via="listing",
        hub_url=hub_url,
        title=link.title or None,
        published_at=link.published_at,
    )


def _found(
    root: _Element,
    anchors: list[_Element],
    base: str,
    *,
    own: set[str | None],
    source: Source,
    now: datetime,
) -> list[PageLink | Skipped]:
    """The links of a page but those to itself and its further pages, judged."""
    zone = ZoneInfo(source.zone)
    links = page_links(root, anchors, base, zone=zone, now=now)
    found = _judged(_without(links, own), source)
    if sum(not isinstance(one, Skipped) for one in found) >= ENOUGH_ARTICLES:
        return found
    drawn = script_links(root, base, zone=zone, now=now)
    named = {key for key, link in links.items() if not says_nothing(link.title)}
    more = {key: link for key, link in drawn.items() if key not in named}
    return _judged(_without({**links, **more}, own), source) if more else found


def _without(links: Mapping[str, PageLink], own: set[str | None]) -> list[PageLink]:
    return [link for key, link in links.items() if key not in own]


def _judged(links: Sequence[PageLink], source: Source) -> list[PageLink | Skipped]:
    inside: list[PageLink] = []
    outside: list[Skipped] = []
    for link in links:
        problem = scope_problem(source, link.url)
        if problem:
            outside.append(Skipped(link.url[:200], problem))
        else:
            inside.append(link)
    return [*outside, *_chosen(inside, source)]


def _chosen(links: Sequence[PageLink], source: Source) -> Iterator[PageLink | Skipped]:
    """Articles and others of the links in scope, by their look and the source's pattern."""
    looks = weights([link.evidence for link in links])
    fits = [is_article(source, link.url) for link in links]
    plain = sum(look >= ARTICLE_SCORE for look in looks)
    if False in fits and True not in fits and plain >= ENOUGH_ARTICLES:
        yield Skipped("article_url_re", "matches nothing on this page: judged without it")
    for link, look, fit in zip(links, looks, fits, strict=True):
        if look + _PATTERN_GAIN * bool(fit) >= ARTICLE_SCORE:
            yield link
        else:
            yield Skipped(link.url[:200], "has not the look of an article")
