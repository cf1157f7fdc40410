"""Text that stands in a block without a paragraph of its own, and quotations named but not tagged.

Both change the tree that they are given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import builder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOOSE = ("div", "section", "article", "main", "body", "center")
_INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "font", "mark", "sup", "sub", "br"}
)
_RUN = "run"
_QUOTE = re.compile(
    r"(?:^|[\s_-])(?:block)?(?:quot(?:e|ation)|citat(?:a|e|ion)|tsitata|cite)(?:$|\s|_|-text|-block)",
    re.IGNORECASE,
)
_MAX_QUOTE = 1500
_MIN_LOOSE = 25
_MIN_LOOSE_ALONE = 100


def tag_quotes(tree: HtmlElement) -> None:
    """Make quotations of blocks between paragraphs or loose text whose name says that they are."""
    for node in tree.iter("div", "p", "section"):
        parent = node.getparent()
        if parent is None or not _QUOTE.search(node.get("class") or ""):
            continue
        is_within = _has_loose_text(parent) or any(
            one.tag == "p" for one in parent if one is not node
        )
        is_short = len(node.text_content()) <= _MAX_QUOTE
        if is_within and is_short and next(node.iter("blockquote"), None) is None:
            node.tag = "blockquote"


def wrap_loose_text(tree: HtmlElement) -> None:
    """Make paragraphs of text that stands in a block beside its paragraphs and boxes.

    Extractors take the tagged paragraphs and lose what is loose between them. Where two line
    breaks part the text of a block without any box, each part becomes a paragraph.
    """
    for block in [node for node in tree.iter(*_LOOSE) if _has_loose_text(node)]:
        is_parted = all(child.tag in _INLINE for child in block)
        if is_parted and not has_empty_line(block):
            continue
        ends = {child for child in block if _ends_paragraph(child)}
        children = list(block)
        run = builder.E(_RUN, block.text or "")
        block.text = None
        block.insert(0, run)
        for child in children:
            if child.tag in _INLINE and child not in ends:
                run.append(child)
            else:
                run = builder.E(_RUN, child.tail or "")
                child.tail = None
                child.addnext(run)
        for opened in list(block.iterchildren(_RUN)):
            if len(opened) or (opened.text or "").strip():
                opened.tag = "p"
            else:
                opened.drop_tag()


def _has_loose_text(block: HtmlElement) -> bool:
    """Whether a block has much text of its own, or some beside its paragraphs."""
    total = sum(len(piece.strip()) for piece in (block.text, *(c.tail for c in block)) if piece)
    return total >= _MIN_LOOSE_ALONE or (
        total >= _MIN_LOOSE and any(child.tag == "p" for child in block)
    )


def _ends_paragraph(node: HtmlElement) -> bool:
    """Whether an element is the last of several line breaks in a row."""
    before = node.getprevious()
    return (
        node.tag == "br"
        and before is not None
        and before.tag == "br"
        and not (before.tail or "").strip()
        and bool((node.tail or "").strip())
    )


def has_empty_line(block: HtmlElement) -> bool:
    """Whether two line breaks in a row part paragraphs in a block."""
    return any(
        not (node.tail or "").strip()
        and (behind := node.getnext()) is not None
        and behind.tag == "br"
        and bool((behind.tail or "").strip())
        for node in block.iter("br")
    )
