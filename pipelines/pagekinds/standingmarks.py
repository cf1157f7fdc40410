"""Where a page says what its article is: section, breadcrumb, label, by-line, address, names."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.lines import one_line, words
from pipelines.markup import declared
from pipelines.markup.elementnames import names_of
from pipelines.markup.headline import headline_node
from pipelines.markup.sites import host_of, parts_of
from pipelines.pagekinds.pagewords import plain
from pipelines.pagekinds.standingwords import standing_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.markup import Markup

MAX_LABEL: Final = 60
MAX_BYLINE: Final = 140
MAX_HEAD: Final = 300
MAX_CRUMBS: Final = 5
MAX_BYLINES: Final = 10
MAX_BANNERS: Final = 120
MIN_BANNER: Final = 14
MAX_BELOW: Final = 2
# more are a menu
MAX_BESIDE: Final = 6
_NAMED: Final = "descendant-or-self::*[@class or @id]"
_AUTHORS: Final = "descendant::*[@itemprop='author' or @rel='author']"
_PAID: Final = "//a[contains(@rel, 'sponsored') or contains(@href, 'erid=')]"
_PART: Final = re.compile(r"\s*:\s+|\s+[|–—-]\s+|\s*[|]\s*|\.\s+|\s*[()\[\]]\s*")
_BLOCKS: Final = frozenset({"p", "li", "td", "div", "blockquote"})


class Marks:
    """The marks of one page, each looked up when it is asked for."""

    def __init__(self, tree: HtmlElement, markup: Markup, title: str, url: str = "") -> None:
        self.tree = tree
        self.markup = markup
        self.title = title
        self.address = markup.canonical_url or url

    @cached_property
    def named(self) -> Mapping[str, Sequence[HtmlElement]]:
        """All elements that have classes or ids, under each of these."""
        found: dict[str, list[HtmlElement]] = {}
        for node in self.tree.xpath(_NAMED):
            for name in names_of(node):
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The section that the page names for itself, and its breadcrumbs."""
        trails = [node for name, nodes in self.named.items() if "crumb" in name for node in nodes]
        crumbs = [piece for node in trails[:1] for piece in _pieces(node)]
        return tuple(filter(None, map(plain, (self.markup.section, *crumbs[-MAX_CRUMBS:]))))

    @cached_property
    def title_ends(self) -> tuple[str, ...]:
        """The first and the last part of the title where it has several."""
        parts = [part for part in map(plain, _PART.split(self.title)) if part]
        return (parts[0], parts[-1]) if len(parts) > 1 else ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Short lines beside the headline; many of them are a menu, and none counts."""
        headline = self._headline
        if headline is None:
            return ()
        most = MAX_HEAD + len(headline.text_content())
        head = frame = headline
        while frame is not None and len(frame.text_content()) <= most:
            head, frame = frame, frame.getparent()
        known = words(headline.text_content())
        beside = [line for line in _pieces(head) if words(line) != known]
        beside = beside if len(beside) <= MAX_BESIDE else []
        beside += [line for node in _neighbours(headline) for line in _pieces(node)[:1]]
        return tuple(dict.fromkeys(filter(None, map(plain, beside))))

    @cached_property
    def _headline(self) -> HtmlElement | None:
        first = next(self.tree.iter("h1"), None)
        return first if first is not None else headline_node(self.tree)

    @cached_property
    def bylines(self) -> tuple[str, ...]:
        """The names that the page gives as the author, persons or not."""
        metas = [node.get("content") or "" for node in self.tree.xpath("//meta[@name='author']")]
        nodes = [node for name in standing_words().bylines for node in self.named.get(name, ())]
        nodes = [*self.tree.xpath(_AUTHORS), *nodes][:MAX_BYLINES]
        shown = [one_line(node.text_content()) for node in nodes]
        return tuple(plain(name) for name in (*metas, *shown) if len(name) <= MAX_BYLINE)

    @cached_property
    def banners(self) -> tuple[str, ...]:
        """The first short pieces of text of the page, where sites say whose they are."""
        lines = (one_line(piece) for piece in islice(self.tree.itertext(), MAX_BANNERS))
        return tuple(plain(line) for line in lines if MIN_BANNER < len(line) <= MAX_BYLINE)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Classes and ids of the headline's ancestors."""
        node = self._headline
        frames = node.iterancestors() if node is not None else ()
        return frozenset(name for frame in frames for name in names_of(frame)) | (
            declared.page_names(self.tree)
        )

    @cached_property
    def types(self) -> frozenset[str]:
        """Types that the page declares for itself, in small letters."""
        return declared.page_types(self.tree, self.markup.page_type)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The parts of the address without the last one, in small letters."""
        address = parts_of(self.address.lower())
        folders = address.path.strip("/").split("/")[:-1] if address else ()
        return tuple(folder.replace("_", "-") for folder in folders)

    def is_of_host(self, hosts: Collection[str]) -> bool:
        """Whether the page's own address is at one of the hosts or below it."""
        return bool(hosts) and _is_at(self.address, hosts)

    def count_named(self, names: frozenset[str]) -> int:
        """How many elements bear one of the names."""
        return sum(len(self.named.get(name, ())) for name in names)


def _neighbours(headline: HtmlElement) -> list[HtmlElement]:
    """The small elements next to the headline that are no links: one above, two below."""
    beside = [headline.getprevious(), *islice(headline.itersiblings(), MAX_BELOW)]
    return [
        node
        for node in beside
        if node is not None and node.tag != "a" and 0 < len(node.text_content()) <= MAX_LABEL
    ]


def _pieces(node: HtmlElement) -> list[str]:
    lines = (one_line(piece) for piece in node.itertext())
    return [line for line in lines if line and len(line) <= MAX_LABEL]


def _is_at(url: str, hosts: Collection[str]) -> bool:
    host = _bare_host(url)
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _bare_host(url: str) -> str:
    return host_of(url).removeprefix("www.")


def paid_links(tree: HtmlElement, paragraphs: Sequence[str]) -> bool:
    """Whether links within the text are marked as paid for and lead to one advertiser alone.

    Links of several advertisers, and those to shops, pay the writer for a sale.
    """
    links = [(node.get("href") or "", node) for node in tree.xpath(_PAID)]
    if not links:
        return False
    known = {words(paragraph) for paragraph in paragraphs}
    hosts = {_bare_host(url) for url, node in links if _block_words(node) in known}
    shops = standing_words().shops
    return len(hosts) == 1 and not any(_is_at(url, shops) for url, _ in links)


def _block_words(node: HtmlElement) -> tuple[str, ...]:
    block = next((one for one in node.iterancestors() if one.tag in _BLOCKS), None)
    return words(block.text_content()) if block is not None else ()
