"""The text of a hub cut into its entries by their tags alone. Pure; never raises; one pass.

Each entry is parsed apart from the others: what is broken in one cannot cost another, and
what is not wanted is not parsed at all.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from crawler.hubs import hubbytes
from crawler.hubs.floods import thinned
from crawler.urls import safe_join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# a sitemap holds 50,000 addresses at most, with a tag before and one behind
MAX_TAGS = 200_000
_MAX_MARKS = 1_000_000  # tags, comments and sections
_MAX_HEAD = 65_536
_MAX_TEXT = 8000  # letters of one text; titles and addresses are far shorter
_MAX_ENTRY = 200_000
# the tags of all entries together; an entry that has more than its share is thinned
_MAX_PARTS = 600_000
_FEWEST_PARTS = 120
_MAX_NAMESPACES = 200
_ROOT_PREFIX = re.compile(r"<([\w.-]{1,40}):")
_OWNER = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\b([^<>]{0,20000})>",
    re.IGNORECASE,
)
_OWNER_END = re.compile(
    r"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\s{0,99}>", re.IGNORECASE
)
_NAMESPACE = re.compile(r"""(xmlns(?::[\w.-]{1,40})?)\s{0,9}=\s{0,9}("[^"<]*"|'[^'<]*')""")
_BASE = re.compile(r"""xml:base\s{0,9}=\s{0,9}(?:"([^"<]*)"|'([^'<]*)')""")
_LANGUAGE = re.compile(r"""xml:lang\s{0,9}=\s{0,9}["']([\w-]{1,40})""")


