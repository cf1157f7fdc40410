"""Bytes of a hub → text → tree, whatever they are. Pure; never raises, resolves no entity.

The steps that a hub's packing, junk, entities and cut ends make necessary live here, so that
feeds, sitemaps and listings read only sound trees.
"""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Literal

from lxml import etree

from crawler.hubs.floods import bounded_page
from crawler.hubs.hubcodecs import INFLATE_CAP, decode, inflate

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "INFLATE_CAP", "Shape", "decode", "inflate", "language_code", "markup_start", "parse_html",
    "parse_page", "parse_xml", "plain", "shape_of", "text_of",
]  # fmt: skip

_HEAD = 8192

Shape = Literal["feed", "sitemap", "robots", "page", "json", "other xml", "text", "empty"]

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# a text has none of these, or a few by mistake; of other bytes they are a tenth
_NO_TEXT = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
_HIDDEN = dict.fromkeys(
    [*range(32), *range(127, 160), 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x206A), *range(0xD800, 0xE000)], " "
)  # fmt: skip
_REFERENCE = re.compile(
    r"&(?!#(?:38|60|62|34|160);)"
    r"(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?"
)
_FREQUENT = {"&amp;": "&#38;", "&lt;": "&#60;", "&gt;": "&#62;", "&quot;": "&#34;",
             "&nbsp;": "&#160;"}  # fmt: skip
