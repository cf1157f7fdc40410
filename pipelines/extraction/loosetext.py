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
    r"(?:^|[\s_-])(?:(?:block|pull-?)?(?:quot(?:e|ation)|citat(?:a|e|ion)|tsitata|cite)"
    r"|pull(?!-(?:left|right)))(?:$|\s|_|-text|-block|-?\w$|-\w\s)",
    re.IGNORECASE,
)
_MAX_QUOTE = 1500
_MAX_LABEL = 120
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


def tag_paragraphs(tree: HtmlElement) -> None:
    """Make paragraphs of nameless blocks of text that stand beside paragraphs."""
    for parent in {node.getparent() for node in tree.iter("p")} - {None}:
        for block in parent.iterchildren("div"):
            if block.get("class") or block.get("id") or not block.text_content().strip():
                continue
            for empty in [one for one in block.iter("div") if not one.xpath("normalize-space()")]:
                empty.drop_tree()
            if all(child.tag in _INLINE for child in block):
                block.tag = "p"


def part_labels(tree: HtmlElement) -> None:
    """Make paragraphs of short named spans that line breaks set apart; blanks between spans."""
    for span in tree.iter("span"):
        behind = span.getnext()
        if behind is None or (span.tail or "").strip():
            continue
        if behind.tag == "span" and not span.tail and _joins_words(span, behind):
            span.tail = " "
        elif behind.tag == "br" and span.get("class") and _is_alone(span):
            span.tag = "p"
            for other in span.itersiblings("span"):
                if len(other.text_content()) >= _MIN_LOOSE_ALONE:
                    other.tag = "div"


def _joins_words(span: HtmlElement, behind: HtmlElement) -> bool:
    """Whether the words of two spans run together that are no one word."""
    last, first = str(span.text_content())[-1:], str(behind.text_content())[:1]
    if last.isdigit():
        return first.isalpha()
    return last.islower() and (first.isdigit() or first.isupper())


def _is_alone(span: HtmlElement) -> bool:
    """Whether a short line is all that stands between two line breaks of a block."""
    before, parent = span.getprevious(), span.getparent()
    if parent is None or parent.tag not in _LOOSE or len(span.text_content()) > _MAX_LABEL:
        return False
    text = parent.text if before is None else before.tail
    return (before is None or before.tag in ("br", "p")) and not (text or "").strip()


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
        and (bool((node.tail or "").strip()) or _is_inline(node.getnext()))
    )


def _is_inline(node: HtmlElement | None) -> bool:
    return node is not None and node.tag in _INLINE and node.tag != "br"


def has_empty_line(block: HtmlElement) -> bool:
    """Whether two line breaks in a row part paragraphs in a block."""
    return any(
        not (node.tail or "").strip()
        and (behind := node.getnext()) is not None
        and behind.tag == "br"
        and bool((behind.tail or "").strip())
        for node in block.iter("br")
    )
