"""Blocks of a page that are links and hardly anything else: menus, lists of headlines, cards."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipelines.screening.introductions import Introductions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MIN_LINKED: Final = 0.7
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_MIN_PARAGRAPH: Final = 60
_MIN_CARDS: Final = 3
_HEADINGS: Final = "h2, h3, h4, h5, h6"
_DEPTH: Final = 12  # boxes around a link that are looked at
_LEVELS: Final = 3  # boxes around a block in which its neighbours are looked for
_PAGE: Final = frozenset({"body", "html"})
_FRAMES: Final = _PAGE | {"main", "article"}
_RUNNING: Final = frozenset({"p", "blockquote"})
_BLOCKS: Final = frozenset(
    {"li", "ul", "ol", "dl", "div", "section", "p", "td", "tr", "tbody", "table", "header"}
    | {"h2", "h3", "h4", "h5", "h6", "figure", "form", "menu"}
)


@dataclass(slots=True)
class _Box:
    """A link, or an element around links; ``height`` counts the boxes down to its farthest."""

    node: LexborNode
    parent: _Box | None = None
    inner: int = 0  # boxes right in it that are still to be read
    height: int = 0
    is_candidate: bool = False
    is_linked: bool = False
    is_left_out: bool = False


def drop_link_blocks(
    tree: LexborHTMLParser, met: Callable[[Sequence[str]], Collection[int]]
) -> None:
    """Take the blocks of links out of the tree that hold a link which is met.

    ``met`` gives the numbers of those among the links' texts. What is named as an introduction
    stays, and so does what holds one or lies in one.
    """
    links = tree.css("a")
    found = met([link.text(separator=" ") for link in links])
    boxes = _from_within(_boxes(links[number] for number in sorted(found)))
    for box in boxes:
        _weigh(box)
    for node in _left_out(boxes):
        node.decompose()


def _left_out(boxes: list[_Box]) -> list[LexborNode]:
    """The outermost blocks of links; ``boxes`` stand behind all that they hold."""
    looks, found = _Looks(), []
    for box in reversed(boxes):
        around = box.parent
        is_within = around is not None and around.is_left_out
        is_block = box.is_linked and (around is None or not around.is_linked)
        box.is_left_out = is_within or (is_block and looks.stands_apart(box.node))
        if box.is_left_out and not is_within:
            found.append(box.node)
    return found


def _boxes(links: Iterable[LexborNode]) -> list[_Box]:
    """The links and all elements around them up to the page's frame, each once."""
    boxes: dict[int, _Box] = {}
    for link in links:
        box = boxes.setdefault(link.mem_id, _Box(link))
        box.is_linked = True
        while True:
            parent = box.node.parent
            if parent is None or parent.tag in _FRAMES:
                break
            is_known = parent.mem_id in boxes
            box.parent = boxes.setdefault(parent.mem_id, _Box(parent))
            box.parent.inner += 1
            if is_known:
                break
            box = box.parent
    return list(boxes.values())


def _from_within(boxes: list[_Box]) -> list[_Box]:
    """The boxes in an order in which each stands behind all that it holds."""
    ready = [box for box in boxes if not box.inner]
    for box in ready:
        around = box.parent
        if around is not None:
            around.inner -= 1
            around.height = max(around.height, box.height + 1)
            if not around.inner:
                ready.append(around)
    return ready


def _weigh(box: _Box) -> None:
    """Tell whether a box is links, and its parent that it may be; boxes within are told."""
    if box.is_candidate and not box.is_linked and box.height <= _DEPTH:
        box.is_linked = _is_linked(box.node)
    if box.is_linked and box.parent is not None:
        box.parent.is_candidate = True


def _is_linked(node: LexborNode) -> bool:
    """Whether most of a box is links; hours and dates beside them are no text."""
    links = [link.text() for link in node.css("a")]
    text = node.text()
    if sum(map(len, links)) >= _MIN_LINKED * len(text):
        return True
    return sum(map(_letters, links)) >= _MIN_LINKED * _letters(text)


def _letters(text: str) -> int:
    return len(_NO_LETTERS.sub("", text))


_Kind = tuple[str | None, str | None]


@dataclass(slots=True)
class _Looks:
    """What was told of the boxes around blocks, each looked at once."""

    introductions: Introductions = field(default_factory=Introductions)
    running: dict[int, bool] = field(default_factory=dict)
    rows: dict[int, dict[_Kind, bool]] = field(default_factory=dict)

    def stands_apart(self, node: LexborNode) -> bool:
        """Whether a block is no part of a running text, and no introduction."""
        if node.tag not in _BLOCKS or self._has_running_text(node) or self._is_beside_text(node):
            return False
        if _holds_paragraph(node) and not self._shows_cards(node):
            return False
        return not (self.introductions.around(node) or self.introductions.within(node))

    def _is_beside_text(self, node: LexborNode) -> bool:
        """Whether running text stands in the box of a block, or in one of the boxes around."""
        box = node.parent
        for _ in range(_LEVELS):
            if box is None or self._has_running_text(box):
                return box is not None
            box = None if box.tag in _PAGE else box.parent
        return False

    def _has_running_text(self, box: LexborNode) -> bool:
        """Whether a paragraph or loose text of a sentence's length stands right in a box."""
        told = self.running.get(box.mem_id)
        if told is None:
            told = self.running[box.mem_id] = any(
                len(child.text(deep=True).strip()) >= _MIN_PARAGRAPH
                for child in box.iter(include_text=True)
                if child.is_text_node or child.tag in _RUNNING
            )
        return told

    def _shows_cards(self, node: LexborNode) -> bool:
        """Whether a block is one of a row of cards, or such a row."""
        beside = self._kinds(node.parent).get(_kind(node)) if node.parent is not None else None
        return bool(beside) or _is_row(list(node.iter()))

    def _kinds(self, box: LexborNode) -> dict[_Kind, bool]:
        """Of each kind of element right in a box, whether they are a row of cards."""
        if box.mem_id not in self.rows:
            alike: dict[_Kind, list[LexborNode]] = defaultdict(list)
            for one in box.iter():
                alike[_kind(one)].append(one)
            self.rows[box.mem_id] = {kind: _is_row(row) for kind, row in alike.items()}
        return self.rows[box.mem_id]


def _kind(node: LexborNode) -> _Kind:
    return node.tag, node.attributes.get("class")


def _is_row(row: list[LexborNode]) -> bool:
    return len(row) >= _MIN_CARDS and all(one.css_first(_HEADINGS) is not None for one in row)


def _holds_paragraph(node: LexborNode) -> bool:
    return any(len(one.text().strip()) >= _MIN_PARAGRAPH for one in node.css("p"))