_NAMED = {**name2codepoint, "apos": 39}
_LAST_CODE = 0x10FFFF
# XML 1.0, production 2
_XML_CHAR = re.compile(r"[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010fffe]")
_BLANK = "\ufeff \t\r\n\x00"
_MAX_PROLOGUE = 100  # comments, instructions and document types before the first element
_FIRST = re.compile(r"<(?:[A-Za-z]|!doctype\s{1,9}html)", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype[^\[>]{0,1000}([\[>])", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s{0,99}>")
_ROOT = re.compile(r"<(?:!doctype\s+)?([A-Za-z][\w.-]{0,60}(?::[\w.-]{1,60})?)", re.IGNORECASE)
# a hub that a site's own page template has wrapped, or behind the warnings of its program
_WRAPPED = re.compile(
    r"<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex)"
    r"\s[^<>]{0,2000}?(?:xmlns|version)[^<>]{0,2000}>",
    re.IGNORECASE,
)
_WRAPPED_WITHIN = 65_536
# a hub shown as text: all of its markup is escaped
_ESCAPED = re.compile(
    r"(?:\s|<[^<>]{0,500}>){0,200}"
    r"(?=&lt;(?:\?xml|rss|feed|rdf:RDF|urlset|sitemapindex)\b)"
)
_ROBOTS = re.compile(
    r"(?:^|[\r\n])[ \t]{0,99}(?:user-?agent|disallow|site-?map)[ \t]{0,9}:", re.IGNORECASE
)
_ADDRESS_LINE = re.compile(r"(?:^|[\r\n])[ \t]{0,99}https?://", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,1000}>")
_ROOTS: dict[Shape, tuple[str, ...]] = {
    "feed": ("rss", "rdf", "feed", "channel", "item", "entry"),
    "sitemap": ("urlset", "sitemapindex", "sitemap", "url"),
    "page": (
        "html", "head", "body", "title", "meta", "base", "link", "div", "p", "a", "h1", "h2",
        "ul", "ol", "dl", "table", "script", "style", "br", "b", "span", "section", "header",
        "main", "article", "nav", "form", "img", "iframe", "center", "font", "strong", "pre",
        "noscript",
    ),
}  # fmt: skip
_SHAPES = {root: shape for shape, roots in _ROOTS.items() for root in roots}

# language marks that sites write for ISO 639 codes
_SPELLINGS = {
    "kz": "kk",
    "kaz": "kk",
    "qaz": "kk",
    "rus": "ru",
    "eng": "en",
    "uzb": "uz",
    "kir": "ky",
}


def text_of(body: bytes) -> str:
    """The text of a hub as it is to be read: unpacked, decoded, and unescaped if it all is."""
    return readable(inflate(body))


def readable(unpacked: bytes) -> str:
    """As ``text_of``, for bytes that are unpacked."""
    text = decode(unpacked)
    shown = _ESCAPED.match(text[: _HEAD * 2])
    return html.unescape(text[shown.end() :]) if shown else text


def shape_of(text: str) -> Shape:
    """What a text is by its first element; a cut or faulty text has a shape too.

    Bytes that are no text at all (a picture, say) come as "text" that holds nothing.
    """
    text = text.lstrip(_BLANK)
    if not text:
        return "empty"
    if text[0] != "<" and (plain_shape := _shape_of_lines(text[:_HEAD])):
        return plain_shape
    start = markup_start(text)
    root = _ROOT.match(text, start)
    if root is None:
        return "text"
    shape = _SHAPES.get(root[1].lower().rpartition(":")[2], "other xml")
    if shape in ("page", "other xml"):
        wrapped = _WRAPPED.search(text, start, start + _WRAPPED_WITHIN)
        return _SHAPES[wrapped[1].lower()] if wrapped else shape
    return shape


def _shape_of_lines(head: str) -> Shape | None:
    """The shape of a text that does not begin with markup; None if markup follows."""
    if len(_NO_TEXT.findall(head)) * 50 > len(head):
        return "text"
    if head[0] in "{[":
        return "json"
    markup = _FIRST.search(head)
    if _ADDRESS_LINE.match(head) or (not markup and _ADDRESS_LINE.search(head)):
        return "robots" if _ROBOTS.search(head) else "text"
    if _ROBOTS.search(head):
        return None if _WRAPPED.search(head) else "robots"
    return "robots" if head.startswith("#") and not markup else None


def markup_start(text: str) -> int:
    """Where the first element (or a page's document type) stands; the text's end if nowhere."""
    at = text.find("<")
    for _ in range(_MAX_PROLOGUE):
        if at < 0:
            break
        if _FIRST.match(text, at):
            return at
        at = text.find("<", _behind(text, at))
    return len(text)


def _behind(text: str, at: int) -> int:
    """The end of the comment, instruction or document type that starts here."""
    for start, end in (("<!--", "-->"), ("<?", ">")):
        if text.startswith(start, at):
            return max(text.find(end, at), at) + len(end)
    doctype = _DOCTYPE.match(text, at)
    if doctype and doctype[1] == "[":
        doctype = _SUBSET_END.search(text, doctype.end())
    return doctype.end() if doctype else at + 1


def parse_xml(text: str) -> etree._Element | None:
    """The tree of an XML text with faults mended as far as can be; None if nothing is left.

    What stands before the first element is left out: without its document type a text has
    no entities of its own that could grow.
    """
    sound = "".join(_mended(text[markup_start(text) :]))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(sound.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def parse_html(text: str) -> etree._Element | None:
    """The tree of a web page, or None for one without any element; see ``parse_page``."""
    return parse_page(text)[0]


def parse_page(text: str) -> tuple[etree._Element | None, bool]:
    """As ``parse_html``, and whether only a part was read (see ``floods.bounded_page``)."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=True
    )
    sound, is_cut = bounded_page(_CONTROLS.sub("", text))
    # unlike the XML parser, this one gives None for an empty text and does not raise
    return etree.fromstring(sound.encode("utf-8", "replace"), parser), is_cut


def _mended(text: str) -> Iterator[str]:
    """The text with sound references outside CDATA sections; one pass."""
    text, at = _CONTROLS.sub("", text), 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        yield _with_sound_references(text[at:start])
        end = text.find("]]>", start)
        if end < 0:
            yield text[start:] + "]]>"
            return
        yield text[start : end + 3]
        at = end + 3
    yield _with_sound_references(text[at:])


def _with_sound_references(text: str) -> str:
    for written, numbered in _FREQUENT.items():
        text = text.replace(written, numbered)
    return _REFERENCE.sub(_sound_reference, text)


def _sound_reference(match: re.Match[str]) -> str:
    name = match[1]
    # after its first error libxml2 loses named references, and keeps numbered ones
    if name is None:
        return "&#38;"
    if name[0] != "#":
        code = _NAMED.get(name)
        return f"&#{code};" if code else f"&#38;{name};"
    code = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
    return f"&#{code};" if _XML_CHAR.fullmatch(chr(min(code, _LAST_CODE))) else ""


def plain(raw: str, cap: int = 500) -> str:
    """A title as plain text: no tags, entities, control or direction marks; one line, ≤ cap."""
    text = html.unescape(_TAG.sub(" ", html.unescape(raw[: cap * 8])))
    return " ".join(text.translate(_HIDDEN).split())[:cap].strip()


def language_code(raw: str | None) -> str | None:
    """The ISO 639 code in a language mark such as "ru-RU" or the frequent "kz"; None if none."""
    found = re.match(r"[a-z]{2,3}(?![a-z])", (raw or "").strip().lower())
    return _SPELLINGS.get(found[0], found[0]) if found else None
