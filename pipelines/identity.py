"""Which article a page holds: its address, its identity, its editions in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.urls import canonicalize
from pipelines.markup.sites import site_of

if TYPE_CHECKING:
    from crawler.items import Candidate, Page
    from pipelines.markup.markup import Markup


def addresses(page: Page, markup: Markup) -> tuple[str, str]:
    """(address to show, identity): the page's own canonical link counts on its own site only."""
    own = canonicalize(markup.canonical_url) if markup.canonical_url else None
    if page.candidate.via == "disk":
        return (markup.canonical_url or page.url, own or page.candidate.canonical_url)
    here = canonicalize(page.url) or page.candidate.canonical_url
    return page.url, own if own and site_of(own) == site_of(here) else here


def editions(markup: Markup, candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """The article in other languages, as its page and the hub that listed it name them."""
    told = dict.fromkeys((*markup.editions, *candidate.editions))
    found = ((language, canonicalize(url)) for language, url in told)
    return tuple((language, url) for language, url in found if url)
