"""Candidates for an article's title, best first, without the site's name behind them."""

from __future__ import annotations

import html
import re
from itertools import islice
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
_MIN_PART_WORDS = 3
_MAX_TITLE_PIECES = 8
_MAX_NAMED = 9
_OTHER_HEADLINES = ("h2", "h3", "h4", "div", "p", "td", "b", "strong", "font", "span")
_HEADLINE_NAMES = frozenset(
    {"headline", "article-title", "article__title", "news-title", "post-title", "entry-title"}
)
LEAD_NAMES = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|lid|summary|intro|anons|announce|annotation|"
    r"desc(?:ription)?|short(?:text|-text|_text)?|preview-?text|subtitle|standfirst|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_HEADLINES = frozenset({"a", "nav", "aside", "footer"})


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
    if not backed and not any(claims) and len(seen) == 1 and len(seen[0]) > len(page_title):
        backed = seen  # "Press release" over every page: the only h1 says more
    node = headline_node(tree)
    line = one_line(node.text_content()) if node is not None else ""
    if len(line) > max(map(len, backed), default=0) and line not in seen:
        backed = [line]  # the h1 is shorter: the name of the site, which the title holds too
    return tuple(dict.fromkeys([*backed[:2], *offered, *seen]))


def headline_node(tree: HtmlElement) -> HtmlElement | None:
    """The element that shows the headline, None where there is none.

    An h1 or a smaller heading that says what the page's title says is best, then the first
    h1, then any other element that says it: templates set headlines in h3, div and font.
    """
    said = _title_parts(tree)
    h1s = [node for node in tree.iter("h1") if node.text_content().strip()]
    headings = [*h1s, *tree.iter(*_OTHER_HEADLINES[:3])]
    agreeing = next((node for node in headings if _says(node, said)), None)
    if agreeing is not None or h1s:
        return agreeing if agreeing is not None else h1s[0]
    others = (node for node in tree.iter(*_OTHER_HEADLINES[3:]) if _says(node, said))
    saying = next(others, None)
    return saying if saying is not None else _named_headline(tree)


def _named_headline(tree: HtmlElement) -> HtmlElement | None:
    """The one element whose class is a common name of headlines; of several, none."""
    named = [
        node
        for node in tree.iter(*_OTHER_HEADLINES)
        if _HEADLINE_NAMES & set((node.get("class") or "").lower().split())
    ]
    long = [
        node for node in named[:_MAX_NAMED] if len(words(node.text_content())) >= _MIN_PART_WORDS
    ]
    return long[0] if len(long) == 1 else None


def subtitles(tree: HtmlElement) -> tuple[str, ...]:
    """Smaller headings right behind the h1 that are named as introductions."""
    found = (node.getnext() for node in tree.iter("h1"))
    return tuple(
        one_line(node.text_content())
        for node in found
        if node is not None
        and node.tag in _OTHER_HEADLINES[:3]
        and LEAD_NAMES.search(node.get("class") or "")
    )


def _title_parts(tree: HtmlElement) -> frozenset[tuple[str, ...]]:
    """The words of the page's title and of its parts, the shortest ones left out."""
    title = one_line(next((node.text_content() for node in tree.iter("title")), ""))
    parts = {words(part) for part in (title, *_SEPARATOR.split(title))}
    # a headline may hold a dash of its own: all before or behind one mark counts as well
    for mark in _SEPARATOR.finditer(title):
        parts |= {words(title[: mark.start()]), words(title[mark.end() :])}
    return frozenset(part for part in parts if len(part) >= _MIN_PART_WORDS)


def _says(node: HtmlElement, said: frozenset[tuple[str, ...]]) -> bool:
    pieces = list(islice(node.itertext(), _MAX_TITLE_PIECES + 1))
    if len(pieces) > _MAX_TITLE_PIECES or sum(map(len, pieces)) > 2 * MAX_TITLE:
        return False
    if words(" ".join(pieces)) not in said:
        return False
    return not any(parent.tag in _NOT_HEADLINES for parent in node.iterancestors())
