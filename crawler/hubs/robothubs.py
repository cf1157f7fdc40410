"""A robots.txt → the sitemaps that it names. Pure; never raises.

Whether an address may be fetched is not decided here but in ``crawler.robots``.
"""

from __future__ import annotations

import re

from crawler.hubs import hubbytes
from crawler.items import Discovery, HubRef, Skipped
from crawler.robots import LIMIT
from crawler.urls import canonicalize, safe_join

_MAX_LINE = 8000
# the colon is at times forgotten, the name at times spelt as two words
_SITEMAP = re.compile(
    r"site[-_ ]?map(?:s\b)?[ \t]{0,99}(?::|(?=[ \t]http))[ \t]{0,99}(\S*)", re.IGNORECASE
)
_RULE = re.compile(r"(?:user-?agent|disallow|allow|crawl-delay|host|clean-param)\b", re.IGNORECASE)
_PROBLEMS: dict[hubbytes.Shape, str] = {
    "page": "is a web page, not a robots.txt",
    "json": "is JSON, not a robots.txt",
    "feed": "is a feed, not a robots.txt",
    "sitemap": "is a sitemap, not a robots.txt",
    "other xml": "is XML, not a robots.txt",
}


def parse_robots(text: str, base_url: str) -> Discovery:
    """The ``Sitemap:`` lines of a robots.txt (decoded: see ``hubbytes.text_of``) as hubs.

    Only the first 500 Ki letters count. An empty file and one without sitemaps are sound;
    one without any line of a robots.txt is a problem.
    """
    problem = _PROBLEMS.get(hubbytes.shape_of(text))
    if problem:
        return Discovery(problem=problem)
    raw = re.split(r"[\r\n]+", text[:LIMIT])
    # half an address could name another file
    lines = [_without_comment(line) for line in (raw[:-1] if len(text) > LIMIT else raw)]
    named = [found[1].strip("<>\"'") for line in lines if (found := _SITEMAP.match(line))]
    if not named and any(lines) and not any(map(_RULE.match, lines)):
        return Discovery(problem="holds no line of a robots.txt")
    seen: set[str] = set()
    read = [_sitemap(address, base_url, seen) for address in named]
    return Discovery(
        hubs=tuple(one for one in read if isinstance(one, HubRef)),
        skipped=tuple(one for one in read if isinstance(one, Skipped)),
    )


def _without_comment(line: str) -> str:
    return line[:_MAX_LINE].lstrip("\ufeff\x00").partition("#")[0].strip()


def _sitemap(address: str, base_url: str, seen: set[str]) -> HubRef | Skipped:
    url = safe_join(base_url, address)
    if url is None:
        return Skipped(address[:200] or "sitemap without address", "not an http(s) address")
    key = canonicalize(url) or url
    if key in seen:
        return Skipped(url[:200], "listed twice")
    seen.add(key)
    return HubRef(url=url, kind="sitemap")
