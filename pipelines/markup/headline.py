"""Candidates for an article's title, best first, without the site's name behind them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.lines import one_line, resembles, words
from pipelines.markup import sitename
from pipelines.markup.sitename import TITLE_MARK
from pipelines.markup.sites import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

MAX_TITLE = 400
MAX_SITE_WORDS = 6

# the name may stand behind a colon that no blank is in front of
_SITE_SEPARATOR = re.compile(rf"{TITLE_MARK.pattern}|:\s+")
_DATE_BEHIND = re.compile(r",?\s+\d{1,2}\.\d{1,2}\.\d{4}$")
_MIN_PART_WORDS = 3
_MAX_TITLE_PIECES = 8
_MAX_NAMED = 9
_MIN_SHARED = 4
_MIN_HEADLINE = 4
_MAX_GENERAL = 4
_GENERAL_PARTS = re.compile(rf"{TITLE_MARK.pattern}|\.\s+")
_HOME_PATHS = frozenset({"", "/"})
_OTHER_HEADLINES = ("h2", "h3", "h4", "div", "p", "td", "b", "strong", "font", "span")
_HEADLINE_NAMES = frozenset(
    {"headline", "article-title", "article__title", "news-title", "post-title", "entry-title"}
)
# «news-details__title», "article-detail-headline"
_DETAIL_TITLE = re.compile(
    r"(?:^|\s)(?:news|article|post|entry|publication|material)[_-]*(?:details?|full|single|view|page|inner)"
    r"[\w-]*[_-](?:title|headline|heading)(?:\s|$)"
)
LEAD_NAMES = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|lid|summary|intro|anons|announce|annotation|"
    r"descr?(?:iption)?|short(?:text|-text|_text)?|preview-?text|sub-?title|standfirst|excerpt|vorspann|deck)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_HEADLINES = frozenset({"a", "nav", "aside", "footer"})


def without_site(title: str, names: Iterable[str]) -> str:
    """The title without the site's name in front of or behind a separator.

    ``names`` are what the site calls itself, and its host. A part is the site when it is
    such a name or holds it whole within at most six words; what stands behind it goes too.
    The last part also goes where it sounds like the host or describes a site of news.
    """
    known = sitename.known_names(names)
    marks = list(_SITE_SEPARATOR.finditer(title))
    end = _site_start(title, marks, known)
    start = 0
    for mark in (one for one in marks if not one.group().startswith(":")):
        part = words(title[start : mark.start()])
        if mark.end() >= end or not sitename.names_site(part, known):
            break
        start = mark.end()
    kept = title[start:end].strip()
    return (_DATE_BEHIND.sub("", kept) if end < len(title) else kept) or title


def _site_start(title: str, marks: Sequence[re.Match[str]], known: sitename.SiteNames) -> int:
    """Where the site's name begins behind the headline; the title's length where it does not."""
    starts = [0, *(mark.end() for mark in marks)]
    parts = [
        words(title[start:end])
        for start, end in zip(starts, [*(mark.start() for mark in marks), len(title)], strict=True)
    ]
    at = _first_site_part(title, marks, parts, known)
    while 1 < at < len(parts) and sitename.describes_site(parts[at - 1], known, is_marked=False):
        at -= 1
    return marks[at - 1].start() if at < len(parts) else len(title)


def _first_site_part(
    title: str,
    marks: Sequence[re.Match[str]],
    parts: Sequence[tuple[str, ...]],
    known: sitename.SiteNames,
) -> int:
    """The index of the part from which on all is the site; the number of parts if none is."""
    for at, mark in enumerate(marks, start=1):
        is_end = len(words(title[mark.end() :])) <= MAX_SITE_WORDS
        if is_end and sitename.names_site(parts[at], known):
            return at
    last = len(parts) - 1
    sign = marks[-1].group().strip() if marks else ":"
    if sign == ":" or sum(map(len, parts[:last])) < _MIN_PART_WORDS:
        return len(parts)
    is_site = sitename.describes_site(parts[last], known, is_marked=sign in "|•»·")
    return last if is_site else len(parts)


def title_candidates(
    tree: HtmlElement, claims: Sequence[str], site_names: Sequence[str]
) -> tuple[str, ...]:
    """All titles the page offers, best first.

    ``claims`` are the machine-readable headlines in order of trust. The h1 that resembles a
    claim is best, for it is what the reader sees; claims come next, an unsupported h1 last.
    """
    page_title = one_line(next((node.text_content() for node in tree.iter("title")), ""))
    h1s = [node for node in tree.iter("h1") if one_line(node.text_content())]
    names = [node for node in h1s if _links_home(node)] if page_title else []
    site_names = [*site_names, *(one_line(node.text_content()) for node in names)]
    offered = [one_line(claim) for claim in (*claims, page_title)]
    offered = [without_site(claim, site_names)[:MAX_TITLE] for claim in offered if claim]
    headings = [one_line(node.text_content()) for node in h1s if node not in names]
    seen = [line for line in headings if len(line) <= MAX_TITLE]
    backed = [line for line in seen if any(resembles(line, claim) for claim in offered)]
    if backed and _is_rubric(backed[0], offered[: len([claim for claim in claims if claim])]):
        backed = []
    if not backed and not any(claims) and len(seen) == 1 and _says_more(seen[0], page_title):
        backed = seen  # "Press release" over every page: the only h1 says more
    node = headline_node(tree)
    line = one_line(node.text_content()) if node is not None else ""
    if len(line) > max(map(len, backed), default=0) and line not in seen:
        backed = [line]  # the h1 is shorter: the name of the site, which the title holds too
    return tuple(dict.fromkeys([*backed[:2], *offered, *seen]))


def _links_home(heading: HtmlElement) -> bool:
    """Whether a heading is all one link to the site's first page: the site's name."""
    line = one_line(heading.text_content())
    return any(
        one_line(link.text_content()) == line and _is_home(link.get("href") or "#")
        for link in heading.iter("a")
    )


def _is_home(href: str) -> bool:
    parts = parts_of(href.strip())
    return parts is not None and parts.path in _HOME_PATHS and not href.startswith("#")


def _says_more(heading: str, page_title: str) -> bool:
    """Whether a heading is longer than a page's title, or shares no word with one of the site's."""
    if len(heading) > len(page_title):
        return True
    long = {word for word in words(heading) if len(word) >= _MIN_SHARED}
    shared = long.intersection(words(page_title))
    return len(words(heading)) >= _MIN_HEADLINE and not shared and _is_general(page_title)


def _is_general(page_title: str) -> bool:
    """Whether each part of a page's title is short: a rubric, a name, what the site says it is."""
    parts = _GENERAL_PARTS.split(page_title)
    return all(len(words(part)) <= _MAX_GENERAL for part in parts)


