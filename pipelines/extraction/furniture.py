"""Blocks that serve the reader of a site and are told by how they are built: forms, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.lines import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN = frozenset({"hidden", "submit", "button", "image", "reset", "radio"})
_BOXES = frozenset({"div", "section", "form", "fieldset", "p", "span", "label", "aside", "li", "ul"})
_MAX_FORM = 200
_MIN_LINKS = 4
_MAX_UNLINKED = 0.1
_MAX_LINK = 40


def forms(tree: HtmlElement) -> list[HtmlElement]:
    """The boxes around fields to fill in, with the few words that ask for it."""
    boxes: list[HtmlElement] = []
    for field in tree.iter("input", "textarea"):
        if (field.get("type") or "text").lower() in _HIDDEN:
            continue
        box = None
        for node in field.iterancestors():
            if node.tag not in _BOXES or len(one_line(node.text_content())) > _MAX_FORM:
                break
            box = node
        if box is not None and box not in boxes:
            boxes.append(box)
    return boxes


def menu_tables(tree: HtmlElement) -> list[HtmlElement]:
    """Tables of short links and nothing else."""
    return [table for table in tree.iter("table") if _is_menu(table)]


def _is_menu(table: HtmlElement) -> bool:
    links = [one_line(link.text_content()) for link in table.iter("a")]
    if len(links) < _MIN_LINKS or max(map(len, links)) > _MAX_LINK:
        return False
    total = len(one_line(table.text_content()))
    return total - sum(map(len, links)) - len(links) <= _MAX_UNLINKED * total
