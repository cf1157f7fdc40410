"""Keep fetched pages as they came, in a gzipped WARC file (ISO 28500), for replay."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from fastwarc.warc import WarcRecord, WarcRecordType
from scrapy import signals
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class WarcWriter:
    """Setting ``WARC``: the file to append to; off where it is empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for answers, if a file is named."""
        if not crawler.settings["WARC"]:
            raise NotConfigured
        extension = cls(Path(crawler.settings["WARC"]))
        crawler.signals.connect(extension.response_received, signals.response_received)
        return extension

    def response_received(self, response: Response, request: Request) -> None:
        """Append an article page; feeds and robots.txt are not kept."""
        if "candidate" in request.meta:
            with self._path.open("ab") as file:
                file.write(warc_member(response))


def warc_member(response: Response) -> bytes:
    """One answer as a gzip member of its own, so that a file can be read from any record on."""
    kind = response.headers.get("Content-Type") or b"text/html"
    head = b"HTTP/1.1 %d OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = response.url
    record.headers["WARC-Date"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(head % (response.status, kind, len(response.body)) + response.body)
    packed = io.BytesIO()
    record.write(packed)
    return gzip.compress(packed.getvalue())
