"""Lists of teasers: headlines of other articles, each a link, with or without their first lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.lines import one_line, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MIN_TEASERS = 4
_MIN_CARDS = 3
MIN_STORY = 60
_MIN_START = 2
_CARDS = ("article", "div", "li", "section", "td")
_MAX_CARD = 900
_MAX_CAPTION = 6
_MAX_TEASER = 300
_MAX_LABEL = 60


def is_feed(node: HtmlElement) -> bool:
    """Whether a block is a list of teasers: equal items that all begin with a linked headline.

    Three items are enough where each has a heading. A list beside paragraphs is the article's own.
    """
    items = list(node)
    while items and (items[0].tag in _HEADINGS or _is_caption(items[0])):
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


def _is_caption(item: HtmlElement) -> bool:
    """Whether an item is no more than the words over a list."""
    line = words(one_line(item.text_content()))
    return 0 < len(line) <= _MAX_CAPTION and next(item.iter("a", "p"), None) is None


def _is_card(item: HtmlElement) -> bool:
    is_short = len(one_line(item.text_content())) <= _MAX_TEASER
    return _has_linked_heading(item) or (is_short and next(item.iter("img"), None) is not None)


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
            row.append(card)
    for row in rows.values():
        if len(row) >= _MIN_CARDS and not _has_story(row[0].getparent()):
            yield from row


def _has_story(parent: HtmlElement | None) -> bool:
    """Whether a paragraph or several headlines stand beside cards: digests, many articles."""
    if parent is None or sum(1 for _ in parent.iter("h1")) > 1:
        return True
    return any(running_length(one) >= MIN_STORY for one in parent.iterchildren("p"))


def has_story_beside(tree: HtmlElement, shown: Sequence[HtmlElement]) -> bool:
    """Whether running text stands on the page apart from cards and from the site's footer."""
    around = {node for node in tree.iter("footer", "nav", "aside", "div") if _is_footer(node)}
    apart = around.union(shown)
    rest = (one for one in tree.iter("p") if apart.isdisjoint(one.iterancestors()))
    return sum(map(running_length, rest)) >= MIN_STORY


def _is_footer(node: HtmlElement) -> bool:
    return node.tag != "div" or "foot" in (node.get("class") or node.get("id") or "").lower()


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
    items = [one for one in node if one.tag not in _HEADINGS and not _is_caption(one)]
    rest = total - running_length(node)
    return rest >= MIN_STORY and next(node.iter("h1"), None) is None and all(map(_is_card, items))


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
