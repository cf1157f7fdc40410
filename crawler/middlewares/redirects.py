"""Redirects: followed within the source's hosts only, five hops at most, and never into silence.

Scrapy sends a followed redirect through its filter for duplicates, where a page that redirects
to itself disappears, and through its offsite filter, where a moved site does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import host_of, in_scope, is_public, parse_literal
from crawler.failures import AddressRefused, RedirectRefused

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's redirects with scope, loop check and a reason for each one that is not followed.

    ``request.meta["source"]`` is the Source whose hosts are allowed; without it only the own
    host is. ``request.meta["any_host"]`` lifts the scope (robots.txt, RFC 9309 2.3.1.2);
    the address guard judges the new address in any case.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the redirected request or the response; raises RedirectRefused."""
        try:
            result = super().process_response(request, response)
        except ValueError as error:
            raise RedirectRefused("redirected to a broken address") from error
        unfollowed = result is response and response.status in REDIRECTS
        if unfollowed and b"Location" in response.headers:
            raise RedirectRefused("redirected to something that is not a web address")
        return result

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        self._check(redirected, request)
        try:
            followed = super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            limit = self.max_redirect_times
            raise RedirectRefused(f"redirected more than {limit} times") from error
        followed.dont_filter = True
        return followed

    def _check(self, redirected: Request, request: Request) -> None:
        if redirected.url == request.url:
            raise RedirectRefused("redirected to itself")
        if redirected.url in request.meta.get("redirect_urls", ()):
            raise RedirectRefused("redirected in a circle")
        host = host_of(redirected.url)
        if request.meta.get("any_host") or in_scope(host, _hosts(request)):
            return
        literal = parse_literal(host)
        if literal is not None and not is_public(literal):
            raise AddressRefused(f"redirected to a private address ({literal})")
        raise RedirectRefused(f"moved to host {host}")

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's signature
        """Send no Referer: nobody needs to know which page led here."""
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Scrapy would warn here that no Referer is sent."""


def _hosts(request: Request) -> tuple[str, ...]:
    source = request.meta.get("source")
    if source is None:
        return (host_of(request.url),)
    return (*source.hosts, *source.pin)
