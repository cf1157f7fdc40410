"""Headline, by-line and date where an extractor left them in front of the first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extraction.blockkinds import is_bold
from pipelines.lines import words
from pipelines.markup.headline import LEAD_NAMES
from pipelines.markup.stamps import DATE_LIKE
from pipelines.newsroom.bylines import person

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from pipelines.extraction.blockkinds import Block
    from pipelines.markup.markup import Markup

HEAD_LINES = 6
HEAD_LETTERS = 140
MAX_HEAD_LINE = 60
MAX_DATE_WORDS = 5
MAX_WORDS_BEHIND = 3
MIN_INTRO = 40
MAX_INTRO = 400
MIN_LINES = 4
LEVELS = 2
MIN_TITLE = 2
START = 12

_SITE_BEHIND = re.compile(r"\s+[|–—−·•»/-]+\s")
_YEAR = re.compile(r"(?<=\d)\s*(?:г|ж)\.$")
_NO_LETTERS = re.compile(r"[\d\W]+")


def without_head(
    lines: list[str], markup: Markup, labels: Collection[tuple[str, ...]] = ()
) -> list[str]:
    """Drop headline, by-line and date where they stand in front of the first paragraph.

    ``labels`` are the words of further lines there that are no text.
    """
    authors = {words(author) for author in markup.authors}
    end = _first_long(lines)
    lines = [line for line in lines[:end] if words(line) not in labels] + lines[end:]
    end = _first_long(lines)
    end = min(end, HEAD_LINES)
    head = [
        line
        for line in lines[:end]
        if not (
            _is_headline(line, markup.titles) or _is_byline(line, authors) or _is_date_line(line)
        )
    ]
    rest = lines[end:]
    return head + (rest[1:] if rest and _is_headline(rest[0], markup.titles) else rest)


def _first_long(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if len(line) > HEAD_LETTERS), len(lines))


def _is_headline(line: str, titles: Sequence[str]) -> bool:
    """Whether a line is a title, or one without the site's name behind it."""
    return any(
        words(line) == words(title)
        or (title.startswith(line) and _SITE_BEHIND.match(title[len(line) :]))
        for title in titles
    )


def _is_byline(line: str, authors: set[tuple[str, ...]]) -> bool:
    return words(line) in authors or (len(line) <= MAX_HEAD_LINE and words(person(line)) in authors)


def _is_date_line(line: str) -> bool:
    """Whether a short line is a date with at most five words around it (clock, section, name)."""
    found = DATE_LIKE.search(line)
    line = _YEAR.sub("", line)
    if not found or len(line) > MAX_HEAD_LINE or line.endswith((".", "!", "?", ":")):
        return False
    before, after = (
        _NO_LETTERS.sub(" ", part).split() for part in (line[: found.start()], line[found.end() :])
    )
    return len(before) + len(after) <= MAX_DATE_WORDS and len(after) <= MAX_WORDS_BEHIND


def full_headline(blocks: Sequence[Block], lines: Sequence[str], title: str) -> str:
    """The bold line in front of the text that says the page's title and goes on, or ""."""
    start = words(title)
    if len(start) < MIN_TITLE:
        return ""
    for line in lines[: min(_first_long(lines), HEAD_LINES)]:
        said = words(line)
        if said[: len(start)] != start or len(said) == len(start) or line.endswith((".", "…")):
            continue
        if any(block.key == said and is_bold(block.node) for block in blocks):
            return line
    return ""


def stands_apart(
    blocks: Sequence[Block], lines: Sequence[str], headline: HtmlElement | None
) -> bool:
    """Whether the first line is an introduction in the headline's box, and the text elsewhere.

    The box that holds the second line and the last then does not hold the first, and something
    else, such as a by-line, stands between them.
    """
    if len(lines) < MIN_LINES or not MIN_INTRO <= len(lines[0]) <= MAX_INTRO or headline is None:
        return False
    # the first sentence may begin as the headline does
    others = [(at, block) for at, block in enumerate(blocks) if block.node is not headline]
    places = {block.key[:START]: at for at, block in reversed(others)}
    first, second, last = (places.get(words(lines[at])[:START]) for at in (0, 1, -1))
    if first is None or second is None or last is None or second <= first + 1:
        return False
    around = set(blocks[last].node.iterancestors())
    text = next((node for node in blocks[second].node.iterancestors() if node in around), None)
    box = list(blocks[first].node.iterancestors())
    if text is None or text in box:
        return False
    named = (blocks[first].node, *box[:LEVELS])
    return headline.getparent() is box[0] or any(map(_is_introduction, named))


def _is_introduction(node: HtmlElement) -> bool:
    names = " ".join(value for key, value in node.items() if key == "class" or key[:5] == "data-")
    return LEAD_NAMES.search(names) is not None
