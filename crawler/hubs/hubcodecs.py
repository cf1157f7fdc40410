"""Bytes of a hub → its text, however packed and in whatever charset. Pure; never raises."""

from __future__ import annotations

import codecs
import re
import zlib

INFLATE_CAP = 32 * 2**20
_CHUNK = 65_536
_PACKED = (b"\x1f\x8b", b"x\x01", b"x\x9c", b"x\xda")  # gzip, zlib
_MAX_LAYERS = 3
_MAX_MEMBERS = 1000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_SAMPLE = 400
_LETTERS = bytes(range(0xC0, 256))
# which of four bytes are zero in ASCII letters of each wide charset
_WIDE = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
# no text of one byte a letter has these, and each wide text of the region has
_LOW = re.compile(rb"[\x00-\x08]")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_WESTERN = frozenset(
    {"cp1252", "iso8859-1", "iso8859-15", "iso8859-9", "cp1254", "iso8859-2", "cp1250",
     "iso8859-13", "cp1257", "mac-roman"}
)  # fmt: skip
# what hubs are really written in; anything else declared is a mistake or a trick
_BELIEVED = _WESTERN | {
    "cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154", "kz1048",
    "gb2312", "gbk", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949",
    "iso8859-7", "cp1253", "iso8859-6", "cp1256", "iso8859-8", "cp1255", "tis-620", "cp874",
}  # fmt: skip
# қ, ә, Қ, Ә of the Kazakh code page are letters of Macedonian in windows-1251
_KAZAKH = re.compile(rb"[\xc0-\xff][\x8d\x9d\xa3\xbc]|[\x8d\x9d\xa3\xbc][\xc0-\xff]")


def inflate(body: bytes) -> bytes:
    """Gzip and zlib undone, up to INFLATE_CAP bytes; what a broken stream gave before it broke."""
    for _ in range(_MAX_LAYERS):
        if not body.startswith(_PACKED):
            break
        body = _inflated(body)
    return body


def _inflated(body: bytes) -> bytes:
    out, at = bytearray(), 0
    for _ in range(_MAX_MEMBERS):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
        while at < len(body) and not stream.eof:
            chunk = body[at : at + _CHUNK]
            try:
                out += stream.decompress(chunk, INFLATE_CAP - len(out))
            except zlib.error:
                return bytes(out)
            at += len(chunk) - len(stream.unused_data)
            if len(out) >= INFLATE_CAP:
                return bytes(out)
        if not body.startswith(_PACKED[0], at):
            break
    return bytes(out)


def decode(body: bytes) -> str:
    """The text of a hub: byte order mark, then UTF-8 where it fits, then what is declared.

    A declaration is believed only as far as the bytes allow: sites of the region serve
    UTF-8 declared as windows-1251 and the reverse.
    """
    for mark, codec in _BOMS:
        # a mark of UTF-16 before text that is none is an editor's fault
        if body.startswith(mark) and (codec == "utf-8" or _LOW.search(body[:_SAMPLE])):
            return body[len(mark) :].decode(codec, "replace")
    if wide := _wide_codec(body[:_SAMPLE]):
        return body.decode(wide, "replace")
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if not wrong or wrong * 4 <= len(text) - len(text.encode("ascii", "ignore")):
        return text
    return body.decode(_narrow_codec(body), "replace")


def _wide_codec(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the zero bytes of its ASCII letters stand."""
    share = len(sample) // 20
    zeros = tuple(sample[at::4].count(0) > share for at in range(4))
    return _WIDE.get(zeros)  # type: ignore[arg-type]  # four by construction


def _narrow_codec(body: bytes) -> str:
    found = _DECLARED.search(body[:4096])
    name = _codec_name((found[1] or found[2]).decode("ascii", "ignore")) if found else ""
    if name in _BELIEVED - _WESTERN and name != "cp1251":
        return name
    # Cyrillic words are runs of high bytes; accents of Western languages stand alone
    words = b"".join(re.findall(rb"[\xc0-\xff]{3,}", body))
    if name in _WESTERN and len(words) * 2 < len(body) - len(body.translate(None, _LETTERS)):
        return name
    small = len(words) - len(words.translate(None, _LETTERS[0x20:]))
    # lower case is the upper half of the letters in cp1251, the lower half in KOI8-R
    if name != "cp1251" and small * 2 < len(words):
        return "koi8-r"
    return "kz1048" if _KAZAKH.search(body) else "cp1251"


def _codec_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if name in _BELIEVED else ""
