"""Elements that are named as an article's introduction, which any part of a page may be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.markup.headline import LEAD_NAMES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Introductions:
    """What was told of the elements of a page, each looked at once."""

    def __init__(self) -> None:
        self._around: dict[int, LexborNode | None] = {}

    def around(self, node: LexborNode) -> LexborNode | None:
        """The outermost introduction that an element is or lies in."""
        passed: list[LexborNode] = []
        one: LexborNode | None = node
        while one is not None and one.mem_id not in self._around:
            passed.append(one)
            one = one.parent
        found = None if one is None else self._around[one.mem_id]
        for inner in reversed(passed):
            found = found or (inner if introduces(inner) else None)
            self._around[inner.mem_id] = found
        return found

    def within(self, node: LexborNode) -> bool:
        """Whether an element holds an introduction that is no part of a link."""
        return any(introduces(one) and not _is_in_link(one, node) for one in node.css("[class]"))


def introduces(node: LexborNode) -> bool:
    """Whether an element is named as an introduction."""
    return is_introducing(node.attributes.get("class") or "")


@lru_cache(maxsize=4096)
def is_introducing(names: str) -> bool:
    """Whether one of an element's names is one of introductions."""
    return LEAD_NAMES.search(names) is not None


def _is_in_link(node: LexborNode, box: LexborNode) -> bool:
    one: LexborNode | None = node
    while one is not None and one.mem_id != box.mem_id:
        if one.tag == "a":
            return True
        one = one.parent
    return False
