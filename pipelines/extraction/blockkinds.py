"""The blocks of running text on a page, in order, and the lines of the text that they hold.

An extractor returns lines without saying where they stood. Here each line finds its block
again: by it a line is told to be a quotation, a list item or a table row, and a paragraph
that was left out between two that were taken is found and put back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipelines.extraction.structure import is_junk
from pipelines.lines import one_line, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.model import BlockKind

START = 5
MAX_LINKED = 0.5
MAX_ITEM = 1200
MAX_PARAGRAPHS = 2
MAX_HEADING = 140
MAX_LEVELS = 6


_BLOCKS = (
    *("p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "td", "th"),
    *("section", "article", "main", "center", "ul", "ol", "dl", "table", "tbody", "tr", "pre"),
    *("figure", "figcaption", "aside", "nav", "footer", "header", "form", "body", "address"),
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "dd", "dt"})
_HEADING_NAME = re.compile(
    r"(?:^|[\s_-])(?:sub)?-?(?:head(?:ing|line|er)?|title)(?:$|[\s_-])|zagolov", re.IGNORECASE
)
_LABEL_NAME = re.compile(r"byline|author|meta|date|time|credit|source|tag", re.IGNORECASE)
_BOLD = ("b", "strong", "span", "font")
_UNSTOPPED = re.compile(r"[^\W\d_]{2}[^.!?…:;,]{0,4}$")
_ROWS = ("- ", "| ")
STOPPED = re.compile(r"[.!?…:;»”\"]\s*$")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;|</?[a-z]+[ >]")


@dataclass(slots=True)
class Block:
    """A block with text of its own; ``line`` is the index of the first line that it holds."""

    node: HtmlElement
    text: str
    key: tuple[str, ...]
    line: int | None = None


def find_blocks(tree: HtmlElement) -> list[Block]:
    """Every innermost block that holds words, in the order of the page."""
    nodes = list(tree.iter(*_BLOCKS))
    outer: set[HtmlElement] = set()
    for node in nodes:
        parent = node.getparent()
        while parent is not None and parent not in outer:
            outer.add(parent)
            parent = parent.getparent()
    inner = ((node, one_line(node.text_content())) for node in nodes if node not in outer)
    return [Block(node, text, key) for node, text in inner if (key := words(text))]


def align(blocks: Sequence[Block], lines: Sequence[str]) -> None:
    """Tell each block which line begins with its first words; of equal lines each has its turn."""
    starts: dict[tuple[str, ...], list[int]] = {}
    for at, line in enumerate(lines):
        starts.setdefault(words(line)[:START], []).append(at)
    for block in blocks:
        places = starts.get(block.key[:START])
        if places:
            block.line = places.pop(0) if len(places) > 1 else places[0]


def left_out(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Blocks between two that were taken and like them, with the index that their line will have.

    That is the one behind the line in front; the one in front of the line behind, where blocks
    stand between that no line was found of (the rows of a table).
    """
    taken = [at for at, block in enumerate(blocks) if block.line is not None]
    known = {block.line for block in blocks}
    for first, second in pairwise(taken):
        front, behind = blocks[first], blocks[second]
        if front.line is None or behind.line is None or front.line >= behind.line:
            continue
        is_broken = known.intersection(range(front.line + 1, behind.line))
        at = behind.line if is_broken else front.line + 1
        for block in blocks[first + 1 : second]:
            if _belongs(block, front, behind):
                yield at, block
            else:
                at = behind.line


def _belongs(block: Block, front: Block, behind: Block) -> bool:
    """Whether a block is a paragraph like its neighbours, or a heading among them."""
    node = block.node
    if _is_link(block) or _ESCAPED_TAG.search(block.text) or is_junk(node):
        return False
    if node.tag == "li":
        # a list of the article stands beside its paragraphs
        return _shares_parent(node.getparent(), front.node, behind.node)
    if node.tag == "p":
        return any(_signature(node) == _signature(one.node) for one in (front, behind))
    if not _shares_parent(node, front.node, behind.node):
        return False
    # what stands over links is no section of the article
    return node.tag == "blockquote" or (_is_heading(block) and not _is_link(behind))


