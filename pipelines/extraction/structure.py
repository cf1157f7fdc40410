"""What can be told from the page's structure before the text is taken out of it.

Blocks that are named as advertisements, related links, share bars, tickers or banners are
removed, unless they hold a good part of the page's text: names lie, and a sponsored article
sits in a "sponsored" block.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.extraction import furniture, furtherstories, teasers
from pipelines.lines import one_line, words
from pipelines.markup.blocknames import block_names
from pipelines.markup.elementnames import name_words, whole_names
from pipelines.markup.headline import LEAD_NAMES, headline_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_BLOCKS = (
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "p",
    "span",
    "ins",
    "nav",
    "table",
    "a",
    "form",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "figure",
    "dl",
)
_LINE_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "div", "td"})
# shows no text of an article; all that is read below need not step over it
_MACHINERY = ("script", "style", "meta", "link", "iframe", "select", "input", "textarea", "object")
_MAX_SHARE = 0.25
_MAX_SMALL_SHARE = 0.5
_SMALL = 400
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_START = 5
_STARTS = (5, 4)
_FEEDS = ("div", "ul", "section", "aside")
_MAX_HEADING = 200
_MAX_LINKED = 600
_MAX_LABEL = 20
_LEAD_LETTERS = range(30, 901)
_LEAD_TAGS = frozenset({"div", "p", "h2", "h3", "section", "span", "strong"})
_MAX_LEAD_NODES = 3
_MAX_BOXES = 4
_HEADING_BOXES = frozenset({"div", "header", "section"})


def prune(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree without blocks that are named as something other than article text."""
    pruned = deepcopy(tree)
    forms = furniture.forms(pruned)
    etree.strip_elements(pruned, *_MACHINERY, with_tail=False)
    total = teasers.running_length(pruned)
    shown = [*teasers.cards(pruned), *furniture.dated_links(pruned)]
    if not teasers.has_story_beside(pruned, shown):
        shown = []  # a page of nothing else is told by them
    further = furtherstories.further(pruned)
    others = (*furniture.menu_tables(pruned), *furniture.apart(pruned), *further)
    for node in (*forms, *others, *shown):
        if node.getparent() is not None and (
            node in further or next(node.iter("h1"), None) is None
        ):
            node.drop_tree()
    junk = [node for node in pruned.iter(*_BLOCKS) if is_junk(node)]
    # a page without running text is judged by its links elsewhere
    feeds = [node for node in pruned.iter(*_FEEDS) if teasers.is_feed(node)] if total else []
    for node in (*junk, *feeds):
        if node.getparent() is not None and not _is_vital(node, max(total, 1)):
            node.drop_tree()
    for node in feeds:
        if node.getparent() is not None and teasers.is_beside_story(node, total):
            node.drop_tree()
    return pruned


def _is_vital(node: HtmlElement, total: int) -> bool:
    """Whether a block holds the headline, or too much of the page's ``total`` running text."""
    length = teasers.running_length(node)
    share = _MAX_SMALL_SHARE if length <= _SMALL else _MAX_SHARE
    return length > share * total or next(node.iter("h1"), None) is not None


def rename_lookalikes(tree: HtmlElement) -> None:
    """Take words out of class and id that extractors mistake for the names of other blocks.

    They compare parts of names: the "bar" of "habar" (news) counts as a tool bar, the "meta"
    of "metallurgiya" as a line of metadata, and the text below is discarded.
    """
    pattern = _lookalikes()
    for node in tree.iter("div", "section", "p", "span", "ul", "ol"):
        for key in ("class", "id"):
            name = node.get(key)
            if name and pattern.search(name):
                node.set(key, pattern.sub("news", name))


def is_junk(node: HtmlElement) -> bool:
    """Whether class or id name an element as an advertisement, a related block or the like."""
    name, ident = node.get("class"), node.get("id")
    if name and _names_junk(name):
        return True
    return bool(ident) and ident.lower().startswith(block_names().ids)


