"""Whether a page ends before its end, told from the page itself; pure.

A server that announces fewer bytes than it has cuts its page without any sign on the line.
"""

from __future__ import annotations

import re
from typing import Final

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
# headers of bytes that nobody looked at
_VAGUE_TYPES: Final = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
_HEAD: Final = 4096
_STARTS_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CODE: Final = re.compile(rb"<(?:(script|style|title|textarea)\b|!--)")
# elements whose end may not be left out (HTML Living Standard 13.1.2.4), as far as they frame
# the text of a page; <head> is rarely written where its end is not
_FRAMES: Final = (b"head", b"div", b"article", b"main", b"section", b"table", b"ul")


def looks_cut(body: bytes, content_type: str) -> bool:
    """Whether an HTML page was cut off: its end is missing, and something in it is still open.

    ``content_type`` is the raw header (may be empty). The end tags of ``html`` and ``body`` may
    be left out, so their absence alone says nothing. Other formats, and encodings that write an
    ASCII letter in more than one byte (UTF-16), are never called cut.
    """
    if not _is_html(body, content_type):
        return False
    markup = _without_code(body.lower())
    if markup is None:
        return True
    if b"</html" in markup or b"</body" in markup:
        return False
    in_a_tag = markup.rfind(b"<") > markup.rfind(b">")
    return in_a_tag or any(_opened(markup, name) > _closed(markup, name) for name in _FRAMES)


def _is_html(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (*_HTML_TYPES, *_VAGUE_TYPES):
        return False
    return _STARTS_HTML.search(body[:_HEAD]) is not None


def _without_code(lowered: bytes) -> bytes | None:
    """The page without scripts, styles and comments; None where one of them has no end."""
    pieces, at = [], 0
    while opening := _CODE.search(lowered, at):
        name = opening.group(1)
        end = lowered.find(b"</" + name if name else b"-->", opening.end())
        if end < 0:
            return None
        pieces.append(lowered[at : opening.start()])
        at = end + 2
    return b"".join([*pieces, lowered[at:]])


def _opened(markup: bytes, name: bytes) -> int:
    return len(re.findall(rb"<" + name + rb"[\s>/]", markup))


def _closed(markup: bytes, name: bytes) -> int:
    return len(re.findall(rb"</" + name + rb"[\s>]", markup))
