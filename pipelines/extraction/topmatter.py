"""Headline, by-line and date where an extractor left them in front of the first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.lines import words
from pipelines.markup.stamps import DATE_LIKE
from pipelines.newsroom.bylines import person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.markup.markup import Markup

HEAD_LINES = 6
HEAD_LETTERS = 140
MAX_HEAD_LINE = 60
MAX_DATE_WORDS = 5
MAX_WORDS_BEHIND = 3

_SITE_BEHIND = re.compile(r"\s+[|–—−·•»/-]+\s")
_NO_LETTERS = re.compile(r"[\d\W]+")


def without_head(lines: list[str], markup: Markup) -> list[str]:
    """Drop headline, by-line and date where they stand in front of the first paragraph."""
    authors = {words(author) for author in markup.authors}
    end = next((at for at, line in enumerate(lines) if len(line) > HEAD_LETTERS), len(lines))
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
    if not found or len(line) > MAX_HEAD_LINE or line.endswith((".", "!", "?", ":")):
        return False
    before, after = (
        _NO_LETTERS.sub(" ", part).split() for part in (line[: found.start()], line[found.end() :])
    )
    return len(before) + len(after) <= MAX_DATE_WORDS and len(after) <= MAX_WORDS_BEHIND
