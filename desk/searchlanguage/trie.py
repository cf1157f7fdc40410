"""Many words as one regular expression that reads each letter of a text once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_Node = dict[str, "_Node"]
_END = ""


def expression(words: Iterable[str]) -> str:
    """An expression that matches any of the words, the longest first; the empty set never."""
    root: _Node = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _written(root) if root else r"(?!)"


def _written(node: _Node) -> str:
    branches = [
        re.escape(letter) + _written(below) for letter, below in sorted(node.items()) if letter
    ]
    if not branches:
        return ""
    if len(branches) == 1 and _END not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if _END in node else ''}"