class Fragment(NamedTuple):
    """One entry: its name in lower case without prefix, and where it stands in the text."""

    name: str
    text: str
    start: int
    end: int

    @property
    def markup(self) -> str:
        """The markup of the entry, cut out anew each time: the whole hub is not held twice."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a hub in order, and what they inherit.

    ``head`` is what stands before the first (≤ 64 Ki letters); ``base`` is absolute;
    ``language`` is the xml:lang as written, or ""; ``cut`` says that the text ends in the last,
    ``beyond`` in words which limit left out the rest, or "".
    """

    fragments: list[Fragment]
    head: str
    base: str
    language: str
    opening: str
    cut: bool
    beyond: str

    def tree(self, fragment: Fragment) -> _Element:
        """The element of one entry, with the namespaces and the base address of the hub.

        An empty one if the markup is too damaged to hold it.
        """
        share = max(_FEWEST_PARTS, _MAX_PARTS // len(self.fragments))
        markup = _capped(thinned(fragment.markup, share))
        root = hubbytes.parse_xml(f"{self.opening}{markup}</hub>")
        elements = root.iter("*") if root is not None else ()
        fitting = (one for one in elements if local_name(one) == fragment.name)
        return next(fitting, etree.Element(fragment.name))


class _Tag(NamedTuple):
    start: int
    end: int
    closing: bool
    prefix: str
    name: str


def split_entries(text: str, base_url: str, names: tuple[str, ...]) -> Entries:
    """Cut at the tags of these names (lower case), whatever their case and prefix.

    Tags in comments and CDATA sections do not count, and of several prefixes only one does:
    that of the root, else none, else the most frequent.
    """
    tags, beyond = _tags(text, names)
    prefix = _entry_prefix(text, tags)
    tags = [tag for tag in tags if tag.prefix == prefix]
    fragments = list(_fragments(text, tags))
    if beyond and fragments and not tags[-1].closing:
        fragments.pop()
    cut = _is_cut(text, tags) and not beyond
    if cut:
        name, _, start, end = fragments[-1]
        fragments[-1] = Fragment(name, text, start, text.rfind(">", start, end) + 1)
    head = text[: min(tags[0].start if tags else len(text), _MAX_HEAD)]
    attributes = " ".join(owner[1] for owner in _OWNER.finditer(head))
    base = _base(attributes, base_url)
    language = _LANGUAGE.findall(attributes)
    return Entries(
        fragments=fragments,
        head=head,
        base=base,
        language=language[-1] if language else "",
        opening=f'<hub {_namespaces(attributes)} xml:base="{html.escape(base)}">',
        cut=cut,
        beyond=beyond,
    )


def _is_cut(text: str, tags: list[_Tag]) -> bool:
    return bool(tags) and not tags[-1].closing and not _OWNER_END.search(text, tags[-1].end)


@lru_cache(maxsize=4)
def _scanner(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what matters to the cut, and of one entry's end and the next one's start."""
    name = rf"(?:[\w.-]{{1,40}}:)?(?:{'|'.join(names)})"
    mark = rf"<(?:(!\[CDATA\[|!--)|(/?)(?:([\w.-]{{1,40}}):)?({'|'.join(names)})(?=[\s/>]))"
    return re.compile(mark, re.IGNORECASE), re.compile(
        rf"</{name}\s{{0,99}}>\s{{0,999}}<{name}[\s/>]", re.IGNORECASE
    )


def _tags(text: str, names: tuple[str, ...]) -> tuple[list[_Tag], str]:
    """The tags of these names, and which limit left out further ones ("" for none)."""
    mark, border = _scanner(names)
    ends = {"![CDATA[": _Finder(text, "]]>"), "!--": _Finder(text, "-->")}
    tags: list[_Tag] = []
    at = 0
    for _ in range(_MAX_MARKS):
        found = mark.search(text, at)
        if found is None:
            return tags, ""
        at = found.end()
        hidden, slash, prefix, name = found.groups()
        if hidden:
            at = _behind_hidden(text, at, ends[hidden.upper()].after(at), border, hidden)
        elif len(tags) < MAX_TAGS:
            tags.append(_Tag(found.start(), at, bool(slash), prefix or "", name.lower()))
        else:
            return tags, f"beyond the limit of {MAX_TAGS} tags"
    return tags, f"beyond the limit of {_MAX_MARKS} tags, comments and sections"


def _behind_hidden(text: str, at: int, end: int, border: re.Pattern[str], mark: str) -> int:
    """Where to look on behind the start of a comment or section; ``end`` is -1 for none."""
    if mark == "!--":
        return end if end >= 0 else at
    # a section that holds the border of two entries was never closed
    stop = len(text) if end < 0 else end
    crossed = border.search(text, at, stop)
    return crossed.start() if crossed else stop


class _Finder:
    """The next place of a mark, looked for once only; asked in rising order."""

    __slots__ = ("_at", "_mark", "_text")

    def __init__(self, text: str, mark: str) -> None:
        self._text, self._mark, self._at = text, mark, 0

    def after(self, start: int) -> int:
        """The first place at or behind ``start``, -1 if there is none."""
        if 0 <= self._at < start:
            self._at = self._text.find(self._mark, start)
        return self._at


def _entry_prefix(text: str, tags: list[_Tag]) -> str:
    counts = Counter(tag.prefix for tag in tags if not tag.closing)
    root = _ROOT_PREFIX.match(text, hubbytes.markup_start(text))
    for prefix in (root[1] if root else "", ""):
        if counts[prefix]:
            return prefix
    return counts.most_common(1)[0][0] if counts.total() else ""


def _fragments(text: str, tags: list[_Tag]) -> Iterator[Fragment]:
    opened: _Tag | None = None
    for tag in tags:
        if opened:
            end = text.find(">", tag.end) + 1 if tag.closing else tag.start
            yield Fragment(opened.name, text, opened.start, end or len(text))
        opened = None if tag.closing else tag
    if opened:
        yield Fragment(opened.name, text, opened.start, len(text))


def _base(attributes: str, base_url: str) -> str:
    for double, single in _BASE.findall(attributes):
        base_url = safe_join(base_url, html.unescape(double or single)) or base_url
    return base_url


def _namespaces(attributes: str) -> str:
    found = dict(_NAMESPACE.findall(attributes))
    return " ".join(f"{name}={value}" for name, value in list(found.items())[:_MAX_NAMESPACES])


def _capped(markup: str) -> str:
    """The markup without the bulk of an article's text; what names the entry is kept."""
    if len(markup) > _MAX_TEXT:
        markup = "<".join(map(_capped_text, markup.split("<")))
    if len(markup) > _MAX_ENTRY:
        markup = markup[: _MAX_ENTRY // 2] + markup[-_MAX_ENTRY // 2 :]
    return markup


def _capped_text(part: str) -> str:
    # the end of a section or of a tag may stand at the end
    return part if len(part) <= _MAX_TEXT else part[: _MAX_TEXT // 2] + part[-_MAX_TEXT // 2 :]


def local_name(element: _Element) -> str:
    """The name of an element in lower case, without namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
