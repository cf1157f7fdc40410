"""The language of an article by its links (hreflang) and its address (editions). Pure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.sources import Source

# the hreflang of a page for readers of any language, which is no language
_ANY = "x-default"
# a sitemap of thousands of pages names each of the links again for each of its pages
_MAX_LINKS = 12


def edition_links(
    links: Iterable[tuple[str, str]], base: str, own: str
) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """The other languages of an article as (hreflang, absolute address), and its own hreflang.

    ``links`` are (hreflang, href) as written, of which the first 12 count; ``own`` is the
    absolute address of the article.
    """
    others, mark, identity = dict[tuple[str, str], None](), None, canonicalize(own)
    for hreflang, href in islice(links, _MAX_LINKS):
        language, url = hreflang.strip(), safe_join(base, href)
        if not url or not language or language.lower() == _ANY:
            continue
        if canonicalize(url) == identity:
            mark = mark or language
        else:
            others[language, url] = None
    return tuple(others), mark


def edition_language(source: Source, canonical_url: str) -> str | None:
    """The language of the source's edition whose address is the longest start of this one."""
    fitting = [
        (len(start), edition.language)
        for edition in source.editions
        if (start := canonicalize(edition.url)) and _lies_below(canonical_url, start)
    ]
    return max(fitting)[1] if fitting else None


def _lies_below(url: str, start: str) -> bool:
    start = start.rstrip("/")
    return url == start or url.startswith((f"{start}/", f"{start}?"))
