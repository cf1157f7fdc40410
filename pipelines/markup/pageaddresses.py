"""Where an article has its home, and where it stands in other languages."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from crawler.urls import canonicalize, safe_join
from pipelines.datafile import DATA, Record, read
from pipelines.markup.sites import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

MAX_EDITIONS = 12
_MAX_LINK_LETTERS: Final = 24
_MAX_PIECES: Final = 6
_MAX_SLUG_PARTS: Final = 3
_LANGUAGE: Final = re.compile(r"([a-zA-Z]{2,3})(?:[-_]\w+)*")
_NUMBER: Final = re.compile(r"\d{3,}")
_INDEX: Final = re.compile(r"(?:index|default|home|main)(?:\.\w+)?", re.IGNORECASE)


class _Marks(Record):
    codes: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@cache
def _marks() -> _Marks:
    return read(DATA / "editions.toml", _Marks)


@cache
def _codes() -> Mapping[str, str]:
    return {code: language for language, codes in _marks().codes.items() for code in codes}


@cache
def _words() -> Mapping[str, str]:
    return {word: language for language, words in _marks().words.items() for word in words}


def language_code(mark: str) -> str:
    """The ISO 639-1 code of a mark as sites write it: "kz", "ru-KZ", "kk_KZ"; "" of "x-default"."""
    match = _LANGUAGE.fullmatch(mark.strip())
    code = match[1].lower() if match else ""
    return _codes().get(code, code)


def base_of(tree: HtmlElement, url: str) -> str:
    """The address that relative links count from."""
    base = next((node.get("href") for node in tree.iter("base") if node.get("href")), None)
    return (safe_join(url, base) if base else None) or url


def canonical_of(tree: HtmlElement, url: str, metas: Mapping[str, str]) -> str:
    """The article's own address as the page names it, absolute; "" where it names none.

    The front page and the section an article stands in are named by mistake; they count only
    for a page that is the front page.
    """
    base = base_of(tree, url)
    hrefs = [*(node.get("href") for node in _links(tree, "canonical")), metas.get("og:url")]
    named = (safe_join(base, href) for href in hrefs if href)
    return next((found for found in named if found and not _is_above(found, url)), "")


def _links(tree: HtmlElement, rel: str) -> Iterator[HtmlElement]:
    return (node for node in tree.iter("link") if rel in (node.get("rel") or "").lower().split())


def _is_above(named: str, url: str) -> bool:
    """Whether an address is the front page, or a bare section of the page's own address."""
    there, here = _segments(named), _segments(canonicalize(url) or url)
    if not here or any(map(str.isdigit, urlsplit(named).query)):
        return False
    return not there or (
        len(there) < len(here) and here[: len(there)] == there and not _is_telling(there[-1])
    )


def _segments(url: str) -> list[str]:
    """The parts of a path without a language in front and an index page behind."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    if parts and parts[0].lower() in _codes():
        parts = parts[1:]
    return parts[:-1] if parts and _INDEX.fullmatch(parts[-1]) else parts


def _is_telling(part: str) -> bool:
    """Whether a part of a path may name one article: a number, or words joined by hyphens."""
    return any(map(str.isdigit, part)) or len(re.split(r"[-_]", part)) >= _MAX_SLUG_PARTS


def editions(tree: HtmlElement, url: str, canonical_url: str = "") -> tuple[tuple[str, str], ...]:
    """The same article in other languages: (language, absolute address), each address once.

    From hreflang links, and from the switch of languages on the page where its links lead to
    an article and not to the front page of a language. The page itself is never named.
    """
    base = base_of(tree, url)
    own = {canonicalize(address) for address in (url, canonical_url) if address}
    found: dict[str, tuple[str, str]] = {}
    for mark, href in (*_declared(tree), *_switches(tree, base, url)):
        address = safe_join(base, href)
        if address and not _is_front(address):
            found.setdefault(canonicalize(address) or address, (mark, address))
    # "en-GB" beside the page's own "en-US" is no other language
    here = {mark for identity, (mark, _) in found.items() if identity in own}
    others = (pair for identity, pair in found.items() if identity not in own)
    return tuple(pair for pair in others if pair[0] not in here)[:MAX_EDITIONS]


def _is_front(address: str) -> bool:
    """Whether an address is a front page: no path but a language, no number in its query."""
    return not _segments(address) and not any(map(str.isdigit, urlsplit(address).query))


def _declared(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for node in _links(tree, "alternate"):
        mark = language_code(node.get("hreflang") or "")
        if mark and node.get("href"):
            yield mark, node.get("href")


def _switches(tree: HtmlElement, base: str, url: str) -> Iterator[tuple[str, str]]:
    for node in tree.iter("a"):
        # nearly all links are told by their length
        mark = "" if len(node.text or "") > 2 * _MAX_LINK_LETTERS else _switch_mark(node)
        address = safe_join(base, node.get("href") or "") if mark else None
        if address and _is_counterpart(address, url):
            yield mark, address


def _switch_mark(node: HtmlElement) -> str:
    """The language that a link's words or title name, or its own hreflang."""
    line = (node.text or "").strip()
    if len(node):
        line = "".join(islice(node.itertext(), _MAX_PIECES)).strip()
    said = _words().get(line.casefold(), "") if len(line) <= _MAX_LINK_LETTERS else ""
    if said or line:
        return said
    return language_code(node.get("hreflang") or "") or _words().get(
        (node.get("title") or "").casefold(), ""
    )


def _is_counterpart(address: str, url: str) -> bool:
    """Whether a switch leads to an article: as deep as this one, or with its number or slug."""
    there, here = _segments(address), _segments(url)
    shared = set(_NUMBER.findall("/".join(there))) & set(_NUMBER.findall("/".join(here)))
    if not there or site_of(address) != site_of(url):
        return False
    return there == here or bool(shared) or (len(there) >= len(here) and _is_telling(there[-1]))
