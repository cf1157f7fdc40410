"""Dates in rows are those of cards and comments; the one of its kind is the article's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipelines.dating.linedates import LineDates, is_bare, read_line
from pipelines.markup.datenodes import is_dated_link, kind_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

    Dated = tuple[HtmlElement, LineDates]

_ROWS: Final = 3


def without_rows(found: list[Dated]) -> list[Dated]:
    """Without dates of which three and more are built alike: those of a list of news."""
    kinds = Counter(kind_of(node) for node, _ in found)
    return [pair for pair in found if kinds[kind_of(pair[0])] < _ROWS]


def single_dates(nodes: Iterable[HtmlElement]) -> list[Dated]:
    """Elements that are a bare date and alone of their kind, and lead to no other article."""
    lines = [
        (node, line)
        for node in nodes
        if (line := read_line(pieces_of(node))) and is_bare(line.published)
    ]
    kinds = Counter(kind_of(node) for node, _ in lines)
    single = (pair for pair in lines if kinds[kind_of(pair[0])] == 1)
    return [pair for pair in single if not _opens_link(pair[0])]


def _opens_link(node: HtmlElement) -> bool:
    """Whether a date stands right in front of a link, as in lists of news."""
    behind = node.getnext()
    inside = any(link.text_content().strip() and not is_dated_link(link) for link in node.iter("a"))
    return inside or (behind is not None and behind.tag == "a")


def only_date(tree: HtmlElement, is_elsewhere: Callable[[HtmlElement], bool]) -> str:
    """The one date line of a page, "" where there are several."""
    nodes = tree.iter("div", "span", "p", "td", "font", "small", "time", "b", "i")
    pieces = (pieces_of(node) for node in nodes if not is_elsewhere(node))
    read = (read_line(found) for found in pieces if found)
    lines = {line.published for line in read if line and line.published}
    # an element and the one around it show the same date
    shortest = min(lines, key=len, default="")
    return shortest if shortest and all(shortest in line for line in lines) else ""
