"""What hangs together by links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def components(links: Mapping[int, Iterable[int]]) -> list[set[int]]:
    """The articles that hang together by links."""
    parts: list[set[int]] = []
    left = set(links)
    while left:
        part: set[int] = set()
        ahead = [left.pop()]
        while ahead:
            one = ahead.pop()
            if one not in part:
                part.add(one)
                ahead += links[one]
        left -= part
        parts.append(part)
    return parts
