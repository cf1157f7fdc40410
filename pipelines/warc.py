"""Raw pages out of WARC files (ISO 28500): replay of own crawls, archives, CC-NEWS."""

from __future__ import annotations

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


def warc_pages(path: Path, source_id: str) -> Iterator[Page]:
    """The answered web pages of a WARC file, in its order, read one record at a time.

    Other records are passed over. Raises OSError for a file that is no WARC or ends early.
    """
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            page = _page(record, source_id)
            if page is not None:
                yield page


def _page(record: WarcRecord, source_id: str) -> Page | None:
    url = record.headers.get("WARC-Target-URI") or ""
    identity = canonicalize(url)
    headers = record.http_headers
    if identity is None or headers is None or headers.status_code != _OK:
        return None
    kind = headers.get("Content-Type") or ""
    if "html" not in kind:
        return None
    return Page(
        url=url,
        candidate=Candidate(url=url, canonical_url=identity, source_id=source_id, via="disk"),
        body=record.reader.read(),
        content_type=kind,
        status=_OK,
        fetched_at=record.record_date or datetime.now(UTC),
    )
