"""Lists of articles, told by how they are built: many equal blocks that each open with a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.extraction import structure
from pipelines.lines import one_line, words
from pipelines.markup.stamps import DATE_LIKE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

MIN_TEASERS: Final = 5
MIN_LINES: Final = 8
MIN_LINK_WORDS: Final = 3
MAX_LINK_WORDS: Final = 50
MAX_TEASER: Final = 900
MAX_BEFORE: Final = 60
_PARENTS: Final = ("div", "section", "ul", "ol", "main", "tbody", "article", "td")
_STAMP: Final = re.compile(r"\b\d{1,2}:\d{2}\b")


def linked_share(tree: HtmlElement, text: str) -> float:
    """How much of a text of eight lines or more stands in lines that are links, 0 to 1."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < MIN_LINES:
        return 0.0
    links = structure.link_lines(tree)
    return sum(len(line) for line in lines if is_link_line(words(line), links)) / len(text)


def is_link_line(line: tuple[str, ...], links: Collection[tuple[str, ...]]) -> bool:
    """Whether a line is a link, or begins or ends with one that is most of its words.

    The rest is a section's name or a date.
    """
    if len(line) > MAX_LINK_WORDS:
        return line in links
    most = range(len(line) // 2 + 1, len(line) + 1)
    return any(line[:count] in links or line[-count:] in links for count in most)


def teaser_blocks(tree: HtmlElement) -> tuple[str, ...]:
    """The texts of all blocks that are one of at least five teasers side by side."""
    found: list[str] = []
    for parent in tree.iter(*_PARENTS):
        found += _teasers_in(parent)
    return tuple(found)


def _teasers_in(parent: HtmlElement) -> list[str]:
    if len(parent) < MIN_TEASERS:
        return []
    items = [line for item in parent if (line := _teaser(item))]
    return items if len(items) >= max(MIN_TEASERS, len(parent) // 2) else []


def _teaser(item: HtmlElement) -> str:
    """The text of a block that opens with a linked headline (a date may stand first), or ""."""
    if not isinstance(item.tag, str) or item.tag == "p":
        return ""
    text = one_line(item.text_content())
    if len(text) > MAX_TEASER:
        return ""
    link = next((line for line in _linked(item) if len(words(line)) >= MIN_LINK_WORDS), "")
    return text if link and text.find(link) in range(MAX_BEFORE) else ""


def _linked(item: HtmlElement) -> Iterator[str]:
    return (one_line(link.text_content()) for link in item.iter("a") if link.get("href"))


def teaser_share(blocks: Sequence[str], text: str) -> float:
    """How much of the text stands in teasers, 0 to 1."""
    known = [" ".join(words(block)) for block in blocks]
    lines = [line for line in text.split("\n") if line.strip()]
    inside = sum(len(line) for line in lines if _is_within(" ".join(words(line)), known))
    return inside / len(text) if text else 0.0


def _is_within(line: str, blocks: Sequence[str]) -> bool:
    return any(line in block for block in blocks)


def are_dated(blocks: Sequence[str]) -> bool:
    """Whether most of the teasers bear a date or a time of day."""
    dated = sum(bool(DATE_LIKE.search(block) or _STAMP.search(block)) for block in blocks)
    return dated * 3 >= len(blocks) * 2 > 0
