"""Redirects that lead away from an article: a site's way to say that it is there no more. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from crawler.sections.linkshapes import address_score
from crawler.urls import canonicalize, is_article

if TYPE_CHECKING:
    from crawler.items import Candidate
    from crawler.sources import Source

HOME: Final = "redirected to the front page"
SECTION: Final = "redirected to a section page"

# one of these alone is the front page of an edition
_EDITIONS: Final = frozenset({"kk", "kz", "kaz", "qaz", "ru", "rus", "en", "eng"})


def led_away(candidate: Candidate, ended: str, source: Source) -> str | None:
    """Why a page whose answer came from ``ended`` is none of the article's, or None if it may be.

    That is the front page, a road of the source, or a folder above the article; a page that is
    one of these by its own address was not led away.
    """
    own, end = _place(candidate.url), _place(ended)
    if own is None or end is None or own == end or _asks_for_a_story(ended):
        return None
    if _is_front(end, source):
        return None if _is_front(own, source) else HOME
    roads = {_place(url) for url in (*(road.url for road in source.roads), candidate.hub_url)}
    if end in roads or (own.startswith(f"{end}/") and not _is_a_story(end, source)):
        return None if own in roads else SECTION
    return None


def _place(url: str) -> str | None:
    """The identity of an address without its query."""
    identity = canonicalize(url)
    return identity and urlunsplit(urlsplit(identity)._replace(query="")).rstrip("/")


def _asks_for_a_story(url: str) -> bool:
    """Whether an address names an article in its query, on whatever page."""
    identity = canonicalize(url) or ""
    return bool(urlsplit(identity).query) and address_score(identity) > 0


def _is_a_story(url: str, source: Source) -> bool:
    return bool(is_article(source, url)) or address_score(url) > 0


def _is_front(place: str, source: Source) -> bool:
    fronts = {_place(url) for url in (source.front_page, *(one.url for one in source.editions))}
    segments = urlsplit(place).path.split("/")[1:]
    return place in fronts or not segments or segments in ([one] for one in _languages(source))


def _languages(source: Source) -> frozenset[str]:
    return _EDITIONS | {language.lower() for language in source.languages}
