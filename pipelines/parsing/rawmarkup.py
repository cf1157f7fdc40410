"""Repairs of a page's HTML before it is parsed: what would make a parser lose the article.

A browser reads on where a parser gives up: behind ``</html>``, in frames of old sites, and
thousands of elements deep. Elements whose content is plain text swallow the rest of a page
where their end is missing. Patterns here need time that grows with the page's length alone.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 60
MAX_TAG: Final = 20_000
MAX_TAGS: Final = 60_000

_ENDS: Final = re.compile(r"</(?:body|html)\b[^<>]*>", re.IGNORECASE)
_PLAIN: Final = re.compile(r"</?plaintext\b[^<>]*>", re.IGNORECASE)
# the content of these is text up to their end, or is no part of the shown page
_SWALLOWING: Final = re.compile(
    r"<(/?)(title|textarea|xmp|iframe|noembed|noframes|noscript|svg|math|select)\b[^<>]*>?",
    re.IGNORECASE,
)
_LONG_TAG: Final = re.compile(rf"<[a-zA-Z][^<>]{{{MAX_TAG},}}>")
_TAG_NAME: Final = re.compile(r"<[^\s<>/]+")
_KEPT_ATTRIBUTE: Final = re.compile(
    r"""\s(?:class|id|href|rel|name|property|content|type)=(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}')""",
    re.IGNORECASE,
)
_MACHINERY: Final = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][\w:-]*)(?:"[^"<]*"|'[^'<]*'|[^<>"']|["'])*+>""")
INLINE: Final = (
    *("abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
    *("font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp"),
    *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
)
_INLINE: Final = re.compile(rf"</?(?:{'|'.join(INLINE)})(?:\s[^<>]*)?>", re.IGNORECASE)
# they have no end, or nest only where another element stands between; headings carry meaning
_UNCOUNTED: Final = frozenset(
    (
        *("html", "head", "body", "title", "meta", "link", "base", "br", "hr", "img", "input"),
        *("wbr", "area", "col", "embed", "source", "track", "param", "p", "li", "dt", "dd"),
        *("option", "tr", "td", "th", "tbody", "thead", "tfoot"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)


def repair(html: str) -> str:
    """The page without what would end or swallow it for a parser, but not for a reader."""
    html = _ENDS.sub("", html)
    if "plaintext" in html[:MAX_TAG] or "<plaintext" in html:
        html = _PLAIN.sub("", html)
    if max(map(len, html.split("<")), default=0) > MAX_TAG:
        html = _LONG_TAG.sub(_shortened, html)
    if html.count("<") > MAX_TAGS:
        html = _INLINE.sub("", html)
    return _without_openings(html)


def _shortened(tag: re.Match[str]) -> str:
    """A tag of unreasonable length with the attributes that say something."""
    name = _TAG_NAME.match(tag[0])
    kept = dict.fromkeys(_KEPT_ATTRIBUTE.findall(tag[0]))
    return (name[0] if name else "<div") + "".join(list(kept)[:20]) + ">"


def _without_openings(html: str) -> str:
    """Without the openings of swallowing elements that are never closed behind."""
    unclosed: dict[str, list[tuple[int, int]]] = {}
    for tag in _SWALLOWING.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            unclosed.pop(name, None)
        elif not tag[0].endswith("/>") or name in ("iframe", "textarea", "title"):
            unclosed.setdefault(name, []).append(tag.span())
    spans = sorted(span for found in unclosed.values() for span in found)
    return _without(html, spans) if spans else html


def _without(html: str, spans: list[tuple[int, int]]) -> str:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(html)]
    return "".join(html[start:end] for start, end in zip(starts, ends, strict=True))


def shallow(html: str) -> str:
    """The page without scripts, styles, comments and the tags that nest over MAX_DEPTH deep."""
    html = _MACHINERY.sub(" ", html)
    return _without(html, list(_deep_tags(html)))


def _deep_tags(html: str) -> Iterator[tuple[int, int]]:
    """Spans of tags that open or close what lies too deep, and of ends without a beginning."""
    open_names: list[str] = []
    counts: Counter[str] = Counter()
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _UNCOUNTED or tag[0].endswith("/>"):
            continue
        is_deep = len(open_names) > MAX_DEPTH
        if not tag[1]:
            open_names.append(name)
            counts[name] += 1
            is_deep = len(open_names) > MAX_DEPTH
        elif counts[name]:
            _close(open_names, counts, name)
        else:
            is_deep = True
        if is_deep:
            yield tag.span()


def _close(open_names: list[str], counts: Counter[str], name: str) -> None:
    """Take all off that an end tag closes; ``name`` is among them."""
    while True:
        last = open_names.pop()
        counts[last] -= 1
        if last == name:
            return
