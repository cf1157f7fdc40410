"""Text of a page → tree. Pages are parsed once; the tree is handed to everything behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import lxml.html
from lxml import etree

from pipelines.model import Reason, Rejection
from pipelines.parsing.crowds import thin
from pipelines.parsing.rawmarkup import repair, shallow

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED: Final = ("script", "style", "svg", "template", "canvas")
_SHOWN: Final = ("p", "div", "article", "h1", "table", "ul", "blockquote")
_TAG: Final = re.compile(r"<[^<>]{1,2000}>")
_HAS_CUSTOM: Final = re.compile(r"<(?!amp-|font-)[a-z][a-z0-9]*-[\w-]*[\s>]", re.IGNORECASE)


def parse(html: str) -> HtmlElement | Rejection:
    """The tree of a page, without scripts (JSON-LD stays), styles, drawings and comments.

    Rejects with NO_TEXT where nothing of a page can be found. What lies too deep for libxml2's
    2,048 levels is lifted; what a browser shows and a parser would lose is kept (``rawmarkup``);
    crowds of elements and masses of text are thinned (``crowds``, which also tells whether
    text was cut). Addresses are resolved where the page names a base for them.
    """
    html = repair(html)
    tree, is_whole = _tree(html)
    if not is_whole:
        tree, _ = _tree(shallow(html))
    if tree is None or not _has_text(tree):
        return Rejection(Reason.NO_TEXT, "the page has no content between its tags")
    _drop_machinery(tree)
    if _HAS_CUSTOM.search(html):
        _name_custom(tree)
    if tree.find(".//base[@href]") is not None:
        _resolve(tree)
    thin(tree)
    return tree


def _tree(html: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether all of the page is in it."""
    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None, not _TAG.sub("", html).strip()
    return tree, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _has_text(tree: HtmlElement) -> bool:
    body = tree.find("body")
    nodes = body.iter() if body is not None else ()
    return any(
        node.tag not in _DROPPED and (node.text or node.tail or "").strip() for node in nodes
    )


def _drop_machinery(tree: HtmlElement) -> None:
    for node in list(tree.iter(*_DROPPED)):
        if node.tag == "template" and node.get("shadowrootmode"):
            node.tag = "div"
        elif node.tag == "svg" and next(node.iter(*_SHOWN), None) is not None:
            node.drop_tag()  # a browser ends the drawing where text begins
        elif "ld+json" not in (node.get("type") or ""):
            node.drop_tree()


def _name_custom(tree: HtmlElement) -> None:
    """Name elements of the site's own making as what they are: blocks, paragraphs, or words.

    An element is a block where blocks stand in it, a paragraph where it stands alone between
    tags, and part of a sentence where text touches it.
    """
    made = [node for node in tree.iter() if _is_custom(str(node.tag))]
    for node in reversed(made):
        if next(node.iterdescendants(*_SHOWN), None) is not None:
            node.tag = "div"
        elif (node.text or "").strip() and _stands_alone(node):
            node.tag = "p"


def _is_custom(tag: str) -> bool:
    return "-" in tag and not tag.startswith(("amp-", "font-"))


def _stands_alone(node: HtmlElement) -> bool:
    before, parent = node.getprevious(), node.getparent()
    around = before.tail if before is not None else parent.text if parent is not None else ""
    return not (around or "").strip() and not (node.tail or "").strip()


def _resolve(tree: HtmlElement) -> None:
    """Make addresses absolute by the page's base, where both can be read."""
    tree.resolve_base_href(handle_failures="ignore")
