"""What came over the wire → the records that the rest works with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from crawler.cuts import looks_cut
from crawler.hubreports import HubAnswer
from crawler.items import Page

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.items import Candidate

NOT_MODIFIED: Final = 304
# reasons for which a page counts as taken away by its site
GONE: Final = frozenset({"answered 404", "answered 410"})


def hub_answer(response: Response) -> HubAnswer:
    """The answer of a hub."""
    return HubAnswer(
        body=response.body,
        url=response.url,
        status=response.status,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        cut=_is_cut(response),
    )


def page_of(response: Response, candidate: Candidate) -> Page:
    """The page as its bytes came; the validators of half an answer are worth nothing."""
    content_type = _header(response, "Content-Type") or ""
    truncated = _is_cut(response) or looks_cut(response.body, content_type)
    return Page(
        url=response.url,
        candidate=candidate,
        body=response.body,
        content_type=content_type,
        status=response.status,
        fetched_at=datetime.now(UTC),
        truncated=truncated,
        etag=None if truncated else _header(response, "ETag"),
        last_modified=None if truncated else _header(response, "Last-Modified"),
    )


def _is_cut(response: Response) -> bool:
    """Whether the connection ended before the answer did."""
    return "partial" in response.flags or "dataloss" in response.flags


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
