"""Text of a page → tree. Pages are parsed once; the tree is handed to everything behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from pipelines.model import Reason, Rejection

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = ("script", "style", "svg", "template", "canvas")
_INLINE = ("b", "i", "u", "em", "strong", "span", "font", "small", "a", "mark", "sup", "sub")
_MAX_INLINE = 400
_TOWER = re.compile(
    r"(?:<(?:div|span|font|center|section|b|i|u|strong|em)(?:\s[^<>]{0,200})?>\s*){40,}",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{1,2000}>")


def parse(html: str) -> HtmlElement | Rejection:
    """The tree of a page, without scripts (JSON-LD stays), styles, drawings and comments.

    Rejects with NO_TEXT where nothing of a page can be found. Nesting deeper than libxml2's
    2,048 levels is collapsed; paragraphs of very many inline tags lose these tags, for they
    would keep the extraction busy for minutes.
    """
    tree = _tree(html)
    if tree is None or (not _has_text(tree) and _TAG.sub("", html).strip()):
        collapsed = _tree(_TOWER.sub("<div>", html))
        tree = collapsed if collapsed is not None else tree
    if tree is None or not _has_text(tree):
        return Rejection(Reason.NO_TEXT, "the page has no content between its tags")
    _drop_machinery(tree)
    _flatten_crowds(tree)
    return tree


def _tree(html: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


def _has_text(tree: HtmlElement) -> bool:
    body = tree.find("body")
    nodes = body.iter() if body is not None else ()
    return any(
        node.tag not in _DROPPED and (node.text or node.tail or "").strip() for node in nodes
    )


def _drop_machinery(tree: HtmlElement) -> None:
    for node in list(tree.iter(*_DROPPED)):
        if "ld+json" not in (node.get("type") or ""):
            node.drop_tree()


def _flatten_crowds(tree: HtmlElement) -> None:
    for node in [node for node in tree.iter("p", "div", "td", "li") if len(node) > _MAX_INLINE]:
        if sum(child.tag in _INLINE for child in node) > _MAX_INLINE:
            etree.strip_tags(node, *_INLINE)
