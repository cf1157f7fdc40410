"""The date lines of a page that belong to its headline, as a reader would find them.

A page shows many dates: today's in its head beside the weather and the currency, those of
events in the text, of other articles, of comments. The article's stands beside the headline.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.dating.datewords import names_of
from pipelines.dating.linedates import (
    LineDates,
    is_bare,
    is_label_of_change,
    is_like_todays,
    names_today,
    read_line,
)
from pipelines.markup.datenodes import (
    ELSEWHERE,
    end_of_head,
    is_dated_link,
    is_named_change,
    is_small,
    is_title,
    label_of,
    line_behind,
    moment_of,
    pieces_of,
    shows_today,
)
from pipelines.markup.daterows import only_date, single_dates, without_rows
from pipelines.markup.elementnames import words_of_element
from pipelines.markup.headline import headline_node
from pipelines.markup.sitehead import below_menus, opening
from pipelines.markup.threads import comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.markup.daterows import Dated
    from pipelines.markup.landmarks import Landmarks

_MAX_LINES: Final = 4
_NEAR: Final = 12  # elements behind the headline, before which nothing else is looked at
_REACH: Final = 400  # elements behind it in which the article ends
_BEFORE: Final = 40
_CLIMB: Final = 3
_DEEPEST: Final = 100  # ancestors that are looked at
_TITLE_WORDS: Final = 4
_OF_THE_SITE: Final = frozenset({"header", "footer"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


class VisibleDates(NamedTuple):
    """Lines that date the article and lines that date its last change, best first."""

    published: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class _Around(NamedTuple):
    """Elements beside the headline: its own head, those in front, those behind the text."""

    head: list[HtmlElement]
    front: list[HtmlElement]
    tail: list[HtmlElement]


class Surroundings:
    """A page seen from its headline, None where it has none; ``marks`` are its landmarks."""

    def __init__(self, tree: HtmlElement, marks: Landmarks | None = None) -> None:
        self.tree = tree
        self._marks = marks
        found = comments(tree.iter("*")) if marks is None else marks.get("comment", ())
        self._comments = frozenset(found)
        self.headline = headline_node(tree)
        top = self.headline
        self._shared = frozenset() if top is None else frozenset({top, *top.iterancestors()})
        self._around = _Around([], [], []) if top is None else self._divide(top)
        self._head = frozenset(self._around.head)

    @cached_property
    def times(self) -> list[HtmlElement]:
        """Elements at the headline that hold a moment, or the only ``time`` of the page."""
        head, front, _ = self._around
        near = [node for node in (*head, *front) if moment_of(node) and self.is_own(node)]
        shown = [(node, LineDates(" ".join(pieces_of(node)))) for node in near]
        times = [n for n, line in shown if n in self._head or not self._is_today(n, line)]
        every = [] if near else [node for node in self.tree.iter("time") if self.is_own(node)]
        return every if len(every) == 1 else times

    @property
    def properties(self) -> list[HtmlElement]:
        """The elements of microdata."""
        if self._marks is not None:
            return self._marks.get("property", [])
        return list(self.tree.xpath(".//*[@itemprop]"))

    @property
    def head(self) -> list[HtmlElement]:
        """The elements between the headline and the text, and the first ones of the text."""
        return self._around.head

    @property
    def front(self) -> list[HtmlElement]:
        """The elements in front of the headline, down from the last menu."""
        return self._around.front

    @cached_property
    def lines(self) -> VisibleDates:
        """The date lines at the headline; without one, the only date line of the page."""
        if self.headline is None:
            only = only_date(self.tree, self.is_elsewhere)
            return VisibleDates((only,) if only else ())
        beside = line_behind(self.headline)
        head = [(self.headline, beside)] if beside else []
        head += without_rows(list(self._taken(self._around.head)))
        touching = self._touching()
        front = [
            (node, line)
            for node, line in self._taken(self._around.front)
            if node in touching or not self._is_today(node, line)
        ]
        best = [pair for pair in front if pair[0] in touching]
        near = {self.headline, *self._around.head[:_NEAR]}
        ordered = [pair for pair in head if pair[0] in near]
        ordered += best + [pair for pair in head if pair[0] not in near] + front
        if not any(line.published for _, line in ordered):
            ordered += self._behind_text()
        return _collected(line for _, line in ordered)

    def _behind_text(self) -> list[Dated]:
        """Bare dates behind the text of a kind that occurs once: cards and comments have rows."""
        lines = single_dates(self._around.tail)
        return [pair for pair in lines if self.is_own(pair[0])]

    def is_elsewhere(self, node: HtmlElement) -> bool:
        """Whether an element stands in a block that does not hold the article.

        What holds the headline as well proves nothing, whatever its name.
        """
        for one in (node, *islice(node.iterancestors(), _DEEPEST)):
            if one in self._shared:
                return False
            if one in self._comments:
                return True
            if one.tag in ELSEWHERE and not is_dated_link(one):
                return True
            if one.tag in _OF_THE_SITE and not self._is_of_the_article(one):
                return True
            if words_of_element(one) & names_of("elsewhere"):
                return True
        return False

    def _is_of_the_article(self, part: HtmlElement) -> bool:
        """Whether a header or footer is not the site's, which stand before and behind all else."""
        whole = ("article",) if part.tag == "footer" else ("article", "main")
        shared = any(one in self._shared for one in part.iterancestors(*whole))
        return shared or part in self._head

    def _divide(self, headline: HtmlElement) -> _Around:
        inside = {*headline.iter("*")}
        following = _elements(headline.xpath("following::*[position() <= $n]", n=_REACH))
        behind = [node for node in following if node not in inside]
        end = end_of_head(behind)
        before = _elements(headline.xpath("preceding::*[position() <= $n]", n=_BEFORE))
        return _Around(behind[:end], below_menus(list(before), self._shared), behind[end:])

    @cached_property
    def _opening(self) -> HtmlElement | None:
        return opening(self.tree, self.headline) if self.headline is not None else None

    def _is_today(self, node: HtmlElement, line: LineDates) -> bool:
        """Whether a date in front of the headline is that of the day of reading."""
        in_row = node.tag in _HEADINGS or self._is_beside_headline(node)
        if is_like_todays(line.published) and not in_row:
            return True
        if names_today(line.published) or self._opening in node.iter("*"):
            return True
        blocks = (node, *islice(node.iterancestors(), 1))
        return any(shows_today(block) for block in blocks if block not in self._shared)

    def _is_beside_headline(self, node: HtmlElement) -> bool:
        return self.headline is not None and node.getparent() is self.headline.getparent()

    def _touching(self) -> set[HtmlElement]:
        node = self.headline.getprevious() if self.headline is not None else None
        return set() if node is None else {node, *islice(node.iterdescendants(), _NEAR)}

    def _taken(self, nodes: Iterable[HtmlElement]) -> Iterator[Dated]:
        """Elements that are date lines, the outermost of those that show the same."""
        inside: set[HtmlElement] = set()
        for node in nodes:
            if node not in inside:
                line = self._line(node)
                if line:
                    inside = set(node.iterdescendants())
                    yield node, line
            line = line_behind(node)
            if line and self.is_own(node):
                yield node, line

    def _line(self, node: HtmlElement) -> LineDates | None:
        pieces = pieces_of(node)
        line = read_line(pieces) if pieces else None
        if line is None or not self.is_own(node):
            return None
        if line.published and (is_named_change(node) or is_label_of_change(label_of(node))):
            return LineDates(changed=line.published)
        in_heading = node.tag in _HEADINGS or any(
            p.tag in _HEADINGS for p in islice(node.iterancestors(), _CLIMB)
        )
        return None if in_heading and not is_bare(line.published) else line

    def is_own(self, node: HtmlElement) -> bool:
        """Whether an element is neither elsewhere nor part of the card of another article."""
        return not self.is_elsewhere(node) and not self._is_card(node)

    def _is_card(self, node: HtmlElement) -> bool:
        """Whether a small block around the element holds a link with another article's title.

        Beside the headline links are rubrics and names, so there it must be a longer one.
        """
        in_head = node in self._head
        climb, length = (_CLIMB - 1, _TITLE_WORDS + 1) if in_head else (_CLIMB, _TITLE_WORDS)
        for block in islice((node, *node.iterancestors()), climb):
            if block in self._shared or not is_small(block):
                return False
            if any(is_title(link, length) for link in block.iter("a")):
                return True
        return False


def _collected(lines: Iterable[LineDates]) -> VisibleDates:
    every = list(lines)
    published = dict.fromkeys(line.published for line in every if line.published)
    changed = dict.fromkeys(line.changed for line in every if line.changed)
    return VisibleDates(tuple(published)[:_MAX_LINES], tuple(changed)[:_MAX_LINES])


def _elements(nodes: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    return (node for node in nodes if isinstance(node.tag, str))
