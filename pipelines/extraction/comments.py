"""Readers' comments: blocks behind the article that hold what others wrote about it.

A name alone proves nothing ("commentary", an expert's "comment" in the middle of a report,
a film "review"), so a block goes only where the article stands in front of it and next to
nothing behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.lines import one_line
from pipelines.markup import threads
from pipelines.markup.blocknames import block_names
from pipelines.markup.elementnames import words_of_element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_PIECE = 25
MIN_FRONT = 140
BEHIND_SHARE = 0.5
MAX_BEHIND = 200
MAX_HEADING = 50
MAX_NODES = 8
MAX_TRIED = 8

_BLOCKS = frozenset(
    [
        "div",
        "section",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "form",
        "article",
        "footer",
        "h2",
        "h3",
        "h4",
        "p",
        "li",
        "tr",
    ]
)
_HEADINGS = frozenset(
    ["h2", "h3", "h4", "h5", "h6", "b", "strong", "p", "div", "span", "font", "legend", "td"]
)
_LISTS = frozenset(["table", "ol", "ul", "dl", "form", "article"])
_BOXES = frozenset({"div", "section"})
_COUNTED = re.compile(r"^(?:\D{2,45}\(\d+\)|\d+ \D{2,45}|\D{2,45}:? \d+)$")


@dataclass(frozen=True, slots=True)
class _Spans:
    """Letters of running text in front of the start and of the end of elements, and in all."""

    starts: dict[HtmlElement, int]
    ends: dict[HtmlElement, int]
    total: int


@cache
def _heading() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, block_names().comments.headings))
    return re.compile(rf"(?:\d+ )?(?:{phrases})(?: ?:? ?\(?\d*\)?)?", re.IGNORECASE)


def drop_comments(tree: HtmlElement) -> None:
    """Take the blocks of readers' comments out of the tree, which is changed."""
    spans = _spans(tree)
    _drop_threads(tree, spans)
    tried = 0
    for node in spans.starts:
        if node.getparent() is None:
            continue
        if node.tag in _BLOCKS and _is_named(node):
            if _is_between_paragraphs(node):
                # extractors discard what is named so, an expert's comment too
                node.attrib.pop("class", None)
                node.attrib.pop("id", None)
            elif _stands_behind(node, spans):
                node.drop_tree()
        elif tried < MAX_TRIED and _is_heading(node):
            tried += 1
            _drop_below(node, spans)


def _drop_threads(tree: HtmlElement, spans: _Spans) -> None:
    """Drop what readers answered each other behind the article, however it is called."""
    found = [one for one in threads.comments(list(tree.iter())) if one in spans.starts]
    behind = [one for one in found if spans.starts[one] >= MIN_FRONT]
    for comment in behind:
        parent = comment.getparent()
        if parent is None:
            continue
        comment.drop_tree()
        while not parent.text_content().strip() and parent.getparent() is not None:
            emptied, parent = parent, parent.getparent()
            label = emptied.getprevious()
            if label is not None and _COUNTED.search(one_line(label.text_content())):
                label.drop_tree()
            emptied.drop_tree()


def _spans(tree: HtmlElement) -> _Spans:
    """Measure from the end of the first headline; what begins before it is left out."""
    starts: dict[HtmlElement, int] = {}
    ends: dict[HtmlElement, int] = {}
    position, links, is_titled = 0, 0, next(tree.iter("h1"), None) is None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        links += (node.tag == "a") * (1 if event == "start" else -1)
        if event == "start":
            starts[node] = position
        elif node.tag == "h1" and not is_titled:
            is_titled = True
            starts.clear()
            position = 0
        ends[node] = position
        position += 0 if links else _letters(node.text if event == "start" else node.tail)
    return _Spans(starts, ends, position)


def _letters(piece: str | None) -> int:
    """Letters of a piece of running text; short pieces are labels."""
    length = len(piece.strip()) if piece else 0
    return length if length >= MIN_PIECE else 0


def _is_named(node: HtmlElement) -> bool:
    known, spoken = block_names().comments, words_of_element(node)
    return not (spoken.isdisjoint(known.names) and spoken.isdisjoint(known.unsure))


def _stands_behind(node: HtmlElement, spans: _Spans) -> bool:
    known, spoken = block_names().comments, words_of_element(node)
    front, own = spans.starts[node], spans.ends[node] - spans.starts[node]
    is_sure = not spoken.isdisjoint(known.names)
    is_plausible = spoken.isdisjoint(known.never) and (is_sure or own <= front)
    return is_plausible and _stands_last(front, spans.total - spans.ends[node])


def _is_between_paragraphs(node: HtmlElement) -> bool:
    around = (node.getprevious(), node.getnext())
    return all(
        one is not None and one.tag == "p" and _letters(one.text_content()) > 0 for one in around
    )


def _stands_last(front: int, behind: int) -> bool:
    return front >= MIN_FRONT and behind <= max(MAX_BEHIND, BEHIND_SHARE * front)


def _is_heading(node: HtmlElement) -> bool:
    if node.tag not in _HEADINGS or next(islice(node.iter(), MAX_NODES, None), None) is not None:
        return False
    line = one_line(node.text_content())
    return len(line) <= MAX_HEADING and _heading().fullmatch(line.strip(" :")) is not None


def _drop_below(heading: HtmlElement, spans: _Spans) -> None:
    """Drop a heading "Comments" with all behind it in its block, if that is built as comments."""
    parent = heading.getparent()
    if parent is None or (heading.tail or "").strip():
        return
    following = list(heading.itersiblings())
    first = next((node for node in following if node.text_content().strip()), None)
    behind = spans.total - spans.ends[parent]
    if first is None or not _is_built_apart(first, heading):
        return
    if _stands_last(spans.starts[heading], behind):
        for node in (heading, *following):
            node.drop_tree()


def _is_built_apart(node: HtmlElement, heading: HtmlElement) -> bool:
    """Whether a block is a list or table, or a box unlike those in front of the heading."""
    kind = (node.tag, node.get("class"))
    in_front = {(one.tag, one.get("class")) for one in heading.itersiblings(preceding=True)}
    return node.tag in _LISTS or (node.tag in _BOXES and kind not in in_front)