def _is_heading(block: Block) -> bool:
    name = block.node.get("class") or ""
    if len(block.text) > MAX_HEADING or _LABEL_NAME.search(name):
        return False
    is_named = block.node.tag == "div" and _HEADING_NAME.search(name) is not None
    is_bold_box = block.node.tag == "div" and is_set_as_heading(block)
    return is_named or is_bold_box or block.node.tag in _HEADINGS


def _is_link(block: Block) -> bool:
    linked = sum(len(link.text_content()) for link in block.node.iter("a"))
    return linked > MAX_LINKED * len(block.text)


def _shares_parent(node: HtmlElement, *others: HtmlElement) -> bool:
    return any(node.getparent() is other.getparent() for other in others)


def _signature(node: HtmlElement) -> tuple[str | None, ...]:
    """Tag and class of an element and of its parent: equal for paragraphs of one article."""
    parent = node.getparent()
    around = (parent.tag, parent.get("class")) if parent is not None else ()
    return node.tag, node.get("class"), *around


def kinds(blocks: Sequence[Block], lines: Sequence[str]) -> dict[tuple[str, ...], BlockKind]:
    """What the lines of quotations, list items and tables are, by their words."""
    found: dict[tuple[str, ...], BlockKind] = {
        words(line): "row" for line in lines if line[:1] == "|" == line[-1:]
    }
    items: dict[HtmlElement, bool] = {}
    for block in blocks:
        kind = _kind(block, items) if block.line is not None else None
        if kind is None and _is_heading_line(block, lines):
            kind = "heading"
        if kind is None:
            continue
        held = set(block.key)
        for line in lines[block.line :]:
            if not held.issuperset(words(line)):
                break
            found[words(line)] = kind
    return found


def _kind(block: Block, items: dict[HtmlElement, bool]) -> BlockKind | None:
    """What a block is by the elements around it, None where these say nothing.

    ``items`` remembers which list items are ones of a text.
    """
    for node in (block.node, *islice(block.node.iterancestors(), MAX_LEVELS)):
        if node.tag == "blockquote":
            return "quote"
        if node.tag in _ITEMS:
            if node not in items:
                items[node] = _is_item(node)
            if items[node]:
                return "item"
    return None


def _is_heading_line(block: Block, lines: Sequence[str]) -> bool:
    """Whether a block heads a section: a heading by its tag, or all bold between other lines."""
    at, text = block.line, block.text
    if at is None or len(text) > MAX_HEADING or block.key != words(lines[at]):
        return False
    if block.node.tag in _HEADINGS:
        return True
    if not 0 < at < len(lines) - 1 or not is_set_as_heading(block):
        return False
    behind = lines[at + 1]
    return behind.startswith(_ROWS) or (len(behind) > len(text) and bool(STOPPED.search(behind)))


def is_set_as_heading(block: Block) -> bool:
    """Whether a short block is all bold and does not end as a sentence or a question does."""
    is_short = len(block.text) <= MAX_HEADING and _UNSTOPPED.search(block.text) is not None
    return is_short and is_bold(block.node)


def is_bold(node: HtmlElement) -> bool:
    """Whether all of an element's words are set bold."""
    line = words(one_line(node.text_content()))
    bold = (one for one in node.iter(*_BOLD) if one.tag in ("b", "strong") or _is_styled(one))
    return any(words(one_line(one.text_content())) == line for one in islice(bold, MAX_LEVELS))


def _is_styled(node: HtmlElement) -> bool:
    return "bold" in (node.get("style") or "").lower()


def _is_item(node: HtmlElement) -> bool:
    """Whether a list item is short: a list of long ones lays out the page."""
    paragraphs = sum(1 for _ in islice(node.iter("p", "h1"), MAX_PARAGRAPHS + 1))
    return paragraphs <= MAX_PARAGRAPHS and len(node.text_content()) <= MAX_ITEM
