"""Elements of a page as bearers of dates: their words, their names, what surrounds them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.dating.datewords import fold_date, names_in_order, names_of, words_of
from pipelines.dating.linedates import MAX_LINE, LineDates, has_date, is_bare, read_line
from pipelines.lines import one_line
from pipelines.markup.elementnames import words_of_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_PIECES: Final = 8
_HEAD: Final = 150  # elements behind it that may still be the head of the article
_LONG: Final = 150  # letters of a paragraph
_MAX_BLOCK: Final = 400  # letters of a block that is the card of another article
ELSEWHERE: Final = frozenset(
    {"a", "nav", "aside", "script", "style", "figcaption", "head", "select"}
)
_BREAKS: Final = frozenset(
    {"br", "hr", "p", "div", "h1", "h2", "h3", "h4", "table", "ul", "figure", "img", "center"}
)
_NO_LINE: Final = ELSEWHERE - {"a"}
_TOKEN: Final = re.compile(r"[^\W\d_]+|[^\w\s]")


def is_dated_link(node: HtmlElement) -> bool:
    """Whether an element is a link whose words are a date: the address of the article itself."""
    line = one_line(" ".join(pieces_of(node))) if node.tag == "a" else ""
    return bool(line) and is_bare(line) and has_date(line)


def is_title(link: HtmlElement, length: int) -> bool:
    """Whether a link has as many words as a title; one to an author or to his works has not."""
    if "author" in (link.get("rel") or ""):
        return False
    line = one_line(link.text_content())
    if len(line.split()) < length or fold_date(line).startswith(tuple(words_of("of_author"))):
        return False
    return not is_dated_link(link)


def line_behind(node: HtmlElement) -> LineDates | None:
    """The date line that stands bare behind an element that ends a line, up to the next one."""
    text = node.tail
    if not text or node.tag not in _BREAKS:
        return None
    behind = node.getnext()
    if behind is not None and behind.tag not in _BREAKS:
        return None
    return read_line((text,)) if 0 < len(text.strip()) <= MAX_LINE else None


def pieces_of(node: HtmlElement) -> tuple[str, ...]:
    """The text pieces of a small element, none where it holds more than one line would."""
    if node.tag in _NO_LINE:
        return ()
    if not len(node):
        text = node.text or ""
        return (text,) if 0 < len(text) <= 4 * MAX_LINE and not text.isspace() else ()
    pieces = tuple(islice(_texts(node), 2 * _MAX_PIECES + 1))
    if len(pieces) > 2 * _MAX_PIECES or sum(map(len, pieces)) > 4 * MAX_LINE:
        return ()
    filled = tuple(piece for piece in pieces if piece.strip())
    return filled if len(filled) <= _MAX_PIECES else ()


def _texts(node: HtmlElement) -> Iterator[str]:
    """The text pieces of an element without those of other matters inside of it."""
    yield node.text or ""
    for child in node:
        if child.tag not in _NO_LINE and isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def moment_of(node: HtmlElement) -> str:
    """The moment that an element holds in an attribute, "" where there is none."""
    found = (node.get(name) for name in names_in_order("moments"))
    return next((value.strip() for value in found if value and value.strip()), "")


def is_named_change(node: HtmlElement) -> bool:
    """Whether an element's class says "updated", and neither it nor one within "published"."""
    names = set().union(*map(words_of_element, islice(node.iter("*"), _MAX_PIECES)))
    return bool(names & names_of("changed")) and not names & names_of("published")


def label_of(node: HtmlElement) -> str:
    """The words right in front of an element."""
    before = node.getprevious()
    if before is not None:
        return one_line(before.tail or "") or one_line(before.text_content())
    parent = node.getparent()
    return one_line(parent.text or "") if parent is not None else ""


def is_small(block: HtmlElement) -> bool:
    """Whether a block holds no more text than the card of an article."""
    length = 0
    for piece in block.itertext():
        length += len(piece)
        if length > _MAX_BLOCK:
            return False
    return True


def shows_today(block: HtmlElement) -> bool:
    """Whether a small block shows money or weather, as the heads of sites do beside the day."""
    if not is_small(block):
        return False
    return not names_of("beside_today").isdisjoint(_TOKEN.findall(block.text_content().lower()))


def kind_of(node: HtmlElement) -> tuple[str | None, ...]:
    """What is alike in rows of cards and comments: names of an element and of the one around."""
    parent = node.getparent()
    above = (parent.tag, parent.get("class")) if parent is not None else ()
    return (node.tag, node.get("class"), *above)


def end_of_head(behind: list[HtmlElement]) -> int:
    """Where the text of the article has begun for sure: its second long paragraph."""
    long = 0
    for place, node in enumerate(behind[:_HEAD]):
        if node.tag == "p" and len(node.text_content()) >= _LONG:
            long += 1
        if long > 1:
            return place
    return min(len(behind), _HEAD)