@lru_cache(maxsize=4096)
def _names_junk(names: str) -> bool:
    """Whether one of the class names, or a word in one of them, names such a block."""
    known = block_names()
    if any(name.strip("-") in known.classes for name in whole_names(names)):
        return True
    return not known.parts.isdisjoint(name_words(names))


@cache
def _lookalikes() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, block_names().lookalikes)), re.IGNORECASE)


def unlinked_length(tree: HtmlElement) -> int:
    """Letters on the page outside of links, white space in a row counted once."""
    text = " ".join(tree.text_content().split())
    return len(text) - sum(len(link.text_content().strip()) for link in tree.iter("a"))


def link_lines(tree: HtmlElement) -> frozenset[tuple[str, ...]]:
    """The words of each link, paragraph and list item that is (nearly) nothing but links."""
    lines, blocks = set(), set()
    for link in tree.iter("a"):
        line = words(link.text_content())
        if len(line) > 1:
            lines.add(line)
        blocks.add(next((node for node in link.iterancestors() if node.tag in _LINE_BLOCKS), None))
    lines |= {_linked_line(block) for block in blocks if block is not None}
    return frozenset(lines - {()})


def _linked_line(block: HtmlElement) -> tuple[str, ...]:
    """The words of a short block that is links, or a label and links, else none."""
    text = block.text_content()
    if len(text) >= _MAX_LINKED:
        return ()
    total = len(text.strip())
    linked = sum(len(link.text_content()) for link in block.iter("a"))
    is_labelled = (
        total - linked <= _MAX_LABEL and 2 * linked >= total and text.lstrip()[:1].isalpha()
    )
    return words(text) if linked >= 0.75 * total or (is_labelled and ":" in text) else ()


def missing_headings(tree: HtmlElement, lines: Sequence[str]) -> list[tuple[int, str]]:
    """Section headings of the tree whose next neighbour is one of the lines, in order.

    Each comes with the index of the line that it precedes; headings that are among the
    lines, and those in front of the first line, are left out.
    """
    known = {words(line) for line in lines}
    starts = {words(line)[:_START]: at for at, line in reversed(list(enumerate(lines)))}
    found = []
    for heading in tree.iter(*_HEADINGS):
        line = one_line(heading.text_content())
        if not 0 < len(line) <= _MAX_HEADING or words(line) in known or teasers.is_in_link(heading):
            continue
        neighbour = _neighbour(heading)
        leading = _leading_words(neighbour) if neighbour is not None else ()
        # a line may be shorter than that
        at = next((starts[leading[:n]] for n in _STARTS if leading[:n] in starts), 0)
        if at:
            found.append((at, line))
    return sorted(found, key=lambda one: one[0])


def _neighbour(heading: HtmlElement) -> HtmlElement | None:
    """The next element with text; behind the parent where the heading is all of it."""
    for parent in islice(heading.iterancestors(), _MAX_BOXES):
        # page builders put each heading and each paragraph into boxes of its own
        if parent.tag not in _HEADING_BOXES or one_line(parent.text_content()) != one_line(
            heading.text_content()
        ):
            break
        heading = parent
    return next(
        (
            node
            for node in heading.itersiblings()
            if node.tag not in _HEADINGS and node.text_content().strip()
        ),
        None,
    )


def _leading_words(node: HtmlElement) -> tuple[str, ...]:
    pieces: list[str] = []
    for piece in node.itertext():
        pieces.append(piece)
        # one word more, for the last may go on in the next piece
        if len(words("".join(pieces))) > _START:
            break
    return words("".join(pieces))[:_START]


def leads(tree: HtmlElement, text: HtmlElement | None) -> Iterator[str]:
    """Introductions that stand on their own behind the headline, in front of the ``text`` block."""
    headline = headline_node(tree)
    if headline is None:
        return
    for node in headline.xpath("following::*[position() <= 60]"):
        if node is text:
            return
        name = node.get("class") or ""
        if node.tag in _LEAD_TAGS and LEAD_NAMES.search(name) and not teasers.is_in_link(node):
            line = one_line(node.text_content())
            if len(line) in _LEAD_LETTERS and len(list(node.iter("p", "a"))) <= _MAX_LEAD_NODES:
                yield line
