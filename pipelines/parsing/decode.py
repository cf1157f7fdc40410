"""Bytes of a fetched page → text, whatever its headers claim.

The order of trust: a byte order mark, strict UTF-8, UTF-8 with a few damaged bytes or pieces
in another encoding, the declared character sets as far as the text then looks like a language
(``charsets``), and at last a choice between those that Cyrillic and Western pages were written
in. What a site itself read wrongly before it sent the page is undone where that is certain
(``mojibake``, ``kazakhfonts``).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from pipelines.model import Reason, Rejection
from pipelines.parsing.charsets import plausibility
from pipelines.parsing.kazakhfonts import kazakh_page, respelled
from pipelines.parsing.mojibake import undone

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 12 * 1024 * 1024

_BINARY_STARTS = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"RIFF",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"ID3",
    b"OggS",
    b"\x00\x00\x01\x00",
)
_FOREIGN_TYPE = re.compile(
    r"\s*(?:image|audio|video|font)/"
    r"|\s*application/(?!xhtml|xml|[\w.+-]*\+xml|x-httpd)"
    r"|\s*text/(?:css|csv|calendar|javascript)",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|title|meta|article|div|p)\b", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_TAGS = (
    ("utf-16-le", re.compile(rb"<\0[a-zA-Z!/]\0[a-zA-Z0-9>\-]\0")),
    ("utf-16-be", re.compile(rb"\0<\0[a-zA-Z!/]\0[a-zA-Z0-9>\-]")),
)
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_HALF_REFERENCE = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BODY_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_GUESSES = ("cp1251", "koi8-r", "cp1252", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
# what browsers read in place of what the page says
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# these differ in capitals or a few letters alone, so that a claim says little between them
_NEAR = {"cp1251": ("mac-cyrillic",), "koi8-r": ("koi8-u",)}
_NOT_BYTEWISE = (
    "utf",
    "base64",
    "hex",
    "quopri",
    "rot",
    "zlib",
    "bz2",
    "uu",
    "idna",
    "punycode",
    "raw",
    "unicode",
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SAMPLE_BYTES = 200_000
_DECLARED_BONUS = 0.15
_MARGIN = 0.02
_MIN_FOREIGN_BYTES = 6


def decode(body: bytes, content_type: str) -> str | Rejection:
    """The text of a page, in NFC and without control characters and lone surrogates.

    ``content_type`` is the raw header and may be empty or wrong. Rejects with EMPTY,
    TOO_LARGE (over MAX_BYTES), NOT_HTML (documents, images, archives, data) or UNREADABLE
    (no character set gives a text that looks like a language).
    """
    problem = _problem(body, content_type)
    if problem is not None:
        return problem
    text = _text(body, content_type)
    if text is None:
        return Rejection(Reason.UNREADABLE, "no character set fits; look at the page in a browser")
    return printable(respelled(undone(_HALF_REFERENCE.sub("", text))))


def printable(text: str) -> str:
    """NFC without control characters, noncharacters and surrogates; a form feed is a blank."""
    text = _UNPRINTABLE.sub("", text.replace("\x0c", " "))
    return unicodedata.normalize("NFC", text)


def _problem(body: bytes, content_type: str) -> Rejection | None:
    if len(body) > MAX_BYTES:
        return Rejection(Reason.TOO_LARGE, f"{len(body):,} bytes, the cap is {MAX_BYTES:,}")
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not body.lstrip(b"\xef\xbb\xbf").strip():
        return Rejection(Reason.EMPTY, "the answer holds no text")
    if start.startswith(_BINARY_STARTS):
        return Rejection(Reason.NOT_HTML, f"starts with {start[:4]!r}")
    if _FOREIGN_TYPE.match(content_type) and not _MARKUP.search(start.replace(b"\0", b"")):
        return Rejection(Reason.NOT_HTML, f"content type {content_type.strip()}")
    return None


def _text(body: bytes, content_type: str) -> str | None:
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    wide = _wide_charset(body)
    if wide:
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(body, content_type) or _best_fit(body, content_type)


def _wide_charset(body: bytes) -> str | None:
    """UTF-16 without a mark shows in the zero bytes of its tags."""
    for charset, tag in _WIDE_TAGS:
        if any(found.start() % 2 == 0 for found in tag.finditer(body[:4096])):
            return charset
    return None


def _nearly_utf8(body: bytes, content_type: str) -> str | None:
    """UTF-8 with broken bytes, or with pieces in another encoding; None where it is neither.

    In a piece of UTF-8 whole letters outnumber the broken ones, as chance would not have it.
    """
    runs = [run.span() for run in _HIGH.finditer(body)]
    foreign = [span for span in runs if not _is_utf8(body[slice(*span)])]
    strange = b" ".join(body[start:end] for start, end in foreign)
    if 2 * len(strange) > sum(end - start for start, end in runs):
        return None
    charset = _fitting(strange, content_type) if len(strange) >= _MIN_FOREIGN_BYTES else None
    if charset is None:
        return _utf8(body)
    pieces, at = [], 0
    for start, end in foreign:
        pieces += [_utf8(body[at:start])]
        pieces += [body[start:end].decode(charset, "replace")]
        at = end
    return "".join([*pieces, _utf8(body[at:])])


def _is_utf8(run: bytes) -> bool:
    text = _utf8(run)
    return 2 * text.count("�") < len(text) or not text


def _utf8(part: bytes) -> str:
    """Halves of letters beyond 16 bits, coded apart, are no letters to anyone: they go."""
    return _SURROGATE.sub(b"", part).decode("utf-8", "replace")


def _best_fit(body: bytes, content_type: str) -> str | None:
    """The most language-like reading."""
    charset = _fitting(body, content_type)
    return body.decode(charset, "replace") if charset else None


def _fitting(body: bytes, content_type: str) -> str | None:
    """The charset of the most language-like reading; between equals declared and common ones."""
    sample = body[:_SAMPLE_BYTES]
    best, best_score = None, 0.0
    declared = tuple(_declared(body, content_type))
    for charset in (*declared, *_GUESSES):
        score = _plausibility(sample, charset)
        score += _DECLARED_BONUS if charset in declared and score > 0 else 0.0
        if score > best_score + _MARGIN:
            best, best_score = charset, score
    best = max((best, *_NEAR.get(best, ())), key=partial(_plausibility, sample)) if best else None
    kazakh = kazakh_page(sample.decode("cp1251", "replace"), least=2) if best == "cp1251" else None
    return kazakh or best


def _plausibility(sample: bytes, charset: str) -> float:
    return plausibility(sample.decode(charset, "replace"))


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    names = _HEADER_CHARSET.findall(content_type)
    for groups in _BODY_CHARSET.findall(body[:8192]):
        names += [name.decode("ascii", "replace") for name in groups if name]
    for name in names:
        try:
            charset = codecs.lookup(name).name
            is_text = b"<p>".decode(charset) == "<p>"
        except (LookupError, ValueError, TypeError):
            continue
        if is_text and not charset.startswith(_NOT_BYTEWISE):
            yield _READ_AS.get(charset, charset)
