"""Trees made cheaper where crowds of elements or masses of text would keep a worker busy.

Extraction compares neighbours, so its cost grows with the square of their number. Pages of
honest size stay as they are. In a crowd short neighbours are joined, and where its text is
longer than a book chapter, its longest pieces stay: paragraphs, not labels.
"""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml.html import builder

from pipelines.parsing.rawmarkup import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree
    from lxml.html import HtmlElement

MAX_INLINE: Final = 400
MAX_BLOCKS: Final = 2_000
MAX_ELEMENTS: Final = 30_000
MAX_BLOCKS_OF_MANY: Final = 50
FEW_LABELS: Final = 10
GROUPS: Final = 500
MIN_GROUP: Final = 10
LABEL: Final = 25
SHORT: Final = 60
MAX_CROWD_TEXT: Final = 200_000
LONG_TEXT: Final = 2_000
MAX_TEXT: Final = 150_000
MAX_LONG_TEXTS: Final = 400_000
MAX_ATTRIBUTES: Final = 60
MAX_NAMES: Final = 1_000
MAX_VALUE: Final = 20_000

_CUT: Final = "data-text-cut"
_INLINE: Final = frozenset({"a", *INLINE})
_BLOCKS: Final = (
    *("p", "div", "li", "ul", "ol", "table", "tr", "td", "section", "article", "blockquote"),
    *("pre", "h1", "h2", "h3", "h4", "h5", "h6", "br", "img", "figure"),
)
_USED: Final = frozenset(
    (
        *("class", "id", "href", "rel", "name", "property", "content", "type", "itemprop"),
        *("itemtype", "datetime", "lang", "src", "title", "hreflang", "alt", "style", "action"),
    )
)

# an element with its text and what stands behind it
_Piece: TypeAlias = "tuple[HtmlElement, str]"


def thin(tree: HtmlElement) -> None:
    """Join crowds of elements, cut masses of text and of attributes; changes the tree."""
    _trim_attributes(tree)
    for node in tree.xpath(f"//*[*[{MAX_INLINE + 1}]]"):
        _flatten(node)
    was_cut = [_join(node, GROUPS) for node in reversed(tree.xpath(f"//*[*[{MAX_BLOCKS + 1}]]"))]
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        crowded = tree.xpath(f"//*[*[{MAX_BLOCKS_OF_MANY + 1}]]")
        was_cut += [_join(node, FEW_LABELS) for node in reversed(crowded)]
    if _cut_texts(tree) or any(was_cut):
        tree.set(_CUT, "")


def is_cut(tree: HtmlElement) -> bool:
    """Whether text of the page was left out because there was too much of it."""
    return tree.get(_CUT) is not None


def _trim_attributes(tree: HtmlElement) -> None:
    for node in tree.xpath(f"//*[count(@*) > {MAX_ATTRIBUTES}]"):
        kept = {name: value for name, value in node.attrib.items() if name in _USED}
        node.attrib.clear()
        node.attrib.update(kept)
    for name in tree.xpath(f"//@class[string-length() > {MAX_NAMES}]"):
        name.getparent().set("class", name[:MAX_NAMES])
    for value in tree.xpath(f"//@*[string-length() > {MAX_VALUE}]"):
        is_text = value.attrname in ("content", "title", "alt")
        value.getparent().set(value.attrname, value[:MAX_VALUE] if is_text else "")


