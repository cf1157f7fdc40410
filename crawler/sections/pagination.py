"""The further pages of a section page: "next" links, page numbers, the day before. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from crawler.hubs import hubbytes
from crawler.sections.dayarchives import day_before
from crawler.urls import canonicalize, host_problem, safe_join, trap_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.sources import Source

MAX_PAGES = 20
_MAX_LINK_TAGS = 1000
_ARROWS = r"[\s>›»→❯-]*"
_NEXT = re.compile(
    _ARROWS + r"(?:next(?: page)?|older(?: (?:posts|news|entries|articles))?|previous posts"
    r"|следующ(?:ая|ие|ий)(?: страница| \d+)?|след\.?|впер[её]д|далее|дальше|туда|старые записи"
    r"|предыдущие записи|(?:(?:показать|загрузить|смотреть) )?(?:ещ[её]|больше)(?: новост(?:и|ей)"
    r"| \d+)?|келесі(?: бет)?|алға|тағы(?: \w{1,12})?|көбірек(?: \w{1,12})?"
    r"|(?:load|show|view|see) more|more(?: news)?"
    r"|keyingi(?: sahifa)?)?" + _ARROWS,
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,5}")
_DATED = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}(?:[/-]|$)")


def next_pages(
    root: _Element, anchors: list[_Element], base: str, base_url: str, source: Source
) -> list[str]:
    """Addresses of the section's further pages: the next, by number, then the day before."""
    numbered = sorted(_numbered(anchors, base, base_url))
    before = day_before(base_url)
    ordered = [*_marked(root, anchors, base), *(url for _, url in numbered)]
    seen = {canonicalize(base_url)}
    pages: list[str] = []
    for url in ordered:
        if _is_new(url, seen, source):
            seen.add(canonicalize(url))
            pages.append(url)
    return pages[:MAX_PAGES] + ([before] if before and _is_new(before, seen, source) else [])


def _is_new(url: str, seen: set[str | None], source: Source) -> bool:
    return canonicalize(url) not in seen and not (host_problem(source, url) or trap_problem(url))


def _marked(root: _Element, anchors: list[_Element], base: str) -> Iterator[str]:
    for element in [*islice(root.iter("link"), _MAX_LINK_TAGS), *anchors]:
        rel = (element.get("rel") or "").lower().split()
        if "next" in rel or (element.tag == "a" and _says_next(element)):
            url = safe_join(base, element.get("href") or "")
            if url and _page_number(url) is not None:
                yield url


def _says_next(anchor: _Element) -> bool:
    words = hubbytes.plain(_words(anchor), 200)
    if _NEXT_CLASS.search(anchor.get("class") or ""):
        return True
    return bool(words) and _NEXT.fullmatch(words) is not None


def _words(anchor: _Element) -> str:
    return "".join(str(part) for part in islice(anchor.itertext(), 20))


def _numbered(anchors: list[_Element], base: str, base_url: str) -> Iterator[tuple[int, str]]:
    """Links that say only a number, lead to the same section and carry that number."""
    current = _page_number(base_url) or 1
    for anchor in anchors:
        words = _words(anchor).strip()
        url = safe_join(base, anchor.get("href") or "") if _NUMBER.fullmatch(words) else None
        if url is None or not _same_section(url, base_url):
            continue
        number = int(words)
        if number > current and _page_number(url) is not None and _carries(url, number):
            yield number, url


_PAGE_SPELLING = re.compile(
    r"(?:[?&](?:\w{0,20}pa?ge?\w{0,12}|p|str|list|c?start|offset|limitstart|skip|bet)=|"
    r"/(?:page|p|pages|str|list|bet)[/-]?|/!|/page,|[/_-]page[_-]?|/)(\d{1,6})(?:/|\.html?|\.php|&|$)",
    re.IGNORECASE,
)


def _page_number(url: str) -> int | None:
    """The number of a page of a list in its address; None where it has none, or is a day's."""
    parts = urlsplit(url)
    if _DATED.search(parts.path):
        return None
    text = unquote(parts.path) + ("?" + parts.query if parts.query else "")
    numbers = _PAGE_SPELLING.findall(text)
    return int(numbers[-1]) if numbers else None


def _carries(url: str, number: int) -> bool:
    """Whether the address holds the number said, or an offset that grows with it."""
    carried = _page_number(url)
    return carried is not None and (carried in (number, number - 1) or carried >= number)


def _same_section(url: str, base_url: str) -> bool:
    """Whether both lie under one path, page numbers aside."""
    one, other = (
        _PAGE_SPELLING.sub("/", urlsplit(text).path).strip("/") for text in (url, base_url)
    )
    return one == other
