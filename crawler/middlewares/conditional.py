"""Conditional requests: a hub that did not change answers 304 and costs nobody a body."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.frontier import HubState


class ConditionalMiddleware:
    """Turns ``request.meta["hub_state"]`` into headers and lets the 304 reach the callback."""

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since from the hub's validators (RFC 9110 13)."""
        state: HubState | None = request.meta.get("hub_state")
        validators = {
            "If-None-Match": state.etag if state else None,
            "If-Modified-Since": state.last_modified if state else None,
        }
        sent = {name: value for name, value in validators.items() if value and value.isprintable()}
        for name, value in sent.items():
            request.headers.setdefault(name, value)
        if sent:
            handled = {*request.meta.get("handle_httpstatus_list", ()), HTTPStatus.NOT_MODIFIED}
            request.meta["handle_httpstatus_list"] = sorted(int(status) for status in handled)
