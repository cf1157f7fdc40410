"""The half of the address guard that judges the answer of the name server.

The address returned here is the one the socket connects to, so a name that is public when it
is checked and private when it is used (DNS rebinding) has no moment to slip through.
"""

from __future__ import annotations

import logging
import socket
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool

from crawler.addresses import host_of, is_public, normal_host, parse_literal
from crawler.ownsources import readable_sources
from crawler.sources import BUILTIN, Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)


@cache
def _load(directory: Path) -> tuple[Source, ...]:
    try:
        return tuple(readable_sources(directory)[0].values())
    except SourceError as error:
        logger.error("no source can be read, so no private address is allowed: %s", error)  # noqa: TRY400 - words, no traceback
        return ()


def sources_of(settings: BaseSettings) -> tuple[Source, ...]:
    """The sources of ``SOURCES_DIR``; none (and an error in the log) where none can be read."""
    return _load(Path(settings.get("SOURCES_DIR") or BUILTIN))


def pins_of(sources: Iterable[Source]) -> dict[str, str]:
    """Host → the one address it is fetched from, of all sources; hosts in normal form.

    A pin whose address is no address is left out and told in the log.
    """
    pins: dict[str, str] = {}
    for source in sources:
        for host, text in source.pin.items():
            address = parse_literal(text)
            if address is None:
                logger.error(
                    "source %s: pin of %s is %r, not an address; correct it", source.id, host, text
                )
                continue
            pins[normal_host(host)] = str(address)
    return pins


def first_ipv6(name: str) -> str:
    """The first IPv6 address of a name; raises OSError where it has none."""
    found = socket.getaddrinfo(name, None, socket.AF_INET6, socket.SOCK_STREAM)
    return str(found[0][4][0])


class GuardedResolver(CachingThreadedResolver):
    """Answers pinned hosts with their pin, and refuses every other name with a private address.

    Scrapy's own knows IPv4 only; here a name without an IPv4 address has its IPv6 one, which
    the socket takes as well.

    ``refused`` keeps host → address of what was refused: Twisted reports a refusal as a name
    that was not found, and the reason is looked up here.
    """

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        pins: dict[str, str] | None = None,
        proxy: str = "",
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused: dict[str, str] = {}
        self._pins = pins or {}
        self._proxy_host = host_of(proxy)
        self._keeps = cache_size > 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build from ``SOURCES_DIR``, ``PROXY`` and Scrapy's DNS settings."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        pins = pins_of(sources_of(settings))
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), pins, settings.get("PROXY", ""))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a name; fails with DNSLookupError where there is none to connect to."""
        host = normal_host(name)
        if host in self._pins:
            return defer.succeed(self._pins[host])
        found = self.look_up(name, timeout)
        if self._proxy_host and host == self._proxy_host:
            return found
        return found.addCallback(self._judge, host)

    def look_up(self, name: str, timeout: Sequence[int] = ()) -> Deferred[Any]:
        """Ask the system for an IPv4 address, else for an IPv6 one; not judged yet."""
        return super().getHostByName(name, timeout).addErrback(self._other_family, name)

    def _other_family(self, failure: Failure, name: str) -> Deferred[Any] | Failure:
        """The IPv6 answer for a name without an IPv4 one; the first failure where there is none."""
        failure.trap(DNSLookupError)  # type: ignore[no-untyped-call]
        if "timeout" in failure.getErrorMessage():
            # the name server is mute, it would be so again
            return failure
        found = self.ask_ipv6(name)
        if self._keeps:
            found.addCallback(self._cache_result, name)
        return found.addErrback(lambda _: failure)

    def ask_ipv6(self, name: str) -> Deferred[Any]:
        """Ask the system in a thread; fails with OSError or TimeoutError."""
        pool = self.reactor.getThreadPool()
        found: Deferred[Any] = deferToThreadPool(self.reactor, pool, first_ipv6, name)  # type: ignore[arg-type]
        return found.addTimeout(self.timeout, self.reactor)  # type: ignore[arg-type]

    def _judge(self, answer: Any, host: str) -> str:
        address = parse_literal(str(answer))
        if address is not None and is_public(address):
            self.refused.pop(host, None)
            return str(address)
        self.refused[host] = str(answer)
        raise DNSLookupError(f"{host} has the private address {answer}")
