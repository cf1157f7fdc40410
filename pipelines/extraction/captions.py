"""What stands under pictures: told by its tag, its name, or by the picture beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.extraction.structure import is_junk
from pipelines.lines import one_line, words
from pipelines.markup.blocknames import block_names
from pipelines.markup.elementnames import hyphened, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_CAPTION = 400
MIN_ALT_WORDS = 2
MAX_FRAMED = 4

_NAME = re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE)
_CAPS = frozenset({"cap", "capt", "legend", "sign", "podpis"})
_TAGS = ("figcaption", "div", "p", "span", "em")
_BESIDE = frozenset({"div", "p", "span", "em", "i", "small", "center", "font"})
_PICTURES = ("img", "amp-img")
_ELSEWHERE = frozenset({"aside", "nav", "footer"})


def captions(tree: HtmlElement) -> tuple[str, ...]:
    """Texts under pictures, in order, each once; those of menus and related blocks left out."""
    shown = {
        node: line
        for node in (*_named(tree), *_beside(tree))
        if 0 < len(line := one_line(node.text_content())) <= MAX_CAPTION
    }
    return tuple(
        dict.fromkeys(
            line for node, line in shown.items() if not _is_elsewhere(node) and not _is_card(node)
        )
    )


def _named(tree: HtmlElement) -> Iterator[HtmlElement]:
    name = _picture_name()
    for node in tree.iter(*_TAGS):
        names = hyphened(node.get("class") or "")
        if (
            (node.tag == "figcaption" and not _is_speaker(node))
            or _NAME.search(names)
            or node.get("itemprop") == "caption"
            or (names and name.search(names))
        ):
            yield node


def _is_speaker(caption: HtmlElement) -> bool:
    """Whether a figure's caption is the name under a quotation."""
    figure = caption.getparent()
    return (
        figure is not None
        and next(figure.iter("blockquote"), None) is not None
        and next(figure.iter(*_PICTURES), None) is None
    )


def _beside(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Blocks behind a picture that repeat its alternative text or begin as captions do."""
    for picture in tree.iter(*_PICTURES):
        alt = words(picture.get("alt") or "")
        for node in _behind(picture):
            line = one_line(node.text_content())
            if len(line) > MAX_CAPTION:
                continue
            if (
                node.tag == "small"
                or _opening().match(line)
                or (len(alt) >= MIN_ALT_WORDS and words(line) == alt)
                or _is_named_beside(node)
                or _is_picture_object(node.getparent())
            ):
                yield node


def _is_named_beside(node: HtmlElement) -> bool:
    """Whether a short block beside a picture has the name of a caption: "slide__cap"."""
    return not _CAPS.isdisjoint(name_words(node.get("class") or ""))


def _is_picture_object(node: HtmlElement | None) -> bool:
    """Whether a block is declared to be a picture with what belongs to it."""
    return node is not None and (node.get("itemtype") or "").endswith("/ImageObject")


def _behind(picture: HtmlElement) -> Iterator[HtmlElement]:
    """The element next to a picture, or to the box of nothing else; the paragraph around it."""
    box = picture
    parent = box.getparent()
    while parent is not None and parent.tag != "body" and _frames(parent, box):
        box, parent = parent, parent.getparent()
    behind = box.getnext()
    if behind is not None and behind.tag == "br":
        behind = behind.getnext()
    if behind is not None and behind.tag in _BESIDE:
        yield behind
    if parent is not None and parent.tag == "p":
        yield parent


def _frames(parent: HtmlElement, box: HtmlElement) -> bool:
    """Whether an element holds nothing beside a box but what shows no text."""
    if len(parent) > MAX_FRAMED or any((text or "").strip() for text in _loose(parent)):
        return False
    return all(one is box or not one.xpath("normalize-space()") for one in parent)


def _loose(parent: HtmlElement) -> Iterator[str | None]:
    yield parent.text
    yield from (child.tail for child in parent)


def _is_elsewhere(node: HtmlElement) -> bool:
    """Whether a block around it is a menu, a footer or named as no part of the article."""
    return any(parent.tag in _ELSEWHERE or is_junk(parent) for parent in node.iterancestors())


def _is_card(node: HtmlElement) -> bool:
    """Whether a block shows another article: a headline that is a link, a date beside it.

    So does a label within a link that shows no picture ("Previous article").
    """
    link = next(node.iterancestors("a"), None)
    if link is not None and next(link.iter(*_PICTURES), None) is None:
        return True
    return next(node.iter("time"), None) is not None and next(node.iter("a"), None) is not None


@cache
def _picture_name() -> re.Pattern[str]:
    names = block_names().captions
    pictures, texts = "|".join(names.pictures), "|".join(names.texts)
    return re.compile(rf"(?:^|[\s_-])(?:{pictures})s?[_-]*(?:{texts})(?:$|[\s_-])", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    openings = "|".join(map(re.escape, block_names().captions.openings))
    return re.compile(rf"(?:{openings})\s*[:–—-]", re.IGNORECASE)
