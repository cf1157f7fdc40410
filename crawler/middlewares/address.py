"""The address guard as Scrapy middlewares: before anything else, and after a name was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import CannotResolveHostError

from crawler.addresses import host_of, in_scope, refusal
from crawler.failures import AddressRefused
from crawler.politeness import slot_of
from crawler.resolver import GuardedResolver, pins_of, sources_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class AddressMiddleware:
    """Refuses addresses that are never fetched, and hosts that are not the source's own.

    Stands in for Scrapy's offsite middleware, which drops a request without telling anybody.
    ``request.meta["source"]`` is the Source; a request without one is not held to a scope.
    Names the download slot too, anew for each request: redirects and new tries copy it.
    """

    def __init__(self, pins: dict[str, str], proxy: str = "") -> None:
        self._pins = pins
        self._proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from ``SOURCES_DIR`` and ``PROXY``."""
        made = cls(pins_of(sources_of(crawler.settings)), crawler.settings.get("PROXY", ""))
        # the queue before the downloader takes turns by slot, so it must know the same one
        crawler.signals.connect(made.name_slot, signal=signals.request_scheduled)
        return made

    def name_slot(self, request: Request) -> None:
        """One slot for a host with and without ``www.``: one request at a time, one delay."""
        request.meta["download_slot"] = slot_of(request.url)

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused for what must not be fetched."""
        self.name_slot(request)
        problem = refusal(request.url, self._pins)
        if problem:
            raise AddressRefused(problem)
        source = request.meta.get("source")
        host = host_of(request.url)
        if source is not None and not in_scope(host, (*source.hosts, *source.pin)):
            raise AddressRefused(f"{host} is not a host of {source.id}")
        # set, never left to the environment: what a proxy fetches cannot be guarded from here
        request.meta["proxy"] = None if host in self._pins else self._proxy or None


class ResolvedAddressMiddleware:
    """Tells a private address apart from a name that does not exist.

    Sits next to the downloader, before the back-off would ask again.
    """

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise AddressRefused where the resolver refused the answer for this host."""
        from twisted.internet import reactor

        if not isinstance(exception, CannotResolveHostError):
            return
        resolver = getattr(reactor, "resolver", None)
        if isinstance(resolver, GuardedResolver):
            address = resolver.refused.get(host_of(request.url))
            if address is not None:
                raise AddressRefused(f"address is private ({address})") from exception
