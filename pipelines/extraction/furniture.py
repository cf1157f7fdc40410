"""Blocks that serve the reader of a site and are told by how they are built: forms, menus."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.dating.linedates import has_date
from pipelines.lines import one_line
from pipelines.markup.blocknames import block_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HIDDEN = frozenset({"hidden", "submit", "button", "image", "reset", "radio"})
_BOXES = frozenset(
    {"div", "section", "form", "fieldset", "p", "span", "label", "aside", "li", "ul"}
)
_MAX_FORM = 200
_MIN_LINKS = 4
_MAX_UNLINKED = 0.3
_ROLES = frozenset({"dialog", "alertdialog", "contentinfo"})
_MAX_APART = 900
_MIN_DATED = 2
_MAX_DATE = 40


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
    """Tables of links with hardly anything beside them."""
    return [table for table in tree.iter("table") if _is_menu(table)]


def _is_menu(table: HtmlElement) -> bool:
    links = [one_line(link.text_content()) for link in table.iter("a")]
    if len(links) < _MIN_LINKS:
        return False
    total = len(one_line(table.text_content()))
    return total - sum(map(len, links)) - len(links) <= _MAX_UNLINKED * total


def apart(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Short blocks beside an article: dialogs, boxes about the author, footers."""
    for node in tree.iter("div", "section", "aside"):
        names = node.get("class") or ""
        is_meant = (
            node.get("role") in _ROLES
            or node.get("data-elementor-type") == "footer"
            or (names and _named_apart().search(names))
        )
        if is_meant and len(one_line(node.text_content())) <= _MAX_APART:
            yield node


@cache
def _named_apart() -> re.Pattern[str]:
    names = "|".join(map(re.escape, block_names().apart))
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE)


def dated_links(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Lists whose every item is a link with a date behind it or in front of it."""
    for node in tree.iter("ul", "ol"):
        items = [item for item in node if item.tag == "li"]
        if len(items) >= _MIN_DATED and all(map(_is_dated_link, items)):
            yield node


def _is_dated_link(item: HtmlElement) -> bool:
    line = one_line(item.text_content())
    links = [one_line(link.text_content()) for link in item.iter("a")]
    if len(links) != 1 or not links[0]:
        return False
    rest = line.replace(links[0], " ", 1).strip()
    return 0 < len(rest) <= _MAX_DATE and has_date(rest)
