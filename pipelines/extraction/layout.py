"""Repairs of a page's tree, so that an extractor of running text finds all of the article.

Layout tables become blocks, articles cut into several sibling blocks are joined, quoted
posts lose the names that mark them as embedded. All change the tree that they are given.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, builder

from pipelines.extraction import loosetext

if TYPE_CHECKING:
    from collections.abc import Sequence

XPATH_ERRORS = (etree.XPathError, ValueError)

_POST = re.compile(r"twitter-tweet|twitter-video|telegram-post")
_INTRO = re.compile(r"intro-?_?text", re.IGNORECASE)
_FULL = re.compile(r"full-?_?text", re.IGNORECASE)
_PIECES = frozenset({"p", "h2", "h3", "h4", "blockquote"})
_OTHER_PIECE = re.compile(r"comment|reply|review|card|teaser|preview", re.IGNORECASE)
_MAX_SIBLINGS = 2
_MIN_CHUNK = 200
_MIN_CELL = 400


def mend(tree: HtmlElement) -> None:
    """All repairs, in the order in which they build on each other."""
    open_layout_tables(tree)
    open_quoting_figures(tree)
    loosetext.tag_quotes(tree)
    loosetext.part_labels(tree)
    loosetext.tag_paragraphs(tree)
    loosetext.wrap_loose_text(tree)
    join_chunks(tree)
    join_introductions(tree)
    open_quoted_posts(tree)
    for line_break in tree.iter("br"):
        # words on both sides of it are no one word
        line_break.tail = f"\n{line_break.tail or ''}"


def open_layout_tables(tree: HtmlElement) -> None:
    """Turn tables that lay out the page into blocks; tables of data stay."""
    for table in [node for node in tree.iter("table") if _is_layout(node)]:
        cells = [
            node
            for node in table.iter("tbody", "tr", "td", "th")
            if next(node.iterancestors("table")) is table
        ]
        for node in cells:
            node.tag = "div"
        table.tag = "div"


def _is_layout(table: HtmlElement) -> bool:
    """A cell with several paragraphs, a headline, a table or a long text lays out the page."""
    for cell in table.iter("td"):
        blocks = sum(1 for _ in cell.iter("p", "div"))
        if blocks > 1 or next(cell.iter("h1", "table"), None) is not None:
            return True
        if len(cell.text_content()) > _MIN_CELL or loosetext.has_empty_line(cell):
            return True
    return False


def open_quoting_figures(tree: HtmlElement) -> None:
    """Make a block of a figure that frames a quotation, and a paragraph of the name under it."""
    for figure in tree.iter("figure"):
        if (
            next(figure.iter("blockquote"), None) is None
            or next(figure.iter("img"), None) is not None
        ):
            continue
        figure.tag = "div"
        for name in figure.iter("figcaption"):
            name.tag = "p"


def open_quoted_posts(tree: HtmlElement) -> None:
    """Take the "embed" names off blocks that quote a post in full, so that its text counts."""
    for quote in tree.iter("blockquote"):
        if _POST.search(quote.get("class") or "") and next(quote.iter("p"), None) is not None:
            quote.attrib.pop("class")
            parent = quote.getparent()
            if (
                parent is not None
                and len(parent) <= _MAX_SIBLINGS
                and parent.tag in ("div", "figure")
            ):
                parent.attrib.pop("class", None)


def join_chunks(tree: HtmlElement) -> None:
    """Move the paragraphs of an article that is cut into equal blocks into the first of them.

    Blocks are equal when they and their parents carry the same classes and the parents share
    one parent. Blocks with headlines or dates of their own are articles of their own.
    """
    families: dict[tuple[object, ...], list[HtmlElement]] = {}
    for node in tree.iter("div", "section"):
        parent = node.getparent()
        if parent is None or not node.get("class") or not _is_piece(node):
            continue
        grandparent = parent.getparent()
        key = (
            node.tag,
            node.get("class"),
            parent.get("class"),
            grandparent if grandparent is not None else parent,
        )
        families.setdefault(key, []).append(node)
    for chunks in families.values():
        long = [at for at, chunk in enumerate(chunks) if _own_length(chunk) >= _MIN_CHUNK]
        if len(long) > 1 and not any(_stands_alone(chunk) for chunk in chunks):
            # short ones between long ones hold a heading or a single paragraph
            for chunk in chunks[long[0] + 1 : long[-1] + 1]:
                chunks[long[0]].extend(list(chunk))


def join_introductions(tree: HtmlElement) -> None:
    """Put the "introtext" half of an article in front of the "fulltext" half beside it.

    Content systems keep an article in these two fields; the first is its first paragraph.
    """
    for node in tree.iter("div", "section"):
        behind = node.getnext()
        if (
            behind is not None
            and _INTRO.search(node.get("class") or "")
            and _FULL.search(behind.get("class") or "")
        ):
            for child in reversed(list(node)):
                behind.insert(0, child)


def _is_piece(node: HtmlElement) -> bool:
    """Whether a block has paragraphs or headings of its own, and little of it in links."""
    if not any(child.tag in _PIECES for child in node) or _OTHER_PIECE.search(
        node.get("class", "")
    ):
        return False
    linked = sum(len(link.text_content()) for link in node.iter("a"))
    return linked * 3 < len(node.text_content())


def _own_length(node: HtmlElement) -> int:
    return sum(len(child.text_content()) for child in node if child.tag == "p")


def _stands_alone(node: HtmlElement) -> bool:
    parent = node.getparent()
    if parent is None or parent.tag in ("article", "li"):
        return True
    return next(parent.iter("h1", "time", "header", "article"), None) is not None


def select(tree: HtmlElement, body: str | None, drop: Sequence[str]) -> HtmlElement:
    """A page of what the XPath ``body`` finds, without what the XPaths of ``drop`` find.

    All of the page where ``body`` is None or finds nothing. Raises one of XPATH_ERRORS.
    """
    page = deepcopy(tree)
    for path in drop:
        for node in _elements(page, path):
            if node.getparent() is not None:
                node.drop_tree()
    chosen = _elements(page, body) if body else []
    return builder.HTML(builder.BODY(builder.E.article(*chosen))) if chosen else page


def _elements(page: HtmlElement, path: str) -> list[HtmlElement]:
    found = page.xpath(path)
    return (
        [node for node in found if isinstance(node, HtmlElement)] if isinstance(found, list) else []
    )
