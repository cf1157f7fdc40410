"""Comments of readers: blocks with a link to answer, whatever the site calls them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.dating.linedates import has_date
from pipelines.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lxml.html import HtmlElement

_CLICKED: Final = frozenset({"a", "button", "span", "div"})
_MAX_REPLY: Final = 40  # letters
_MAX_COMMENT: Final = 3000
_MAX_LINE: Final = 80
_MAX_CLIMB: Final = 6
_MAX_COMMENTS: Final = 200


class _Words(Record):
    replies: tuple[str, ...]


@cache
def _replies() -> tuple[str, ...]:
    return read(DATA / "comments.toml", _Words).replies


def comments(nodes: Iterable[HtmlElement]) -> frozenset[HtmlElement]:
    """The elements that are one reader's comment each: a link to answer, and a day beside it.

    What holds a headline of the first order is no comment. At most 200 are looked at.
    """
    found: set[HtmlElement] = set()
    for node in nodes:
        if node.tag in _CLICKED and _is_reply(node.text):
            comment = _around(node)
            if comment is not None:
                found.add(comment)
            if len(found) >= _MAX_COMMENTS:
                break
    return frozenset(found)


def is_within(node: HtmlElement, blocks: Collection[HtmlElement]) -> bool:
    """Whether an element is one of the blocks or stands in one."""
    return bool(blocks) and (node in blocks or any(one in blocks for one in node.iterancestors()))


def _is_reply(text: str | None) -> bool:
    if not text or len(text) > 2 * _MAX_REPLY:
        return False
    line = one_line(text).casefold()
    return len(line) <= _MAX_REPLY and line.startswith(_replies())


def _around(link: HtmlElement) -> HtmlElement | None:
    for block, _ in zip(link.iterancestors(), range(_MAX_CLIMB), strict=False):
        pieces = list(block.itertext())
        if sum(map(len, pieces)) > _MAX_COMMENT or next(block.iter("h1"), None) is not None:
            return None
        if next(block.iter("time"), None) is not None or any(map(_is_day, pieces)):
            return block
    return None


def _is_day(piece: str) -> bool:
    line = one_line(piece)
    return 0 < len(line) <= _MAX_LINE and any(map(str.isdigit, line)) and has_date(line)
