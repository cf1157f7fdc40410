"""Raw pages out of WARC files (ISO 28500): replay of own crawls, archives, CC-NEWS."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.items import Candidate, Page
from crawler.urls import canonicalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastwarc.warc import WarcRecord

ENDINGS = (".warc", ".warc.gz")
_OK = 200
_GZIP = b"\x1f\x8b"
_LARGEST = 64 << 20
# no page is older: archives that keep no times unpack to 1970, 1980 or 1985
_FIRST_PAGE = datetime(1990, 12, 20, tzinfo=UTC).timestamp()


def warc_pages(path: Path, source_id: str, now: datetime | None = None) -> Iterator[Page]:
    """The answered web pages of a WARC file, in its order, read one record at a time.

    Each is of the time that its record states, else of the file's (``saved_at``). Other records
    are passed over. Raises OSError for a file that is no WARC or ends early.
    """
    undated = saved_at(path, now or datetime.now(UTC))
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            page = _page(record, source_id, undated)
            if page is not None:
                yield page


def saved_at(path: Path, now: datetime) -> datetime:
    """When a file was last written, in whole seconds of UTC and never later than ``now``.

    ``now`` where the file's time is none at which a page could be saved. Raises OSError.
    """
    written, reading = path.stat().st_mtime, now.timestamp()
    at = min(written, reading) if written >= _FIRST_PAGE else reading
    return datetime.fromtimestamp(int(at), UTC)


def _page(record: WarcRecord, source_id: str, undated: datetime) -> Page | None:
    url = record.headers.get("WARC-Target-URI") or ""
    identity = canonicalize(url)
    headers = record.http_headers
    if identity is None or headers is None or headers.status_code != _OK:
        return None
    kind = headers.get("Content-Type") or ""
    if "html" not in kind or record.content_length > _LARGEST:
        return None
    announced = record.content_length
    body = record.reader.read()
    if len(body) < announced:
        raise OSError("its last record is cut short")
    return Page(
        url=url,
        candidate=Candidate(url=url, canonical_url=identity, source_id=source_id, via="disk"),
        body=unpacked(body, chunked="chunked" in (headers.get("Transfer-Encoding") or "").lower()),
        content_type=kind,
        status=_OK,
        fetched_at=record.record_date or undated,
    )


def unpacked(body: bytes, *, chunked: bool) -> bytes:
    """The bytes of a page as sent by its site: other tools keep them chunked and gzipped.

    What is only labelled so is returned as it is.
    """
    if chunked:
        body = _joined(body)
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, _LARGEST)
    except zlib.error:
        return body


def _joined(body: bytes) -> bytes:
    """The chunks of RFC 9112 7.1 put together."""
    parts, at = [], 0
    while at < len(body):
        end = body.find(b"\r\n", at)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end > at else -1
        except ValueError:
            size = -1
        if size < 0:
            return body
        if size == 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)
