"""Unpacking: whole, cut in half, wrongly labelled or not to be unpacked, each told apart.

Scrapy hands on half of a page without a word, and packed bytes where it knows no way to
unpack them; a page that is only labelled as packed it loses.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

from crawler.failures import Refused

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

PARTIAL: Final = "partial"

_CHUNK: Final = 65536
_GZIP: Final = b"\x1f\x8b"
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's unpacking; a gzip that ends early gets the flag ``partial`` as a cut body does.

    Raises Refused for what cannot be unpacked, IgnoreRequest (Scrapy's) for a bomb.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the unpacked answer, or the answer as it is where it only claims to be packed."""
        named = response.headers.get("Content-Encoding")
        if not named or request.method == "HEAD":
            return response
        packed = response.body
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest:
            raise
        except Exception as error:
            if looks_plain(packed):
                return as_it_is(response)
            raise Refused("answer could not be unpacked", retry=True) from error
        left = unpacked.headers.get("Content-Encoding")
        if left and not looks_plain(packed):
            raise Refused(f"answer is packed in an unknown way ({left.decode('latin-1')[:40]})")
        if left:
            return as_it_is(response)
        if packed.startswith(_GZIP) and not gzip_is_whole(packed):
            return unpacked.replace(flags=[*unpacked.flags, PARTIAL])
        return unpacked


def looks_plain(body: bytes) -> bool:
    """Whether bytes are text as they are: packed ones hold control characters soon."""
    return not set(_CONTROL).intersection(body[:512])


def gzip_is_whole(body: bytes) -> bool:
    """Whether the first member of a gzip stream reaches its end. Keeps 64 KiB in memory at most."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        while body and not unpacking.eof:
            unpacking.decompress(body, _CHUNK)
            body = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof


def as_it_is(response: Response) -> Response:
    """The response without its Content-Encoding, of the class that its content asks for."""
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=response.body)
    return response.replace(cls=kind, headers=headers)
