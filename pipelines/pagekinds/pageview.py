"""What is to be seen on a page, each thing looked up once and only when it is asked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from pipelines.lines import one_line, words
from pipelines.markup import declared
from pipelines.markup.elementnames import names_of
from pipelines.pagekinds import listpages
from pipelines.pagekinds.pagewords import plain
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.markup.markup import Markup

MAX_NAMES: Final = 3
MAX_PIECES: Final = 400
MAX_PIECE: Final = 400
MIN_PROSE: Final = 6
MIN_OPENING: Final = 20
_UNREAD: Final = frozenset({"script", "style", "template", "noscript", "option", "iframe"})
_ENDS: Final = re.compile(r"[.!?…][»”\"')]*$")
_SITE: Final = re.compile(r"\s+[|–—‹›«»·•/-]+\s+|\s*[|‹›]\s*")
_CLAUSE: Final = re.compile(rf"{_SITE.pattern}|:\s+|[.!?]\s+(?=[^\W\d_])")
_ARTICLE_TYPE: Final = re.compile(r"article|posting|report", re.IGNORECASE)


class Saying(NamedTuple):
    """A sentence in the spelling of the forms, its letters, and whether it ends as one."""

    form: str
    letters: int
    words: int
    is_prose: bool


class View:
    """A parsed page with its extracted text ("" if there was none) and its HTTP status."""

    def __init__(self, tree: HtmlElement, markup: Markup, text: str, status: int) -> None:
        self.tree = tree
        self.markup = markup
        self.text = text
        self.status = status

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Titles and headlines, best first."""
        shown = [one_line(node.text_content()) for node in self.tree.iter("title", "h1")]
        names = [*self.markup.titles[:MAX_NAMES], *shown[:MAX_NAMES]]
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Of each name its parts between such marks as part the site's name from a title."""
        return tuple(_parts(_SITE, name) for name in self.names)

    @cached_property
    def clauses(self) -> tuple[tuple[str, ...], ...]:
        """Of each name its smallest parts, cut at colons and full stops as well."""
        return tuple(_parts(_CLAUSE, name) for name in self.names)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """The sentences of the extracted text."""
        return tuple(
            _saying(self.text[start:end])
            for start, end in sentences(self.text)
            if not self.text[start:end].isspace()
        )

    @cached_property
    def prose_length(self) -> int:
        """The letters of the text's sentences that stand in no teaser."""
        known = [plain(one) for one in self.teasers]
        prose = (one for one in self.sayings if one.is_prose or one.words > MIN_OPENING)
        return sum(one.letters for one in prose if not any(one.form in block for block in known))

    @cached_property
    def page_sayings(self) -> tuple[Saying, ...]:
        """The first pieces of all that the page shows, as they stand between its tags."""
        found: list[Saying] = []
        for piece in _pieces(self.tree):
            found.append(_saying(piece))
            if len(found) >= MAX_PIECES:
                break
        return tuple(found)

    @cached_property
    def element_names(self) -> frozenset[str]:
        """Classes and ids of all elements, in small letters."""
        return frozenset(name for node in self.tree.iter() for name in names_of(node))

    @cached_property
    def body_names(self) -> frozenset[str]:
        """Classes and ids of the html and body elements, in small letters."""
        return declared.page_names(self.tree)

    @cached_property
    def types(self) -> frozenset[str]:
        """Types that the page declares for itself, in small letters."""
        return declared.page_types(self.tree, self.markup.page_type)

    @cached_property
    def teasers(self) -> tuple[str, ...]:
        """The texts of the blocks that are teasers side by side."""
        return listpages.teaser_blocks(self.tree)

    @cached_property
    def linked_share(self) -> float:
        """How much of a text of eight lines or more stands in lines that are links, 0 to 1."""
        return listpages.linked_share(self.tree, self.text)

    @cached_property
    def opens_with_prose(self) -> bool:
        """Whether a paragraph opens the text that belongs to no teaser: an article with a list."""
        first = self.text.split("\n", 1)[0]
        if len(words(first)) < MIN_OPENING or not _ENDS.search(first):
            return False
        return listpages.teaser_share(self.teasers, first) == 0

    @cached_property
    def path(self) -> str:
        """Path and query of the canonical address, in small letters; "" where there is none."""
        if not self.markup.canonical_url:
            return ""
        parts = urlsplit(self.markup.canonical_url.lower())
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def claims_article(self) -> bool:
        """Whether the page calls itself an article or states when it came out.

        "article" alone is what plugins write on section pages, too; dates in a list of
        articles are those of the articles.
        """
        kind = self.markup.page_type
        if _ARTICLE_TYPE.search(kind) and kind.lower() != "article":
            return True
        if any(origin == "json-ld" for origin, _ in self.markup.dates):
            return True
        is_dated = any(origin == "meta" for origin, _ in self.markup.dates)
        return is_dated and len(self.tree.xpath("//*[@itemprop='datePublished']")) < MAX_NAMES


def _parts(marks: re.Pattern[str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(plain, marks.split(name))))


def _saying(piece: str) -> Saying:
    piece = piece.strip()
    count = len(words(piece))
    return Saying(plain(piece), len(piece), count, bool(_ENDS.search(piece)) and count >= MIN_PROSE)


def _pieces(tree: HtmlElement) -> Iterator[str]:
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag not in _UNREAD and node.text:
            yield from _lines(node.text)
        if node.tail:
            yield from _lines(node.tail)


def _lines(text: str) -> Iterator[str]:
    line = " ".join(text[: 4 * MAX_PIECE].split())
    for start, end in sentences(line):
        yield line[start:end][:MAX_PIECE]
