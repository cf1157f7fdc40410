"""The short lines around a headline: when, who, where it is filed, how often it was read.

Sites set them in one block without names («5 ноября 2026 · Жанар Бекова · 903 просмотра») or
in several. Here they are gathered and cut into segments; what a segment is, others decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.dating.linedates import has_date
from pipelines.lines import one_line, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.visibledates import Surroundings

MAX_LINE: Final = 180
MAX_LINES: Final = 12
MAX_FRONT: Final = 3
_MAX_PIECES: Final = 16
_LONG: Final = 100  # letters of a paragraph; the second one is the article's text
_BODY: Final = 300  # letters of an element of its own; such a one is the text itself
_NO_LINE: Final = frozenset({"figcaption", "script", "style", "nav", "aside", "form", "select"})
_MARKS: Final = re.compile(r"\s*(?:[|•·∙●]|//)\s*|\s+[/–—»›→-]\s+|\s{3,}")


class Segment(NamedTuple):
    """A part of a line between marks, the element it stands in, and where it links to."""

    text: str
    node: HtmlElement
    link: str = ""


class InfoLine(NamedTuple):
    """A small block at the headline; ``is_dated`` where one of its segments is a day."""

    node: HtmlElement
    segments: tuple[Segment, ...]
    is_dated: bool
    is_front: bool


def info_lines(around: Surroundings) -> tuple[InfoLine, ...]:
    """The lines around the headline: up to three in front, then those between it and the text.

    Those of other articles, in menus and at pictures are left out.
    """
    if around.headline is None:
        return ()
    front = list(_lines(around, around.front, is_front=True))[-MAX_FRONT:]
    return (*front, *_lines(around, around.head, is_front=False))[:MAX_LINES]


def _lines(
    around: Surroundings, nodes: Sequence[HtmlElement], *, is_front: bool
) -> Iterator[InfoLine]:
    inside: set[HtmlElement] = set()
    long = 0
    for node in nodes:
        if node in inside:
            continue
        length = _length(node)
        if length > MAX_LINE or node.tag in _NO_LINE:
            own = _own_length(node)
            long += (own >= _LONG) + (own >= _BODY)
            inside |= set(node.iterdescendants()) if node.tag in _NO_LINE or own >= _LONG else set()
        else:
            inside |= set(node.iterdescendants())
            long += length >= _LONG
            if length and around.is_own(node):
                yield _read(node, is_front=is_front)
        if long > 1 and not is_front:
            return


def _length(node: HtmlElement) -> int:
    """The letters of an element without blanks at the edges; of a large one, more than a line."""
    length = 0
    for piece in node.itertext():
        length += len(piece.strip())
        if length > MAX_LINE:
            break
    return length


def _own_length(node: HtmlElement) -> int:
    """The letters that stand in an element itself, or in its phrases where it is a paragraph."""
    if node.tag in _NO_LINE:
        return 0
    if node.tag == "p":
        return len(node.text_content())
    return len(node.text or "") + sum(len(child.tail or "") for child in node)


def _read(node: HtmlElement, *, is_front: bool) -> InfoLine:
    segments = tuple(_segments(node, ""))[:_MAX_PIECES]
    return InfoLine(node, segments, any(has_date(one.text) for one in segments), is_front)


def _segments(node: HtmlElement, link: str) -> Iterator[Segment]:
    """The segments in their order, each with the innermost element around it."""
    if not isinstance(node.tag, str) or node.tag in _NO_LINE:
        return
    link = (node.get("href") or "") if node.tag == "a" else link
    yield from _cut(node.text, node, link)
    for child in node:
        yield from _segments(child, link)
        yield from _cut(child.tail, node, link)


def _cut(text: str | None, node: HtmlElement, link: str) -> Iterator[Segment]:
    for part in _MARKS.split(text or ""):
        line = one_line(part)
        if words(line):
            yield Segment(line, node, link)
