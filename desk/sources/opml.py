"""OPML: sources → the feed list that any feed reader takes, and the way back. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from crawler.hubs import hubbytes
from desk.errors import UserError
from desk.sources.newcomers import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from crawler.sources import Road, Source

_BARE_ROOT = re.compile(r"<opml\b[^<>]*/>")
# what XML 1.0 cannot carry
_FORBIDDEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def write_opml(sources: Iterable[Source], now: datetime) -> bytes:
    """OPML 2.0 (opml.org/spec2.opml): a folder a group, an outline a feed.

    Sources without feeds are left out: OPML knows nothing else.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "kenwatch sources"
    etree.SubElement(head, "dateCreated").text = f"{now:%a, %d %b %Y %H:%M:%S} GMT"
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        for road in source.feeds:
            if source.group not in folders:
                folders[source.group] = etree.SubElement(body, "outline", text=source.group)
            etree.SubElement(folders[source.group], "outline", _outline(source, road))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _outline(source: Source, road: Road) -> dict[str, str]:
    name = source.name.translate(_FORBIDDEN)
    told = {
        "type": "rss",
        "text": name,
        "title": name,
        "xmlUrl": road.url,
        "htmlUrl": source.front_page,
        "language": road.language or "",
        "category": source.group,
    }
    return {key: value.translate(_FORBIDDEN) for key, value in told.items() if value}


def read_opml(body: bytes, where: str) -> list[Listed]:
    """The feeds of an OPML file of any version, folders flattened.

    Entities and document types are not read, nothing is fetched. An outline that names no feed
    and holds none has an empty ``url``. Raises UserError for bytes that are no OPML.
    """
    root = hubbytes.parse_xml(hubbytes.decode(body))
    if root is None or not str(root.tag).lower().endswith("opml"):
        raise UserError(f"{where}: is no OPML file; its first element should be <opml>")
    return list(_outlines(root))


def is_cut(body: bytes) -> bool:
    """Whether an OPML file ends before its last element does."""
    text = hubbytes.decode(body).lower()
    return "</opml" not in text and not _BARE_ROOT.search(text)


def _outlines(root: etree._Element) -> Iterator[Listed]:
    for outline in root.iter("outline"):
        told = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        name = told.get("title") or told.get("text") or ""
        feed = told.get("xmlurl", "").strip()
        if feed or len(outline) == 0:
            yield Listed(
                url=feed or told.get("url", "").strip() or name,
                kind="feed" if feed else "outline without a feed",
                name=name,
                home=told.get("htmlurl", "").strip(),
                language=told.get("language", ""),
                group=_category(outline, told),
            )


def _category(outline: etree._Element, told: Mapping[str, str]) -> str:
    """The category that the outline names, else the name of the folder that it lies in."""
    if told.get("category"):
        return told["category"].strip("/ ").lower()
    parent = outline.getparent()
    return (parent.get("text") or "").strip().lower() if parent is not None else ""
