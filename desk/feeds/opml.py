"""The feeds that kenwatch gives, as a list that any feed reader takes (OPML 2.0). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.feeds.heads import FeedHead


def feed_list(heads: Sequence[FeedHead]) -> bytes:
    """OPML 2.0 (opml.org/spec2.opml): an outline a feed; those without an address are left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "kenwatch"
    body = etree.SubElement(root, "body")
    for head in heads:
        if head.self_url:
            title = plain(head.title)
            told = {"type": "rss", "text": title, "title": title, "xmlUrl": head.self_url}
            etree.SubElement(body, "outline", told)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
