"""Conditional requests: what did not change answers 304 and costs nobody a body."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.items import Validators


class ConditionalMiddleware:
    """Turns ``request.meta["validators"]`` into headers and lets the 304 reach the callback."""

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since from the validators (RFC 9110 13)."""
        known: Validators | None = request.meta.get("validators")
        headers = {
            "If-None-Match": known.etag if known else None,
            "If-Modified-Since": known.last_modified if known else None,
        }
        sent = {name: value for name, value in headers.items() if value and value.isprintable()}
        for name, value in sent.items():
            request.headers.setdefault(name, value)
        if sent:
            handled = {*request.meta.get("handle_httpstatus_list", ()), HTTPStatus.NOT_MODIFIED}
            request.meta["handle_httpstatus_list"] = sorted(int(status) for status in handled)