def _flatten(node: HtmlElement) -> None:
    """Turn a crowd of inline elements into text, and a crowd of links into few long ones."""
    inline = [child for child in node if _is_inline(child)]
    if len(inline) <= MAX_INLINE:
        return
    links = [child for child in inline if child.tag == "a"]
    if 2 * sum(map(_length, links)) > _length(node):
        pieces = [(child, _own_text(child)) for child in node]
        _rebuild(node, _joined(pieces, max(len(links) // GROUPS, MIN_GROUP)))
    else:
        _rebuild(node, _flat(node))


def _is_inline(node: HtmlElement) -> bool:
    if node.tag not in _INLINE and "-" not in str(node.tag):
        return False
    return next(node.iter(*_BLOCKS), None) is None


def _flat(node: HtmlElement) -> Iterator[str | HtmlElement]:
    yield node.text or ""
    for child in node:
        yield "".join(child.itertext()) if _is_inline(child) else child
        yield child.tail or ""


def _length(node: HtmlElement) -> int:
    return sum(map(len, node.itertext()))


def _rebuild(node: HtmlElement, parts: Iterable[str | HtmlElement]) -> None:
    """Give an element these pieces of text and children in the place of its own."""
    made = list(parts)
    del node[:]
    node.text = None
    for is_text, run in groupby(made, lambda part: isinstance(part, str)):
        if is_text:
            text = "".join(str(part) for part in run)
            if len(node):
                node[-1].tail = text
            else:
                node.text = text
            continue
        for child in run:
            assert not isinstance(child, str)
            child.tail = None
            node.append(child)


def _join(node: HtmlElement, labels: int) -> bool:
    """Join the short ones of very many children; whether text was left out on the way.

    Of labels, which are no text to an extractor until they are joined, the first ``labels`` stay.
    """
    if sum(1 for _ in node.iterchildren("br")) > MAX_BLOCKS_OF_MANY:
        _part_lines(node)
    children = [(child, text) for child in node if (text := _own_text(child))]
    kept = _longest(_without_labels(children, labels))
    lines = sum(len(text) > LABEL for _, text in kept)
    _rebuild(node, (node.text or "", *_joined(kept, max(lines // GROUPS, MIN_GROUP))))
    return len(kept) < len(children)


def _without_labels(children: list[_Piece], count: int) -> list[_Piece]:
    """The children without the short ones behind the first ``count`` of these."""
    numbers = accumulate(len(text) <= LABEL for _, text in children)
    return [
        piece
        for piece, number in zip(children, numbers, strict=True)
        if len(piece[1]) > LABEL or number <= count
    ]


def _part_lines(node: HtmlElement) -> None:
    """Put what stands between line breaks into paragraphs."""
    lines: list[HtmlElement] = [builder.P()]
    for part in _flat(node):
        if not isinstance(part, str) and part.tag == "br":
            lines.append(builder.P())
        elif not isinstance(part, str):
            part.tail = None
            lines[-1].append(part)
        elif len(lines[-1]):
            lines[-1][-1].tail = (lines[-1][-1].tail or "") + part
        else:
            lines[-1].text = (lines[-1].text or "") + part
    node.tag = "div" if node.tag == "p" else node.tag
    _rebuild(node, lines)


def _own_text(node: HtmlElement) -> str:
    return f"{''.join(node.itertext())}{node.tail or ''}".strip()


def _longest(children: list[_Piece]) -> list[_Piece]:
    """The children; where they hold too much text, the article and the longest of them."""
    left = MAX_CROWD_TEXT
    if sum(len(text) for _, text in children) <= left:
        return children
    kept: set[int] = set()
    for at in sorted(range(len(children)), key=lambda at: _rank(children[at])):
        left -= len(children[at][1])
        if left <= 0 and kept:
            break
        kept.add(at)
    return [child for at, child in enumerate(children) if at in kept]


def _rank(piece: _Piece) -> tuple[bool, int]:
    child, text = piece
    return next(child.iter("article", "main", "h1"), None) is None, -len(text)


def _joined(children: list[_Piece], size: int) -> Iterator[str | HtmlElement]:
    """The children, ``size`` at a time of like neighbours that are lines made one."""
    for (_, is_line), run in groupby(children, _kind):
        pieces = list(run)
        if is_line:
            yield from (_one(pieces[at : at + size]) for at in range(0, len(pieces), size))
            continue
        for child, _ in pieces:
            yield child
            yield child.tail or ""


def _kind(piece: _Piece) -> tuple[str, bool]:
    """The tag, and whether it is a line: longer than a label, shorter than a paragraph."""
    child, text = piece
    return str(child.tag), LABEL < len(text) <= SHORT or child.tag == "a"


def _one(group: list[_Piece]) -> HtmlElement:
    """The first of the elements with the text of all."""
    text = " ".join(text for _, text in group)
    first = group[0][0]
    del first[:]
    first.text = None if first.tag == "tr" else text
    if first.tag == "tr":
        first.append(builder.TD(text))
    return first


def _cut_texts(tree: HtmlElement) -> bool:
    """Cut pieces of text that no article has in one piece; whether there were any."""
    left, was_cut = MAX_LONG_TEXTS, False
    for text in tree.xpath(f"//text()[string-length() > {LONG_TEXT}][not(parent::script)]"):
        limit = max(min(left, MAX_TEXT), LONG_TEXT)
        left -= min(len(text), limit)
        if len(text) > limit:
            _shorten(text, limit)
            was_cut = True
    return was_cut


def _shorten(text: etree._ElementUnicodeResult, limit: int) -> None:
    node, start = text.getparent(), text[:limit]
    setattr(node, "tail" if text.is_tail else "text", start.rpartition(" ")[0] or start)
