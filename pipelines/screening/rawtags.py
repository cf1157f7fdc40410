"""What a page's tags are before a parser mends them.

Parsers mend crossed, missing and empty tags each in its own way: where a page has some, what one
puts into a menu stands in the article for another. Such tags are told here, so that nothing is
left out for them.
"""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.screening.expressions import CASELESS, DOTALL, matches, patterns

if TYPE_CHECKING:
    import hyperscan

_FURNITURE: Final = (b"nav", b"aside", b"footer")
_TAG: Final = re.compile(rb"<(/?)([a-z][^\s/<>]*)([^<>]*)>")
_UNREAD: Final = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL)
_UNREAD_STARTS: Final = (b"<!--", b"<script", b"<style")
_SELF_CLOSED, _IN_COMMENT, _TEMPLATE, _TEMPLATE_END = range(4)
_EXPRESSIONS: Final = {
    # one that is empty by its slash holds all that follows where the slash is not read
    _SELF_CLOSED: rb"""<(?:script|style)(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?/>""",
    # in a script, the next end of one is none to some
    _IN_COMMENT: rb"<!--(?:[^-]|-[^-]|--[^>])*<script[\s/>]",
    _TEMPLATE: rb"<template[\s/>]",
    _TEMPLATE_END: rb"</template[\s/>]",
}
_SLASH: Final = ord("/")
_ENDED: Final = re.compile(rb"\s*</(?:script|style)", re.IGNORECASE)
_VOID: Final = frozenset(
    (b"area base br col embed hr img input link meta param source track wbr").split()
)
# their ends may be left out
_LOOSE: Final = frozenset(b"p li dt dd option optgroup tr td th tbody thead tfoot".split())
# a paragraph ends where they begin
_BLOCKS: Final = frozenset(
    b"div ul ol dl table form section article h1 h2 h3 h4 h5 h6 p hr pre blockquote".split()
)
_MAX_DEPTH: Final = 512
_MANY: Final = 8000  # tags; with fewer, no depth costs much


def odd_furniture(data: bytes) -> frozenset[str]:
    """Which of nav, aside and footer parsers may end in different places."""
    odd: set[bytes] = set()
    opened: list[bytes] = []
    begin, within = 0, set[bytes]()
    for number, end in sorted(set(matches(_furniture(), data)), key=itemgetter(1)):
        name, start = _FURNITURE[number], data.rindex(b"<", 0, end)
        within.add(name)
        if data[start + 1] != _SLASH:
            begin = begin if opened else start
            opened.append(name)
        elif not opened or opened.pop() != name:
            odd |= within
        if not opened:
            if not odd >= within and not _is_whole(data[begin:start].lower() + b"</" + name + b">"):
                odd |= within
            within = set()
    return frozenset(name.decode() for name in odd | within)


@cache
def _furniture() -> hyperscan.Database:
    return patterns({at: b"</?%b[\\s/>]" % name for at, name in enumerate(_FURNITURE)}, CASELESS)


def is_deep(data: bytes) -> bool:
    """Whether elements are nested so deep that a parser needs long for them."""
    if data.count(b"<") < _MANY:
        return False
    depth = 0
    for slash, name, rest in _TAG.findall(data.lower()):
        if name not in _VOID | _LOOSE and not rest.endswith(b"/"):
            depth = max(depth - 1, 0) if slash else depth + 1
        if depth > _MAX_DEPTH:
            return True
    return False


class Swallowing(NamedTuple):
    """What may hold the rest of a page for one parser and not for another."""

    by_script: bool
    by_template: bool
    has_template: bool


def swallowing(data: bytes) -> Swallowing:
    """Empty scripts and styles, scripts in comments that a script holds, and open templates."""
    by_script, depth, is_nested = False, 0, False
    found = sorted(set(matches(_search(), data)), key=itemgetter(1))
    for kind, end in found:
        if kind == _SELF_CLOSED:
            by_script = by_script or _ENDED.match(data, end) is None
        elif kind == _IN_COMMENT:
            by_script = by_script or _is_in_script(data, end)
        else:
            depth += 1 if kind == _TEMPLATE else -1
            is_nested = is_nested or depth not in {0, 1}
    has_template = any(kind == _TEMPLATE for kind, _ in found)
    return Swallowing(by_script, is_nested or depth != 0, has_template)


@cache
def _search() -> hyperscan.Database:
    return patterns(_EXPRESSIONS, CASELESS | DOTALL)


def _is_in_script(data: bytes, end: int) -> bool:
    """Whether the comment that the tag before ``end`` stands in has begun in a script."""
    lowered = data[:end].lower()
    comment = lowered.rfind(b"<!--")
    return lowered.rfind(b"<script", 0, comment) > lowered.rfind(b"</script", 0, comment)


def _is_whole(part: bytes) -> bool:
    """Whether each element that begins in a part of a page in small letters also ends in it."""
    opened: list[bytes] = []
    if any(begun in part for begun in _UNREAD_STARTS):
        part = _UNREAD.sub(b"", part)
    for slash, name, rest in _TAG.findall(part):
        if name in _VOID:
            continue
        if slash:
            while opened and opened[-1] in _LOOSE and opened[-1] != name:
                opened.pop()
            if not opened or opened.pop() != name:
                return False
        elif not rest.endswith(b"/"):
            if name in _BLOCKS and opened[-1:] == [b"p"]:
                opened.pop()
            opened.append(name)
        elif b"svg" not in opened[-_MAX_DEPTH:]:
            return False
    return not opened