def _is_rubric(heading: str, claims: Sequence[str]) -> bool:
    """Whether a heading of one or two words is not what longer machine-readable headlines say."""
    if len(words(heading)) >= _MIN_PART_WORDS:
        return False
    return bool(claims) and not any(
        resembles(heading, claim) or len(words(claim)) < _MIN_PART_WORDS for claim in claims
    )


def headline_node(tree: HtmlElement) -> HtmlElement | None:
    """The element that shows the headline, None where there is none.

    An h1 or a smaller heading that says what the page's title says is best, then the first
    h1, then any other element that says it: templates set headlines in h3, div and font.
    """
    said = _title_parts(tree)
    h1s = [node for node in tree.iter("h1") if node.text_content().strip()]
    if said or len(h1s) > 1:
        h1s = [node for node in h1s if not _links_home(node)]
    headings = [*h1s, *tree.iter(*_OTHER_HEADLINES[:3])]
    agreeing = next((node for node in headings if _says(node, said)), None)
    if agreeing is not None or h1s:
        return agreeing if agreeing is not None else h1s[0]
    # before what says the title, which may be the name of the office whose page it is
    named = _named_headline(tree, _OTHER_HEADLINES[:3])
    if named is not None:
        return named
    others = (node for node in tree.iter(*_OTHER_HEADLINES[3:]) if _says(node, said))
    # the site's name over the page is a part of its title, too, and shorter
    saying = max(others, key=lambda node: len(words(node.text_content())), default=None)
    return saying if saying is not None else _named_headline(tree, _OTHER_HEADLINES)


def _named_headline(tree: HtmlElement, tags: Sequence[str]) -> HtmlElement | None:
    """The one element whose class is a common name of headlines; of several, none."""
    named = [node for node in tree.iter(*tags) if _is_named_headline(node.get("class") or "")]
    long = [
        node for node in named[:_MAX_NAMED] if len(words(node.text_content())) >= _MIN_PART_WORDS
    ]
    return long[0] if len(long) == 1 else None


@lru_cache(maxsize=4096)
def _is_named_headline(value: str) -> bool:
    """Whether a class is a common name of headlines, or one of a heading in a news' details."""
    value = value.lower()
    return not _HEADLINE_NAMES.isdisjoint(value.split()) or bool(_DETAIL_TITLE.search(value))


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
    parts = {words(part) for part in (title, *TITLE_MARK.split(title))}
    # a headline may hold a dash of its own: all before or behind one mark counts as well
    for mark in TITLE_MARK.finditer(title):
        parts |= {words(title[: mark.start()]), words(title[mark.end() :])}
    first = words(TITLE_MARK.split(title)[0])
    short = {first} if len(first) == _MIN_PART_WORDS - 1 and first != words(title) else set()
    return frozenset(part for part in parts if len(part) >= _MIN_PART_WORDS) | short


def _says(node: HtmlElement, said: frozenset[tuple[str, ...]]) -> bool:
    pieces = list(islice(node.itertext(), _MAX_TITLE_PIECES + 1))
    if len(pieces) > _MAX_TITLE_PIECES or sum(map(len, pieces)) > 2 * MAX_TITLE:
        return False
    if words(" ".join(pieces)) not in said:
        return False
    return not any(parent.tag in _NOT_HEADLINES for parent in node.iterancestors())
