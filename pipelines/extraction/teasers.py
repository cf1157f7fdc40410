"""Lists of teasers: headlines of other articles, each a link, with or without their first lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.lines import one_line, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MIN_TEASERS = 4
_MIN_CARDS = 3
MIN_STORY = 60
_MIN_START = 2
_CARDS = ("article", "div", "li", "section", "td")
_MAX_CARD = 900
_MAX_TEASER = 300
_MAX_LABEL = 60


def is_feed(node: HtmlElement) -> bool:
    """Whether a block is a list of teasers: equal items that all begin with a linked headline.

    Three items are enough where each has a heading. A list beside paragraphs is the article's own.
    """
    items = list(node)
    while items and items[0].tag in _HEADINGS:
        items.pop(0)
    if len(items) < _MIN_CARDS or len({(item.tag, item.get("class")) for item in items}) > 1:
        return False
    if any(
        other.tag == "p" for other in (*node.itersiblings(), *node.itersiblings(preceding=True))
    ):
        return False
    if len(items) < _MIN_TEASERS and not all(map(_has_linked_heading, items)):
        return False
    return all(_is_teaser(item) for item in items)


def _has_linked_heading(item: HtmlElement) -> bool:
    headings = item.iter(*_HEADINGS)
    return any(is_in_link(one) or next(one.iter("a"), None) is not None for one in headings)


def _is_teaser(item: HtmlElement) -> bool:
    link = next(item.iter("a"), None)
    line = one_line(link.text_content()) if link is not None else ""
    return len(words(line)) > _MIN_START and one_line(item.text_content()).startswith(line)


def cards(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Blocks that each show another article: three or more alike in one parent.

    A card has a heading that is all link, at most a label in front of it and a few lines behind.
    """
    rows: dict[tuple[HtmlElement | None, object, object], list[HtmlElement]] = {}
    for heading in tree.iter(*_HEADINGS):
        card = _card_around(heading) if _is_linked(heading) else None
        if card is not None:
            row = rows.setdefault((card.getparent(), card.tag, card.get("class")), [])
            if card not in row:
                row.append(card)
    for row in rows.values():
        if len(row) >= _MIN_CARDS:
            yield from row


def _is_linked(heading: HtmlElement) -> bool:
    line = words(one_line(heading.text_content()))
    if len(line) <= _MIN_START:
        return False
    return is_in_link(heading) or any(
        words(one_line(link.text_content())) == line for link in heading.iter("a")
    )


def _card_around(heading: HtmlElement) -> HtmlElement | None:
    """The largest block around a linked heading that holds no other and little text."""
    card = None
    for node in heading.iterancestors():
        text = one_line(node.text_content())
        if len(text) > _MAX_CARD or sum(1 for _ in node.iter("h1", *_HEADINGS)) > 1:
            break
        line = one_line(heading.text_content())
        if text.find(line) > _MAX_LABEL or len(text) - len(line) > _MAX_TEASER:
            break
        if node.tag in _CARDS:
            card = node
    return card


def is_beside_story(node: HtmlElement, total: int) -> bool:
    """Whether cards with linked headings, long as they may be, stand beside a short article."""
    items = [item for item in node if item.tag not in _HEADINGS]
    rest = total - running_length(node)
    return (
        rest >= MIN_STORY
        and next(node.iter("h1"), None) is None
        and all(map(_has_linked_heading, items))
    )


def is_in_link(node: HtmlElement) -> bool:
    """Whether an element stands inside of a link."""
    return next(node.iterancestors("a"), None) is not None


def running_length(tree: HtmlElement) -> int:
    """Letters of running text: what stands in paragraphs and not in links."""
    total = 0
    for node in tree.iter("p"):
        linked = sum(len(link.text_content()) for link in node.iter("a"))
        total += max(len(node.text_content().strip()) - linked, 0)
    return total
