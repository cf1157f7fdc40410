"""Lines around the headline that are labels by their place or the names of their blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extraction.blockkinds import MAX_HEADING, STOPPED
from pipelines.lines import words
from pipelines.markup.blocknames import block_names
from pipelines.markup.elementnames import name_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.extraction.blockkinds import Block

Lines = frozenset[tuple[str, ...]]

MAX_LABEL = 60


def labels(blocks: Sequence[Block], lines: Sequence[str], headline: HtmlElement | None) -> Lines:
    """The words of the lines that stand in front of the headline or whose block is a label's.

    Only lines that do not end as sentences do, in front of the first long one.
    """
    found: set[tuple[str, ...]] = set()
    long = next((at for at, line in enumerate(lines) if len(line) > MAX_HEADING), len(lines))
    head = [one for one in blocks if one.line is not None and one.line < long]
    first = next((at for at, one in enumerate(blocks) if _holds(one.node, headline)), None)
    place = first if first is not None else -1
    for block in head:
        line = lines[block.line or 0]
        if STOPPED.search(line) or len(line) > MAX_HEADING:
            continue
        is_in_front = blocks.index(block) < place
        if is_in_front or (len(line) <= MAX_LABEL and _is_label(block.node)):
            found.add(words(line))
    return frozenset(found)


def _holds(node: HtmlElement, headline: HtmlElement | None) -> bool:
    return headline is not None and (node is headline or headline in node.iter(headline.tag))


def _is_label(node: HtmlElement) -> bool:
    return not block_names().labels.isdisjoint(name_words(node.get("class") or ""))
