"""Keep fetched pages as they came, in a gzipped WARC file (ISO 28500), for replay."""

from __future__ import annotations

import errno
import gzip
import io
import logging
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

logger = logging.getLogger(__name__)


class WarcError(Exception):
    """The file cannot be written to. Raised before the crawl by ``WarcWriter.from_crawler``."""


class WarcWriter:
    """Setting ``WARC``: the file to append to; off where it is empty.

    A crawl whose pages cannot be kept as was asked for ends with an error.
    """

    def __init__(self, crawler: Crawler, path: Path) -> None:
        self._crawler = crawler
        self._path = path
        self._failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for answers, if a file is named; raises WarcError where it cannot be opened."""
        if not crawler.settings["WARC"]:
            raise NotConfigured
        extension = cls(crawler, Path(crawler.settings["WARC"]))
        try:
            extension._append(b"")
        except OSError as error:
            raise WarcError(extension._words(error)) from error
        crawler.signals.connect(extension.response_received, signals.response_received)
        return extension

    def response_received(self, response: Response, request: Request) -> None:
        """Append an article page; feeds and robots.txt are not kept."""
        if "candidate" not in request.meta or self._failed:
            return
        try:
            self._append(warc_member(response))
        except OSError as error:
            self._failed = True
            logger.error("%s", self._words(error))  # noqa: TRY400 - words, no traceback
            assert self._crawler.engine is not None
            assert self._crawler.spider is not None
            reason = "no_space" if error.errno == errno.ENOSPC else "warc_error"
            self._crawler.engine.close_spider(self._crawler.spider, reason)

    def _append(self, member: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(member)

    def _words(self, error: OSError) -> str:
        return f"{self._path}: raw pages cannot be written ({error.strerror}); choose another file"


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
