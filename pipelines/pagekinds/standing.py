"""What an article is besides its text: an advertisement, a press release, an opinion.

A flag needs a mark of the page (its section, address, declared type, the label beside its
headline) or a line that stands alone. The marks are data (``data/standing.toml``); flags
that show in the shape of the text are told here and in `exchanges`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.rulebook import load_rules
from pipelines.pagekinds import exchanges
from pipelines.pagekinds.pagewords import folded, plain
from pipelines.pagekinds.standingmarks import Marks, paid_links
from pipelines.pagekinds.standingwords import standing_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.markup.markup import Markup
    from pipelines.pagekinds.standingwords import Flag

TEASER: Final = 500
PREVIEW: Final = 1000
MAX_LINE: Final = 300
HEAD_LINES: Final = 3
TAIL_LINES: Final = 4
OPENING: Final = 300
MIN_ENTRIES: Final = 3
MIN_PICTURES: Final = 8

_VIDEO: Final = (
    "//video | //iframe[contains(@src, 'youtube.com/embed') or contains(@src, 'player.vimeo')"
    " or contains(@src, 'rutube.ru')] | //meta[@property='og:type'][starts-with(@content, 'video')]"
)


def standing_flags(
    tree: HtmlElement,
    markup: Markup,
    title: str,
    paragraphs: Sequence[str],
    dropped: Sequence[str],
    *,
    url: str = "",
    group: str = "",
) -> frozenset[str]:
    """The flags of an article, in small letters.

    They are "advertorial", "press release", "official" (a state or company press service is
    the author, or ``group``, the source's group, is "government"), "live blog", "opinion",
    "interview", "gallery", "paywall", "truncated" and "video". ``paragraphs`` are those kept,
    in order; ``dropped`` the lines that were taken out of them; ``url`` is the address that
    counts where the page states none itself.
    """
    marks = Marks(tree, markup, title, url)
    lines = _Lines(paragraphs, dropped)
    flags = {flag.name for flag in standing_words().flag if _holds(flag, marks, lines)}
    flags |= set(_shapes(marks, paragraphs, dropped))
    if group == "government":
        flags.add("official")
    if paid_links(tree, paragraphs):
        flags.add("advertorial")
    return frozenset(flags)


class _Lines:
    """The short lines of an article in the spelling of the forms; footers are left out."""

    def __init__(self, paragraphs: Sequence[str], dropped: Sequence[str]) -> None:
        ends = [*paragraphs[:HEAD_LINES], *paragraphs[HEAD_LINES:][-TAIL_LINES:]]
        ends = _short([*ends, *_without_footers(dropped)])
        self.edges = [plain(line) for line in ends]
        self.names = [plain(line) for line in ends if not line.endswith((".", "!", "?"))]
        self.all = self.edges + [plain(one) for one in _short(paragraphs[HEAD_LINES:-TAIL_LINES])]
        self.openings = [folded(line[:OPENING]) for line in (*paragraphs[:2], *dropped[:2])]


def _short(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if len(line) <= MAX_LINE]


def _without_footers(dropped: Sequence[str]) -> Iterator[str]:
    """The lines taken out up to the site's own notices, which say what holds for every page."""
    for line in dropped:
        if "©" in line:
            return
        yield line


def _holds(flag: Flag, marks: Marks, lines: _Lines) -> bool:
    return (
        any(map(flag.lines.fullmatch, lines.all))
        or any(map(flag.edges.fullmatch, lines.edges))
        or any(map(flag.signatures.fullmatch, lines.names))
        or any(map(flag.openings.search, lines.openings))
        or _is_marked(flag, marks)
    )


def _is_marked(flag: Flag, marks: Marks) -> bool:
    return (
        bool(flag.classes & marks.classes or flag.types & marks.types)
        or not flag.paths.isdisjoint(marks.paths)
        or any(map(flag.labels.fullmatch, (*marks.sections, *marks.title_ends, *marks.labels)))
        or any(map(flag.titles.fullmatch, marks.title_ends))
        or any(map(flag.sections.fullmatch, marks.sections))
        or any(map(flag.bylines.fullmatch, marks.bylines))
        or any(map(flag.banners.fullmatch, marks.banners))
        or marks.is_of_host(flag.hosts)
        or (bool(flag.entries) and marks.count_named(flag.entries) >= MIN_ENTRIES)
    )


def _shapes(marks: Marks, paragraphs: Sequence[str], dropped: Sequence[str]) -> Iterator[str]:
    length = sum(map(len, paragraphs))
    if exchanges.is_live(paragraphs, dropped):
        yield "live blog"
    if exchanges.is_interview(paragraphs):
        yield "interview"
    if _is_paid(marks, length, (*paragraphs[-2:], *dropped)):
        yield "paywall"
    if _is_truncated(paragraphs, dropped):
        yield "truncated"
    if length < TEASER and marks.tree.xpath(_VIDEO):
        yield "video"
    if length < PREVIEW and _picture_count(marks) >= MIN_PICTURES:
        yield "gallery"


def _is_paid(marks: Marks, length: int, lines: Sequence[str]) -> bool:
    free = marks.markup.free
    if free is False or any(map(_is_paywall_line, lines)):
        return True
    if free or length >= PREVIEW:
        return False
    starts = standing_words().paywall.blocks
    walls = (nodes for name, nodes in marks.named.items() if name.startswith(starts))
    return any(_offers(node) for nodes in walls for node in nodes)


def _offers(node: HtmlElement) -> bool:
    """Whether a block named as a paywall offers a subscription and is not the article itself."""
    text = node.text_content()
    return len(text) <= PREVIEW and bool(standing_words().paywall.offers.search(plain(text)))


def _is_paywall_line(line: str) -> bool:
    rules = [rule for rule in load_rules().others if rule.flag == "paywall"]
    return any(
        pattern.fullmatch(line)
        for rule in rules
        for pattern in rule.patterns
        if len(line) <= rule.max_len
    )


def _is_truncated(paragraphs: Sequence[str], dropped: Sequence[str]) -> bool:
    """Whether the text ends in a call to read on, or in dots with such a call behind it."""
    last = paragraphs[-1].rstrip() if paragraphs else ""
    words = standing_words().truncated
    if words.ends.search(last.lower()):
        return True
    calls = (line for line in dropped if len(line) <= MAX_LINE)
    return last.endswith(("…", "...")) and any(words.calls.fullmatch(plain(one)) for one in calls)


def _picture_count(marks: Marks) -> int:
    """Pictures in blocks that are named as galleries."""
    named = (nodes for name, nodes in marks.named.items() if "gallery" in name.split("-"))
    return max((sum(1 for _ in node.iter("img")) for nodes in named for node in nodes), default=0)
