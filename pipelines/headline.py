"""Candidates for an article's title, best first, without the site's name behind them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

MAX_TITLE = 400
MIN_SITE_NAME = 3
MAX_SITE_WORDS = 6

_SEPARATOR = re.compile(r"\s+[|–—−·•»›/:-]+\s+|\s*[|•»]\s*")
_WORD = re.compile(r"\w+")
_SAME_STORY = 0.6


def one_line(text: str) -> str:
    """Character references resolved, white space collapsed to single blanks."""
    return " ".join(html.unescape(text).split())


def words(text: str) -> tuple[str, ...]:
    """The words in small letters: what is left when typography differs."""
    return tuple(_WORD.findall(text.casefold().replace("ё", "е")))


def resembles(one: str, other: str) -> bool:
    """Whether two lines share most of the shorter one's words."""
    first, second = set(words(one)), set(words(other))
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) / shorter >= _SAME_STORY


def without_site(title: str, names: Iterable[str]) -> str:
    """The title without the site's name in front of or behind a separator.

    ``names`` are what the site calls itself, and its host. A part is the site when it is
    such a name or holds it whole within at most six words; what stands behind it goes too.
    """
    known = {squeezed for name in names if len(squeezed := "".join(words(name))) >= MIN_SITE_NAME}
    marks = list(_SEPARATOR.finditer(title))
    ends = [mark.start() for mark in marks[1:]] + [len(title)]
    start, end = 0, len(title)
    for mark, next_mark in zip(marks, ends, strict=False):
        if (
            _is_site(title[mark.end() : next_mark], known)
            and len(words(title[mark.end() :])) <= MAX_SITE_WORDS
        ):
            end = mark.start()
            break
    for mark in marks:
        if mark.end() >= end or not _is_site(title[start : mark.start()], known):
            break
        start = mark.end()
    return title[start:end].strip() or title


def _is_site(part: str, known: set[str]) -> bool:
    found = words(part)
    squeezed = "".join(found)
    return bool(squeezed) and any(
        squeezed == name
        or squeezed in (f"{name}kz", f"{name}com")
        or (name in squeezed and len(found) <= MAX_SITE_WORDS)
        for name in known
    )


def title_candidates(
    tree: HtmlElement, claims: Sequence[str], site_names: Sequence[str]
) -> tuple[str, ...]:
    """All titles the page offers, best first.

    ``claims`` are the machine-readable headlines in order of trust. The h1 that resembles a
    claim is best, for it is what the reader sees; claims come next, an unsupported h1 last.
    """
    page_title = one_line(next((node.text_content() for node in tree.iter("title")), ""))
    offered = [one_line(claim) for claim in (*claims, page_title)]
    offered = [without_site(claim, site_names)[:MAX_TITLE] for claim in offered if claim]
    headings = [line for node in tree.iter("h1") if (line := one_line(node.text_content()))]
    seen = [line for line in headings if len(line) <= MAX_TITLE]
    backed = [line for line in seen if any(resembles(line, claim) for claim in offered)]
    return tuple(dict.fromkeys([*backed[:2], *offered, *seen]))
