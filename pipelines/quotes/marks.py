"""What stands in quotation marks: paired, nested, over several paragraphs, unclosed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = re.compile(r"[«»“”„‟‹›\"‘]|\n\s*")
_SINGLE_END: Final = re.compile(r"[^\n‘]{2,2000}?[.,!?…]’(?!\w)")
_OPENERS: Final = frozenset('«„‹“"”')
_CLOSERS: Final = {
    "«": frozenset("»"),
    "„": frozenset('“”"'),
    "‹": frozenset("›"),
    "“": frozenset('”“"'),
    '"': frozenset('"”'),
    "”": frozenset("”"),
}
_MAX_OPEN_LINES: Final = 6
_ENDS: Final = ("", ":", ".", "!", "?", "…")
_NOTHING: Final = (0, 0)
_BEFORE_OPENING: Final = frozenset(' \n\t([{«„“"–—-/:…')


class Marked(NamedTuple):
    """A stretch in quotation marks: with the marks (start, end) and without (inner).

    ``open_left`` and ``open_right`` tell that a quotation of several paragraphs goes on there.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    open_left: bool = False
    open_right: bool = False


def marked(text: str) -> list[Marked]:
    """The outermost stretches in quotation marks, in order, none longer than its paragraph.

    A quotation that goes over several paragraphs gives one stretch a paragraph. A closing mark
    that stands for two (a name at the end) closes both.
    """
    return list(_Reader(text).read())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[tuple[str, int]] = []
        self.closer = -1  # the last closing mark of this paragraph
        self.line = 0  # where this paragraph starts
        self.pairs: list[Marked] = []  # of this paragraph, which an open one may hold
        self.open_since: list[tuple[int, int]] = []  # paragraphs that nobody has closed

    def read(self) -> Iterator[Marked]:
        behind = 0
        for mark in _MARK.finditer(self.text):
            if mark.start() < behind:
                continue
            if mark[0] == "‘":
                single = None if self.stack else _SINGLE_END.match(self.text, mark.end())
                if single and not self._is_inside_word(mark.start()):
                    behind = single.end()
                    self.pairs.append(Marked(mark.start(), behind, mark.end(), behind - 1))
            elif mark[0][0] == "\n":
                if self.stack or self.open_since or self.pairs:
                    yield from self._end_line(mark.start())
                self.closer, self.line = -1, mark.end()
            else:
                self._take(mark[0], mark.start())
        yield from self._end_line(len(self.text))
        yield from self.pairs

    def _is_inside_word(self, at: int) -> bool:
        return at > 0 and self.text[at - 1] not in _BEFORE_OPENING

    def _take(self, mark: str, at: int) -> None:
        if self.stack and mark in _CLOSERS[self.stack[-1][0]] and not self._opens(mark, at):
            _, start = self.stack.pop()
            self.closer = at
            if not self.stack:
                self.pairs.append(Marked(start, at + 1, start + 1, at))
        elif mark in _OPENERS and self._opens(mark, at):
            self.stack.append((mark, at))
        elif not self.stack and self.open_since:
            self._close_open(at)

    def _opens(self, mark: str, at: int) -> bool:
        """Whether a mark that may open or close opens here, told by its neighbours."""
        if mark in "«„‹":
            return True
        before = self.text[at - 1] if at else " "
        after = self.text[at + 1 : at + 2] or " "
        return before in _BEFORE_OPENING and not after.isspace() and after not in ",.;:"

    def _close_open(self, at: int) -> None:
        """A closing mark whose opening one stands in a paragraph before."""
        self.pairs = [
            Marked(start, end, start, end, open_left=True, open_right=True)
            for start, end in self.open_since[1:]
        ]
        self.open_since = []
        self.pairs.append(Marked(self.line, at + 1, self.line, at, open_left=True))

    def _end_line(self, end: int) -> Iterator[Marked]:
        if self.stack:
            self.open_since = []
        elif self.open_since and self.line < end:
            self.open_since.append((self.line, end))
            if len(self.open_since) > _MAX_OPEN_LINES:
                self.open_since = []
        if not self.open_since:
            yield from self.pairs
            self.pairs = []
        if self.stack:
            yield from self._unclosed(self.stack[0][1], end)
        self.stack, self.closer = [], -1

    def _unclosed(self, start: int, end: int) -> Iterator[Marked]:
        """What an opening mark begins that no mark of its paragraph closes."""
        if start < self.closer:
            yield Marked(start, self.closer + 1, start + 1, self.closer + 1)
        elif self.text[self.line : start].rstrip(" –—-")[-1:] in _ENDS:
            self.open_since = [_NOTHING]
            yield Marked(start, end, start + 1, end, open_right=True)
