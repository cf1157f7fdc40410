"""Bytes of a fetched page → text, whatever its headers claim.

The order of trust: a byte order mark, strict UTF-8, UTF-8 with a few damaged bytes, the
declared character sets as far as the text then looks like a language, and at last a choice
between windows-1251, KOI8-R and windows-1252. General detectors are not asked, because on
short Cyrillic pages they answer with East Asian encodings.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from pipelines.model import Reason, Rejection

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
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BODY_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_GUESSES = ("cp1251", "koi8-r", "cp1252")
# what browsers read in place of what the page says
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "koi8-u": "koi8-r"}
_NOT_BYTEWISE = ("utf", "base64", "hex", "quopri", "rot", "zlib", "bz2", "uu", "idna", "punycode")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыіңғқәү")
_PUNCTUATION = frozenset("«»“”„‘’–—…№•·©®™°€§±\xa0\xad")
# letters that cp1251 has for other languages: seldom on our pages, often in a misreading
_RARE = frozenset("ЂЃѓЉљЊњЌќЋћЏџЎўЈјҐґ")
_SAMPLE_BYTES = 200_000
_DECLARED_BONUS = 0.15
_NUL_SHARE = 0.3


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
    return printable(text)


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
        return _damaged_utf8(body) or _best_fit(body, content_type)


def _wide_charset(body: bytes) -> str | None:
    """UTF-16 without a mark shows in the zero bytes of its ASCII markup."""
    start = body[:2000]
    if start[1::2].count(0) > _NUL_SHARE * len(start):
        return "utf-16-le"
    if start[0::2].count(0) > _NUL_SHARE * len(start):
        return "utf-16-be"
    return None


def _damaged_utf8(body: bytes) -> str | None:
    """UTF-8 with broken bytes: whole letters outnumber them five to one, as chance would not."""
    text = body.decode("utf-8", "replace")
    broken = text.count("�")
    beyond_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - broken
    return text if broken * 5 <= beyond_ascii else None


def _best_fit(body: bytes, content_type: str) -> str | None:
    """The most language-like reading; between equals the declared and common ones come first."""
    sample = body[:_SAMPLE_BYTES]
    best, best_score = None, 0.0
    declared = tuple(_declared(body, content_type))
    for charset in (*declared, *_GUESSES):
        score = _plausibility(sample.decode(charset, "replace"))
        score += _DECLARED_BONUS if charset in declared and score > 0 else 0.0
        if score > best_score + 0.05:
            best, best_score = charset, score
    return body.decode(best, "replace") if best else None


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    names = _HEADER_CHARSET.findall(content_type)
    for groups in _BODY_CHARSET.findall(body[:8192]):
        names += [name.decode("ascii", "replace") for name in groups if name]
    for name in names:
        try:
            charset = codecs.lookup(name).name
            b"".decode(charset)
        except (LookupError, ValueError, TypeError):
            continue
        if not charset.startswith(_NOT_BYTEWISE):
            yield _READ_AS.get(charset, charset)


def _plausibility(text: str) -> float:
    """Mean of marks from -1 to 1 over the characters beyond ASCII, higher is more like language."""
    total = 0.0
    count = 0
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        run = match.group()
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        total += _run_mark(f"{before or ' '}{run}{after or ' '}")
        count += len(run)
    return total / count if count else 1.0


def _run_mark(run: str) -> float:
    """Sum of marks of a run of characters, given with one neighbour on each side."""
    return sum(
        _mark(run[index - 1], run[index], run[index + 1]) for index in range(1, len(run) - 1)
    )


def _mark(before: str, letter: str, after: str) -> float:
    if letter in _PUNCTUATION:
        return 0.3
    if not letter.isalpha():
        return -1.0
    if "Ѐ" <= letter <= "ӿ":
        return _cyrillic_mark(before, letter, after)
    if letter < "ɐ":
        return _accent_mark(before, after)
    return 0.5


def _accent_mark(before: str, after: str) -> float:
    """Accents stand alone or in pairs among plain letters; a run is another alphabet misread."""
    neighbours = _is_accented(before) + _is_accented(after)
    return (0.6, 0.2, -1.0)[neighbours] if (before + after).strip() else -1.0


def _cyrillic_mark(before: str, letter: str, after: str) -> float:
    if (before.isascii() and before.isalpha()) or after.isdigit():
        return -1.0
    if letter.isupper() and before.islower():
        return -1.0
    if letter in _RARE:
        return 0.1
    shouting = 0.2 if letter.isupper() and before.isupper() else 0.0
    return (1.0 if letter.lower() in _FREQUENT else 0.5) - shouting


def _is_accented(letter: str) -> bool:
    return "\x80" <= letter < "ɐ" and letter.isalpha()
