"""All links of a page, one record an address, with what the page shows of each. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.hubs.hubdates import parse_hub_date
from crawler.sections.carddates import card_date, clock_text
from crawler.sections.cards import (
    card_title,
    find_card,
    image_title,
    in_banner,
    in_furniture,
    is_heading,
    is_titled,
    neighbour_words,
    role,
    under_list_heading,
)
from crawler.sections.embedded import embedded_links
from crawler.sections.linkevidence import Evidence
from crawler.sections.linkshapes import says_nothing, word_count
from crawler.sections.listdates import group_dates
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from lxml.etree import _Element

    from crawler.sections.embedded import EmbeddedLink

_ASIDE = frozenset({"tag", "author", "category", "license"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """An address on a page: ``key`` is its identity, ``published_at`` aware UTC where shown."""

    url: str
    key: str
    title: str
    published_at: datetime | None
    evidence: Evidence


@dataclass(slots=True)
class _Address:
    """The anchors of one address; ``main`` is the one that names the article by ``text``."""

    url: str
    main: _Element
    text: str = ""
    anchors: list[_Element] = field(default_factory=list)


def page_links(
    root: _Element, anchors: Iterable[_Element], base: str, *, zone: tzinfo, now: datetime
) -> dict[str, PageLink]:
    """The addresses that anchors lead to, by identity, in the order of the page."""
    addresses = _addresses(anchors, base)
    cards = {key: find_card(one.main) for key, one in addresses.items()}
    dates = {key: card_date(card, zone=zone, now=now) for key, card in cards.items()}
    clocks = {
        addresses[key].main: clock
        for key, card in cards.items()
        if dates[key] is None and (clock := clock_text(card))
    }
    grouped = group_dates(root, clocks, zone=zone, now=now)
    blocks = neighbour_words((one.main, word_count(one.text)) for one in addresses.values())
    return {
        key: PageLink(
            url=one.url,
            key=key,
            title=_title(one, cards[key]),
            published_at=dates[key] or grouped.get(one.main),
            evidence=_evidence(
                one,
                _title(one, cards[key]),
                dated=dates[key] is not None or one.main in clocks,
                block_words=blocks.get(one.main),
            ),
        )
        for key, one in addresses.items()
    }


def script_links(root: _Element, base: str, *, zone: tzinfo, now: datetime) -> dict[str, PageLink]:
    """The addresses that the page's scripts name with a title, by identity."""
    found: dict[str, PageLink] = {}
    for link in embedded_links(root, base):
        key = canonicalize(link.url)
        if key and key not in found:
            found[key] = _from_script(link, key, zone, now)
    return found


def _from_script(link: EmbeddedLink, key: str, zone: tzinfo, now: datetime) -> PageLink:
    published = parse_hub_date(link.published, zone=zone, now=now) if link.published else None
    evidence = Evidence(
        url=link.url, text=link.title, heading=link.stated, dated=published is not None
    )
    return PageLink(
        url=link.url, key=key, title=link.title, published_at=published, evidence=evidence
    )


def _addresses(anchors: Iterable[_Element], base: str) -> dict[str, _Address]:
    addresses: dict[str, _Address] = {}
    for anchor in anchors:
        url = safe_join(base, anchor.get("href") or "")
        key = canonicalize(url) if url else None
        if url and key:
            addresses.setdefault(key, _Address(url, anchor)).anchors.append(anchor)
    for address in addresses.values():
        _name(address)
    return addresses


def _name(address: _Address) -> None:
    """Choose the anchor and the words that name the article, rather than retell its beginning."""
    titles = [card_title(anchor) for anchor in address.anchors]
    ranks = [
        (
            not says_nothing(title),
            is_heading(anchor),
            is_titled(anchor),
            not title.endswith("."),
            len(title),
        )
        for anchor, title in zip(address.anchors, titles, strict=True)
    ]
    best = ranks.index(max(ranks))
    address.main, address.text = address.anchors[best], titles[best]
    if says_nothing(address.text):
        address.text = max(map(image_title, address.anchors), key=len) or address.text


def _title(address: _Address, card: _Element) -> str:
    """The words of a link; the heading of its card where it has none of its own."""
    return (card_title(card) or address.text) if says_nothing(address.text) else address.text


def _evidence(address: _Address, title: str, *, dated: bool, block_words: float | None) -> Evidence:
    anchors = address.anchors
    rels = [set((anchor.get("rel") or "").lower().split()) for anchor in anchors]
    drawn = any(anchor.find(".//img") is not None for anchor in anchors)
    return Evidence(
        url=address.url,
        text=title,
        heading=any(map(is_heading, anchors)),
        dated=dated,
        pictured=drawn and len(anchors) > 1,
        bookmark=any("bookmark" in rel for rel in rels),
        listed=any(map(under_list_heading, anchors)),
        roles=frozenset(map(role, anchors)),
        aside=any(rel & _ASIDE for rel in rels),
        furniture=all(map(in_furniture, anchors)),
        banner=all(map(in_banner, anchors)),
        block_words=block_words,
    )
