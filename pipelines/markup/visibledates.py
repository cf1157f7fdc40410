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
    read_line,
)
from pipelines.markup.datenodes import (
    ELSEWHERE,
    end_of_head,
    is_dated_link,
    is_named_change,
    is_small,
    is_title,
    kind_of,
    label_of,
    line_behind,
    moment_of,
    name_parts,
    pieces_of,
    shows_today,
)
from pipelines.markup.headline import headline_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.markup.landmarks import Landmarks

_MAX_LINES: Final = 4
_NEAR: Final = 12  # elements behind the headline, before which nothing else is looked at
_REACH: Final = 400  # elements behind it in which the article ends
_BEFORE: Final = 40
_MAX_LINKS: Final = 4  # between a date and the headline below it; more is a menu
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
    """A page seen from its headline. ``headline`` is None where it is not known.

    ``marks`` are the page's landmarks, if they are at hand.
    """

    def __init__(self, tree: HtmlElement, marks: Landmarks | None = None) -> None:
        self.tree = tree
        self._marks = marks
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
            return self._only_line()
        beside = line_behind(self.headline)
        head = [(self.headline, beside)] if beside else []
        head += self._taken(self._around.head)
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
            tail = [pair for pair in self._taken(self._around.tail) if is_bare(pair[1].published)]
            ordered += _without_repeated(tail)
        return _collected(line for _, line in ordered)

    def is_elsewhere(self, node: HtmlElement) -> bool:
        """Whether an element stands in a block that does not hold the article.

        What holds the headline as well proves nothing, whatever its name.
        """
        for one in (node, *islice(node.iterancestors(), _DEEPEST)):
            if one in self._shared:
                return False
            if one.tag in ELSEWHERE and not is_dated_link(one):
                return True
            if one.tag in _OF_THE_SITE and not self._is_of_the_article(one):
                return True
            if name_parts(one) & names_of("elsewhere"):
                return True
        return False

    def _is_of_the_article(self, part: HtmlElement) -> bool:
        """Whether a header or footer is not the site's, which stand before and behind all else."""
        whole = ("article",) if part.tag == "footer" else ("article", "main")
        shared = any(one in self._shared for one in part.iterancestors(*whole))
        return shared or part in self._head

    def _divide(self, headline: HtmlElement) -> _Around:
        inside = {*headline.iter("*")}
        behind = [node for node in _elements(_following(headline)) if node not in inside]
        end = end_of_head(behind)
        before = _elements(headline.xpath("preceding::*[position() <= $n]", n=_BEFORE))
        return _Around(behind[:end], self._below_menus(list(before)), behind[end:])

    def _below_menus(self, before: list[HtmlElement]) -> list[HtmlElement]:
        """Elements in front, in the order of the page, without those above a menu."""
        links, kept = 0, []
        for node in reversed(before):
            links += node.tag == "a" and not is_dated_link(node)
            if links > _MAX_LINKS:
                break
            kept.append(node)
        kept.reverse()
        return kept

    def _is_today(self, node: HtmlElement, line: LineDates) -> bool:
        """Whether a date in front of the headline is that of the day of reading."""
        if is_like_todays(line.published) and not self._is_beside_headline(node):
            return True
        blocks = (node, *islice(node.iterancestors(), 1))
        return any(shows_today(block) for block in blocks if block not in self._shared)

    def _is_beside_headline(self, node: HtmlElement) -> bool:
        return self.headline is not None and node.getparent() is self.headline.getparent()

    def _touching(self) -> set[HtmlElement]:
        node = self.headline.getprevious() if self.headline is not None else None
        return set() if node is None else {node, *islice(node.iterdescendants(), _NEAR)}

    def _taken(self, nodes: Iterable[HtmlElement]) -> Iterator[tuple[HtmlElement, LineDates]]:
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

    def _only_line(self) -> VisibleDates:
        nodes = self.tree.iter("div", "span", "p", "td", "font", "small", "time", "b", "i")
        pieces = (pieces_of(node) for node in nodes if not self.is_elsewhere(node))
        read = (read_line(found) for found in pieces if found)
        lines = {line.published for line in read if line and line.published}
        # an element and the one around it show the same date
        shortest = min(lines, key=len, default="")
        alone = shortest and all(shortest in line for line in lines)
        return VisibleDates(published=(shortest,)) if alone else VisibleDates()


def _collected(lines: Iterable[LineDates]) -> VisibleDates:
    every = list(lines)
    published = dict.fromkeys(line.published for line in every if line.published)
    changed = dict.fromkeys(line.changed for line in every if line.changed)
    return VisibleDates(tuple(published)[:_MAX_LINES], tuple(changed)[:_MAX_LINES])


def _elements(nodes: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    return (node for node in nodes if isinstance(node.tag, str))


def _following(headline: HtmlElement) -> Iterator[HtmlElement]:
    yield from headline.xpath("following::*[position() <= $n]", n=_REACH)


def _without_repeated(
    found: list[tuple[HtmlElement, LineDates]],
) -> list[tuple[HtmlElement, LineDates]]:
    """Lines of a kind that occurs once: cards and comments come in rows."""
    kinds = [kind_of(node) for node, _ in found]
    return [pair for pair, kind in zip(found, kinds, strict=True) if kinds.count(kind) == 1]
