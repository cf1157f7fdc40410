"""Further articles on the page of one: endless scroll puts the next story behind the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.dating.linedates import has_date
from pipelines.extraction.teasers import running_length
from pipelines.lines import one_line
from pipelines.markup.headline import headline_node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_STORY = 200
MAX_FRONT = 200
MAX_LINE = 80
_BOXES = frozenset({"article", "div", "section"})
_DATE_TAGS = ("span", "div", "p", "small", "li", "em", "a")


def further(tree: HtmlElement) -> list[HtmlElement]:
    """The stories behind the one that the page's headline heads.

    Such a block is built as the first one is: beside it, with the same tag (and, unless that is
    ``article``, the same class), a headline of its own at its start, a date and running text.
    """
    headline = headline_node(tree)
    if headline is None:
        return []
    for box in headline.iterancestors():
        if box.tag in _BOXES and (box.tag == "article" or box.get("class")):
            beside = [one for one in box.itersiblings() if _is_alike(one, box)]
            found = [one for one in beside if _is_story(one)]
            if found and _is_story(box):
                return found
    return []


def _is_alike(node: HtmlElement, box: HtmlElement) -> bool:
    is_same = node.tag == "article" or node.get("class") == box.get("class")
    return bool(node.tag == box.tag and is_same)


def _is_story(node: HtmlElement) -> bool:
    """Whether a block begins with a headline and has a date and running text of its own."""
    heading = next(node.iter("h1", "h2"), None)
    if heading is None or running_length(node) < MIN_STORY:
        return False
    title = one_line(heading.text_content())
    front = one_line(node.text_content()).find(title)
    return bool(title) and 0 <= front <= MAX_FRONT and _has_day(node)


def _has_day(node: HtmlElement) -> bool:
    if next(node.iter("time"), None) is not None:
        return True
    lines = (one_line(one.text_content()) for one in node.iter(*_DATE_TAGS))
    return any(0 < len(line) <= MAX_LINE and has_date(line) for line in lines)
