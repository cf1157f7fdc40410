"""A site's front page → its name, languages, editions, sections and maker. Pure; never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from crawler.addresses import host_of
from crawler.hubs import hubbytes
from crawler.sections.cards import in_furniture
from crawler.survey.probepaths import probe_data
from crawler.urls import canonicalize, safe_join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_MAX_ANCHORS: Final = 2000
_NAME_CAP: Final = 80
_SECTION_LETTERS: Final = 40
_SECTION_DEPTH: Final = 3
_SPLIT: Final = re.compile(r"\s+[-–—|:»•·/]+\s+|\s*\|\s*")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_EDITION: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?")
_FILE: Final = re.compile(r"\.(?:html?|php|pdf|xml|jpe?g|png|docx?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the navigation to a list of articles; ``rank`` 0 is the most wanted kind."""

    url: str
    words: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What a front page tells of its site.

    ``editions`` are (language, address) pairs; ``cms`` a name of ``probepaths``; ``sections``
    come with the most wanted first.
    """

    name: str | None = None
    languages: tuple[str, ...] = ()
    editions: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    cms: str | None = None


def read_front_page(body: bytes, url: str) -> FrontPage:
    """Read a front page fetched from ``url``; what it does not tell stays empty."""
    text = hubbytes.text_of(body)
    root = hubbytes.parse_html(text) if hubbytes.shape_of(text) == "page" else None
    if root is None:
        return FrontPage()
    editions = tuple(_editions(root, url))
    own = [hubbytes.language_code(mark) for mark in _language_marks(root)]
    named = [language for language, _ in editions]
    return FrontPage(
        name=_name(root, url),
        languages=tuple(dict.fromkeys([*filter(None, own), *named])),
        editions=editions,
        sections=tuple(sorted(_sections(root, url, editions), key=lambda one: one.rank)),
        cms=_cms(root, text),
    )


def _meta(root: _Element, *names: str) -> Iterator[str]:
    for name in names:
        for tag in root.iter("meta"):
            if name in ((tag.get("property") or "").lower(), (tag.get("name") or "").lower()):
                yield hubbytes.plain(tag.get("content") or "", _NAME_CAP)


def _name(root: _Element, url: str) -> str | None:
    told = next(filter(None, _meta(root, "og:site_name", "application-name")), "")
    title = next(root.iter("title"), None)
    words = _text(title) if title is not None else ""
    return told or _part_like_host(words, host_of(url)) or None


def _part_like_host(title: str, host: str) -> str:
    """The part of a title that is spelt like the host, else its shortest part."""
    parts = [part.strip() for part in _SPLIT.split(title) if part.strip()]
    labels = [_letters(label) for label in host.split(".")[:-1] if label != "www"]
    for part in parts:
        if any(label in _letters(part) for label in labels if len(label) > 2):  # noqa: PLR2004 - "kz", "ru"
            return part[:_NAME_CAP]
    return min(parts, key=len, default="")[:_NAME_CAP]


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).lower()


def _language_marks(root: _Element) -> Iterator[str]:
    yield root.get("lang") or root.get("xml:lang") or ""
    yield from _meta(root, "og:locale", "content-language", "language")


def _editions(root: _Element, url: str) -> Iterator[tuple[str, str]]:
    """Editions by hreflang, else by the links of a language switch; one a language."""
    seen: set[str] = set()
    for mark, href in [*_hreflangs(root), *_switches(root)]:
        language, address = hubbytes.language_code(mark), safe_join(url, href)
        if language and address and _EDITION.fullmatch(language) and language not in seen:
            seen.add(language)
            yield language, address


def _hreflangs(root: _Element) -> Iterator[tuple[str, str]]:
    for link in root.iter("link", "a"):
        mark = (link.get("hreflang") or "").strip()
        if mark and mark.lower() != "x-default":
            yield mark, link.get("href") or ""


def _switches(root: _Element) -> Iterator[tuple[str, str]]:
    words = probe_data().language_words
    for anchor in islice(root.iter("a"), _MAX_ANCHORS):
        language = words.get(_text(anchor).lower().strip("[]()|/ "))
        if language and anchor.get("href"):
            yield language, anchor.get("href") or ""


def _text(element: _Element) -> str:
    return hubbytes.plain("".join(str(part) for part in islice(element.itertext(), 20)), 300)


def _sections(root: _Element, url: str, editions: Iterable[tuple[str, str]]) -> Iterator[Section]:
    """Links of the navigation that may lead to lists of articles, each address once."""
    seen = {canonicalize(url), *(canonicalize(address) for _, address in editions)}
    for anchor in islice(root.iter("a"), _MAX_ANCHORS):
        address, words = safe_join(url, anchor.get("href") or ""), _text(anchor)
        key = canonicalize(address) if address else None
        if address is None or key in seen or not _may_be_section(anchor, address, words, url):
            continue
        seen.add(key)
        rank = _rank(words, address)
        if rank is not None:
            yield Section(address, words, rank)


def _may_be_section(anchor: _Element, address: str, words: str, url: str) -> bool:
    parts = urlsplit(address)
    segments = [segment for segment in parts.path.split("/") if segment]
    own = host_of(address).removeprefix("www.") == host_of(url).removeprefix("www.")
    short = 1 <= len(words) <= _SECTION_LETTERS and 1 <= len(segments) <= _SECTION_DEPTH
    plain = not parts.query and not _FILE.search(parts.path)
    return own and short and plain and in_furniture(anchor)


def _rank(words: str, address: str) -> int | None:
    """How wanted a section is, by its words or else its address; None where it has no news."""
    path = unquote(urlsplit(address).path).lower()
    if probe_data().unwanted.search(f"{words} {path}".lower()):
        return None
    wanted = probe_data().wanted
    texts = (words.lower(), path.rstrip("/").rpartition("/")[2])
    found = (at for text in texts for at, kind in enumerate(wanted) if kind.search(text))
    return next(found, len(wanted))


def likely_sections(page: FrontPage, most: int) -> list[Section]:
    """The sections to look at: the most wanted ones, and one of all news among them."""
    general = [one for one in page.sections if one.rank == probe_data().news_rank][:1]
    special = [one for one in page.sections if one not in general]
    return sorted([*special[: most - len(general)], *general], key=lambda one: one.rank)


def _cms(root: _Element, text: str) -> str | None:
    generator = " ".join(_meta(root, "generator")).lower()
    makers = probe_data().makers
    named = (maker.name for maker in makers if maker.name.split()[0].lower() in generator)
    marked = (maker.name for maker in makers if any(mark in text for mark in maker.marks))
    return next(named, None) or next(marked, None)
