"""Blocks of a page that are links and hardly anything else: menus, lists of headlines, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MIN_LINKED: Final = 0.7
_MIN_PARAGRAPH: Final = 60
_MIN_CARDS: Final = 3
_HEADINGS: Final = "h2, h3, h4, h5, h6"
_DEPTH: Final = 12  # boxes around a link that are looked at
_LEVELS: Final = 3  # boxes around a block in which its neighbours are looked for
_PAGE: Final = frozenset({"body", "html"})
_FRAMES: Final = _PAGE | {"main", "article"}
_RUNNING: Final = frozenset({"p", "blockquote"})
_BLOCKS: Final = frozenset(
    {"li", "ul", "ol", "dl", "div", "section", "p", "td", "tr", "tbody", "table", "header"}
    | {"h2", "h3", "h4", "h5", "h6", "figure", "form", "menu"}
)


def drop_link_blocks(
    tree: LexborHTMLParser, met: Callable[[Sequence[str]], Collection[int]]
) -> None:
    """Take the blocks of links out of the tree that hold a link which is met.

    ``met`` gives the numbers of those among the links' texts.
    """
    links = tree.css("a")
    linked: dict[int, bool] = {}
    around: dict[int, LexborNode] = {}
    for number in met([link.text(separator=" ") for link in links]):
        block = _block_around(links[number], linked)
        around[block.mem_id] = block
    blocks = {number: block for number, block in around.items() if _stands_apart(block)}
    for block in [one for one in blocks.values() if not _is_within(one, blocks)]:
        block.decompose()


def _block_around(link: LexborNode, linked: dict[int, bool]) -> LexborNode:
    """The largest block around a link that is links; ``linked`` remembers which are."""
    node = link
    for _ in range(_DEPTH):
        parent = node.parent
        if parent is None or parent.tag in _FRAMES:
            break
        if parent.mem_id not in linked:
            linked[parent.mem_id] = _is_linked(parent)
        if not linked[parent.mem_id]:
            break
        node = parent
    return node


def _is_linked(node: LexborNode) -> bool:
    linked = sum(len(link.text()) for link in node.css("a"))
    return linked >= _MIN_LINKED * len(node.text())


def _stands_apart(node: LexborNode) -> bool:
    """Whether a block is no part of a running text."""
    if node.tag not in _BLOCKS or _has_running_text(node) or _is_beside_text(node):
        return False
    return not _holds_paragraph(node) or _shows_cards(node)


def _is_beside_text(node: LexborNode) -> bool:
    """Whether running text stands in the box of a block, or in one of the boxes around."""
    box = node.parent
    for _ in range(_LEVELS):
        if box is None or _has_running_text(box):
            return box is not None
        box = None if box.tag in _PAGE else box.parent
    return False


def _has_running_text(box: LexborNode) -> bool:
    """Whether a paragraph or loose text of a sentence's length stands right in a box."""
    return any(
        len(child.text(deep=True).strip()) >= _MIN_PARAGRAPH
        for child in box.iter(include_text=True)
        if child.is_text_node or child.tag in _RUNNING
    )


def _holds_paragraph(node: LexborNode) -> bool:
    return any(len(one.text().strip()) >= _MIN_PARAGRAPH for one in node.css("p"))


def _shows_cards(node: LexborNode) -> bool:
    """Whether a block is one of a row of cards, or such a row."""
    beside = () if node.parent is None else node.parent.iter()
    kind = (node.tag, node.attributes.get("class"))
    alike = [one for one in beside if (one.tag, one.attributes.get("class")) == kind]
    return any(
        len(row) >= _MIN_CARDS and all(one.css_first(_HEADINGS) is not None for one in row)
        for row in (alike, list(node.iter()))
    )


def _is_within(node: LexborNode, blocks: dict[int, LexborNode]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in blocks:
            return True
        parent = parent.parent
    return False
