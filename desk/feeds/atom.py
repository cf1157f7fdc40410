"""An Atom 1.0 feed (RFC 4287). Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from desk import moments
from desk.feeds.heads import shortened, stamp, updated, urn
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desk.feeds.heads import FeedHead
    from desk.queries import ArticleLine

_ATOM = "http://www.w3.org/2005/Atom"
# lxml takes None for the default namespace, its stubs do not know
_DEFAULT: Any = {None: _ATOM}
_XML = "http://www.w3.org/XML/1998/namespace"
# letters that XML 1.0 cannot hold
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(head: FeedHead, lines: Sequence[ArticleLine], now: datetime) -> bytes:
    """The feed as bytes. Ids depend on the article's address only, so they stay for ever.

    The feed's ``updated`` is that of its newest entry, so that the same entries give the same
    bytes; without entries it is ``now``.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_DEFAULT)
    _text(feed, "id", head.id)
    _text(feed, "title", head.title)
    changes = [changed for line in lines if (changed := updated(line))]
    _text(feed, "updated", stamp(max(changes, default=now)))
    _text(_child(feed, "author"), "name", "kenwatch")
    if head.self_url:
        _child(feed, "link", rel="self", href=head.self_url)
    _text(feed, "generator", "kenwatch")
    for line in lines:
        _entry(feed, line, now)
    tree: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return tree


def _entry(feed: etree._Element, line: ArticleLine, now: datetime) -> None:
    entry = _child(feed, "entry")
    _text(entry, "id", urn(line.canonical_url))
    title = _text(entry, "title", plain(line.title) or line.url)
    title.set(f"{{{_XML}}}lang", line.language)
    _text(entry, "updated", stamp(updated(line) or now))
    if published := moments.from_archive(line.published_at):
        _text(entry, "published", stamp(published))
    if line.url.startswith(("https://", "http://")):
        _child(entry, "link", rel="alternate", href=line.url)
    _text(_child(entry, "author"), "name", line.source)
    for term in (*line.topics, *line.towns):
        _child(entry, "category", term=term)
    summary = _text(entry, "summary", shortened(plain(line.lead)))
    summary.set(f"{{{_XML}}}lang", line.language)


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        child.set(key, _ILLEGAL.sub("", value))
    return child


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = _child(parent, name)
    child.text = _ILLEGAL.sub("", text)
    return child
