"""The lines of a page that are its article's, as they are read. Only here trafilatura is known.

It reads the page twice, carefully and quickly, where one reading leaves doubt; which of the two
is the article is told by ``opinions``.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trafilatura import bare_extraction

from pipelines.extraction import opinions, structure
from pipelines.lines import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

# it reports every thin page as an error; whoever finds no line says so
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

MIN_REPEATED = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines in the page's order, and the words of those that are headings."""

    lines: tuple[str, ...] = ()
    headings: frozenset[tuple[str, ...]] = frozenset()


def read(tree: HtmlElement, url: str, claim: str = "") -> Reading:
    """The article's lines, those that are said again left out; none where nothing is found.

    ``claim`` is the text that the page's markup gives for the article. It decides between two
    readings, and stands for them where they found none of it or a small part.
    """
    reading = _chosen(tree, url, claim)
    return replace(reading, lines=tuple(_or_claimed(_unrepeated(reading.lines), claim)))


def _chosen(tree: HtmlElement, url: str, claim: str) -> Reading:
    careful = _reading(tree, url, favor_precision=True)
    # the quick reading cannot find more than the page has outside of its links
    if not claim and opinions.is_most(careful.lines, structure.unlinked_length(tree)):
        return careful
    quick = _reading(tree, url, fast=True)
    lines = opinions.choose(careful.lines, quick.lines, claim)
    return careful if lines is careful.lines else quick


def _reading(tree: HtmlElement, url: str, **options: Any) -> Reading:
    document: Any = bare_extraction(
        tree, url=url, with_metadata=False, include_comments=False, **options
    )
    if document is None or document.body is None:
        return Reading()
    lines = (_unframed(" ".join(line.split())) for line in (document.text or "").split("\n"))
    headings = (words("".join(node.itertext())) for node in document.body.iter("head"))
    return Reading(tuple(line for line in lines if line), frozenset(headings))


def _unframed(line: str) -> str:
    """The text of a table row whose only cell frames it (a picture's caption), else the line."""
    cells = [cell for part in line.split("|") if (cell := part.strip())]
    return cells[0] if line[:1] == "|" == line[-1:] and len(cells) == 1 else line


def _or_claimed(lines: list[str], claim: str) -> list[str]:
    """The lines, or what the markup claims where these are none or a small part of it."""
    claimed = opinions.claimed_lines(claim) if len(claim) >= opinions.MIN_CLAIM else []
    return claimed if opinions.says_more(claimed, lines) else lines


def _unrepeated(lines: Iterable[str]) -> list[str]:
    """The lines without long ones that came before: introductions and pull quotes.

    A question may be asked of several people.
    """
    seen: set[tuple[str, ...]] = set()
    kept = []
    for line in lines:
        key = words(line)
        if len(key) >= MIN_REPEATED and key in seen and not line.endswith("?"):
            continue
        seen.add(key)
        kept.append(line)
    return kept
