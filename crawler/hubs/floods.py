"""Markup made to exhaust a parser, cut down before it is parsed. Pure; linear time.

A parser's time grows with the square of the attributes of one tag, and its memory by some
hundred bytes with each tag and attribute, so that a few megabytes can cost minutes. What is cut
here lies far beyond any page or hub that is meant to be read.
"""

from __future__ import annotations

import re

MAX_TAGS = 100_000  # of a page; the largest front pages have a tenth
MAX_ATTRIBUTES = 64  # of one tag; templates write up to about forty
MAX_SEPARATORS = 1_000_000  # within all tags; bounds the attributes of a page
MAX_VALUES = 500_000
_WITHIN = " \t\r\n/="
# as the HTML standard cuts tags (13.2.5.32 to 13.2.5.40), which libxml2 does since 2.14
_ATTRIBUTE = (
    r"[ \t\r\n/]*+[^ \t\r\n/>][^ \t\r\n/>=]*+"
    r"""(?:[ \t\r\n]*+=[ \t\r\n]*+(?:"[^"]*+"?|'[^']*+'?|[^ \t\r\n>]*+))?+"""
)
_TAG = re.compile(
    rf"<[A-Za-z][^ \t\r\n/>]*+(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES - 1}}}+({_ATTRIBUTE})?+"
)
_VALUE = re.compile(r"[\[{,]")


def bounded_page(text: str) -> tuple[str, bool]:
    """A page as far as it can be parsed in bounded time and memory, and whether that is not all.

    A tag ends behind its 64th attribute: the others become text.
    """
    pieces: list[str] = []
    at = spent = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        if number >= MAX_TAGS or spent > MAX_SEPARATORS:
            return "".join((*pieces, text[at : tag.start()])), True
        spent += sum(map(tag[0].count, _WITHIN))
        if tag[1] is not None:
            pieces += (text[at : tag.end()], ">")
            at = tag.end()
    return ("".join((*pieces, text[at:])) if pieces else text), False


def bounded_json(text: str) -> str:
    """A JSON text up to its 500,000th value: small values take many times their own bytes."""
    if len(text) <= MAX_VALUES:
        return text
    for number, value in enumerate(_VALUE.finditer(text)):
        if number >= MAX_VALUES:
            return text[: value.start()]
    return text


def thinned(markup: str, most: int) -> str:
    """The markup with at most ``most`` tags, half of them from its beginning, half from its end."""
    half = most // 2
    *head, rest = markup.split("<", half + 1)
    tail = rest.rsplit("<", half)
    if len(head) <= half or len(tail) <= half:
        return markup
    return "<".join((*head, *tail[1:]))
