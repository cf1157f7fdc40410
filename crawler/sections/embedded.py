"""Addresses of articles in a page's scripts, for pages that are drawn by them. Pure.

Read are JSON-LD lists and articles, the state that frameworks leave in the page as JSON, and
single records inside other scripts. Nothing is run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from crawler.hubs import hubbytes
from crawler.urls import safe_join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_SCRIPT = 3_000_000
MAX_RECORDS = 1000
_MAX_DEPTH = 40
_MAX_NODES = 200_000
_URL_KEYS = (
    "url",
    "link",
    "href",
    "permalink",
    "canonical_url",
    "canonicalUrl",
    "path",
    "uri",
    "@id",
)
_TITLE_KEYS = ("headline", "title", "name", "heading", "caption", "titleRu", "titleKz")
_DATE_KEYS = (
    "datePublished", "published_at", "publishedAt", "publish_date", "publishDate", "published",
    "pubDate", "pub_date", "date", "created_at", "createdAt", "dateCreated",
)  # fmt: skip
_ARTICLE_TYPES = frozenset(
    {"NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "ListItem"}
)
_ASSIGNED = re.compile(r"=\s{0,9}(?=[\[{])")
_RECORD = re.compile(r"\{[^{}]{20,4000}\}")
_SLASHED = re.compile(r"\\+/")
_PAIR = re.compile(r'"(\w{2,20}|@id|@type)"\s{0,3}:\s{0,3}"([^"]{2,500})"')


@dataclass(frozen=True, slots=True)
class EmbeddedLink:
    """An absolute address in a script; ``stated`` where the script calls it an article."""

    url: str
    title: str
    published: str | None
    stated: bool


def embedded_links(root: _Element, base: str) -> list[EmbeddedLink]:
    """The records with an address and a title in a page's scripts, each address once."""
    found: dict[str, EmbeddedLink] = {}
    for record in islice(_records(root), MAX_RECORDS * 10):
        link = _link(record, base)
        if link and (link.url not in found or len(link.title) > len(found[link.url].title)):
            found[link.url] = link
        if len(found) >= MAX_RECORDS:
            break
    return list(found.values())


def _records(root: _Element) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        text = (script.text or "").strip()[:MAX_SCRIPT]
        tree = _parsed(text)
        yield from _dicts(tree) if tree is not None else _flat(text)


def _parsed(text: str) -> Any:
    """The JSON that a script is or assigns; None where it holds none."""
    starts = (
        [0] if text[:1] in ("{", "[") else [found.end() for found in _ASSIGNED.finditer(text[:500])]
    )
    for start in starts[:1]:
        try:
            return json.JSONDecoder().raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            return None
    return None


def _dicts(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON value, outermost first, in order."""
    stack, seen = [(tree, 0)], 0
    while stack and seen < _MAX_NODES:
        (value, depth), seen = stack.pop(), seen + 1
        if isinstance(value, dict):
            yield value
        inner = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        if depth < _MAX_DEPTH:
            stack.extend((one, depth + 1) for one in reversed(list(inner)))


def _flat(text: str) -> Iterator[dict[str, Any]]:
    """Records without inner records, in scripts that are not JSON; quotes may be escaped."""
    for found in _RECORD.finditer(text.replace('\\"', '"')):
        yield {name: _SLASHED.sub("/", value) for name, value in _PAIR.findall(found[0])}


def _link(record: dict[str, Any], base: str) -> EmbeddedLink | None:
    raw = next((value for key in _URL_KEYS if (value := _text(record.get(key)))), None)
    if raw is None and isinstance(record.get("item"), dict):
        return _link(record["item"], base)
    addressed = raw is not None and ("/" in raw) and not any(sign in raw for sign in ' {}<>"\\')
    url = safe_join(base, raw) if raw and addressed else None
    if url is None:
        return None
    title = next((text for key in _TITLE_KEYS if (text := _text(record.get(key)))), "")
    published = next((text for key in _DATE_KEYS if (text := _text(record.get(key)))), None)
    kind = record.get("@type")
    stated = bool({kind} & _ARTICLE_TYPES) if isinstance(kind, str) else False
    if not title and not stated:
        return None
    return EmbeddedLink(url, hubbytes.plain(title, 300), published, stated)


def _text(value: Any) -> str | None:
    """A text, or the text that a record of a content system renders ({"rendered": …})."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("ru") or value.get("kk") or value.get("@id")
    return value.strip() if isinstance(value, str) and value.strip() else None
