"""Bytes of a hub → text → tree, whatever they are. Pure; never raises, resolves no entity.

The steps that a hub's own encoding, entities and cut ends make necessary live here, so that
feeds, sitemaps and listings read only sound trees.
"""

from __future__ import annotations

import codecs
import html
import re
import zlib
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Literal

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

INFLATE_CAP = 32 * 2**20
_CHUNK = 65_536
_HEAD = 8192

Shape = Literal["feed", "sitemap", "page", "json", "other xml", "text", "empty"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# what sites of the region are really written in; anything else declared is a mistake or a trick
_BELIEVED = frozenset(
    {"cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154", "kz1048",
     "cp1252", "iso8859-1", "iso8859-9", "cp1254", "gb2312", "gbk", "gb18030"}
)  # fmt: skip
_WESTERN = frozenset({"cp1252", "iso8859-1", "iso8859-9", "cp1254"})
_CONTROLS = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)
_HIDDEN = dict.fromkeys(
    [*range(32), *range(127, 160), 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x206A), *range(0xD800, 0xE000)], " "
)  # fmt: skip
_REFERENCE = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_NAMED = {**name2codepoint, "apos": 39}
_LAST_CODE = 0x10FFFF
# XML 1.0, production 2
_XML_CHAR = re.compile(r"[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010fffe]")
_XML_HEAD = re.compile(r"<\?xml\b[^>]{0,300}\?>")
_PROLOGUE = re.compile(r"<!--.{0,4000}?-->|<\?[^>]{0,400}>", re.DOTALL)
_DOCTYPE_START = re.compile(r"<!doctype(?!\s{1,9}html)", re.IGNORECASE)
_DOCTYPE_REST = re.compile(r"[^\[>]*(?:\[[^\]]*\][^>]*)?>")
_ROOT = re.compile(r"<(?:!doctype\s+)?([A-Za-z][\w.-]{0,60}(?::[\w.-]{1,60})?)", re.IGNORECASE)
# a feed that a site's own page template has wrapped
_WRAPPED = re.compile(r"<(?:rss|feed|rdf:RDF)\s[^<>]{0,2000}?(?:xmlns|version)[^<>]{0,2000}>")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,1000}>")
_SHAPES: dict[str, Shape] = {
    "rss": "feed", "rdf": "feed", "feed": "feed", "channel": "feed",
    "urlset": "sitemap", "sitemapindex": "sitemap", "html": "page",
    "head": "page", "body": "page", "title": "page", "meta": "page", "base": "page",
    "link": "page", "div": "page", "p": "page", "a": "page", "h1": "page", "ul": "page",
    "dl": "page", "table": "page",
}  # fmt: skip

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


def inflate(body: bytes) -> bytes:
    """Gzip undone, up to INFLATE_CAP bytes; what a broken stream gave before it broke."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    stream, out = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    for start in range(0, len(body), _CHUNK):
        try:
            out += stream.decompress(body[start : start + _CHUNK], INFLATE_CAP - len(out))
        except zlib.error:
            break
        if len(out) >= INFLATE_CAP:
            break
    return bytes(out)


def decode(body: bytes) -> str:
    """The text of a hub: byte order mark, then UTF-8 where it fits, then what is declared.

    A declaration is believed only as far as the bytes allow: sites of the region serve
    UTF-8 declared as windows-1251 and the reverse.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    if b"\x00" in body[:2]:
        return body.decode("utf-16-be" if body[:1] == b"\x00" else "utf-16-le", "replace")
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if not wrong or wrong * 4 <= len(text) - len(text.encode("ascii", "ignore")):
        return text
    return body.decode(_single_byte_codec(body), "replace")


def _single_byte_codec(body: bytes) -> str:
    found = _DECLARED.search(body[:4096])
    name = _codec_name((found[1] or found[2]).decode("ascii", "ignore")) if found else ""
    if name in _BELIEVED - _WESTERN:
        return name
    # Cyrillic words are runs of high bytes; accents of Western languages stand alone
    words = b"".join(re.findall(rb"[\xc0-\xff]{3,}", body))
    if name and len(words) * 2 < sum(map(body.count, map(bytes, ([n] for n in range(0xC0, 256))))):
        return name
    small = len(words) - len(words.translate(None, bytes(range(0xE0, 256))))
    # lower case is the upper half of the letters in cp1251, the lower half in KOI8-R
    return "cp1251" if small * 2 >= len(words) else "koi8-r"


def _codec_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if name in _BELIEVED else ""


def shape_of(text: str) -> Shape:
    """What a text is by its first element; a cut or faulty text has a shape too."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n\x00")
    if not head:
        return "empty"
    if head[0] in "{[":
        return "json"
    if "<" not in head[:512]:
        return "text"
    head = _without_doctype(_PROLOGUE.sub("", head))
    root = _ROOT.search(head)
    if root is None:
        return "text"
    name = root[1].lower().rpartition(":")[2]
    if name == "html" and _WRAPPED.search(head, root.end()):
        return "feed"
    return _SHAPES.get(name, "other xml")


def parse_xml(text: str) -> etree._Element | None:
    """The tree of an XML text with faults mended as far as can be; None if nothing is left."""
    text = text.lstrip("\ufeff \t\r\n")
    head = _XML_HEAD.match(text)
    # without its document type a text has no entities of its own that could grow
    sound = "".join(_mended(_without_doctype(text[head.end() :] if head else text)))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # one unclosed tag an item nests the items, 256 levels are soon reached
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(sound.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _without_doctype(text: str) -> str:
    start = _DOCTYPE_START.search(text, 0, _HEAD)
    rest = _DOCTYPE_REST.match(text, start.end()) if start else None
    return text[: start.start()] + text[rest.end() :] if start and rest else text


def parse_html(text: str) -> etree._Element | None:
    """The tree of a web page, or None for one without any element."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=True
    )
    # unlike the XML parser, this one gives None for an empty text and does not raise
    return etree.fromstring(text.translate(_CONTROLS).encode("utf-8", "replace"), parser)


def _mended(text: str) -> Iterator[str]:
    """The text with sound references outside CDATA sections; one pass."""
    text, at = text.translate(_CONTROLS), 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        yield _REFERENCE.sub(_sound_reference, text[at:start])
        end = text.find("]]>", start)
        if end < 0:
            yield text[start:] + "]]>"
            return
        yield text[start : end + 3]
        at = end + 3
    yield _REFERENCE.sub(_sound_reference, text[at:])


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
