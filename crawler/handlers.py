"""The download handlers: failures told in time, certificates checked unless a source opts out."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import normal_host
from crawler.failures import Interrupted
from crawler.resolver import sources_of
from crawler.verdict import out_of_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.sources import Source


# Scrapy tells of a failure only when the next request of the host is on its way
download_failed: Final = object()


def unverified_hosts(sources: Iterable[Source]) -> frozenset[str]:
    """Hosts of the sources whose file says ``verify_tls = false``; in normal form."""
    return frozenset(
        normal_host(host) for source in sources if not source.verify_tls for host in source.hosts
    )


def _is_told_elsewhere(record: logging.LogRecord) -> bool:
    """Keep all of Twisted's records but the traceback of a certificate: that is a page's reason."""
    return "while verifying certificate" not in record.getMessage()


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Chooses per host between checking the certificate and taking any."""

    def __init__(self, strict: Any, lenient: Any, unverified: frozenset[str]) -> None:
        self._strict = strict
        self._lenient = lenient
        self._unverified = unverified

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """TLS options of one connection."""
        opted_out = normal_host(hostname.decode("ascii")) in self._unverified
        policy = self._lenient if opted_out else self._strict
        return policy.creatorForNetloc(hostname, port)


class HTTPDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler, which also says when a download failed (signal ``download_failed``).

    At the signal ``out_of_time`` the downloads under way fail with Interrupted.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._under_way: set[asyncio.Task[Response]] = set()
        crawler.signals.connect(self._cut, signal=out_of_time)

    async def download_request(self, request: Request) -> Response:
        """As Scrapy's; sends the signal while the host's slot is still held, then raises."""
        download = asyncio.ensure_future(super().download_request(request))
        self._under_way.add(download)
        try:
            return await download
        except asyncio.CancelledError:
            raise Interrupted from None
        except Exception as error:
            self._crawler.signals.send_catch_log(download_failed, request=request, error=error)
            raise
        finally:
            self._under_way.discard(download)

    def _cut(self) -> None:
        for download in tuple(self._under_way):
            download.cancel()


class HTTPSDownloadHandler(HTTPDownloadHandler):
    """The same with the policy above: Scrapy has one switch for all hosts only."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger("twisted").addFilter(_is_told_elsewhere)
        self._contextFactory = CertificatePolicy(  # type: ignore[assignment]
            self._contextFactory,
            _ScrapyClientContextFactory(verify_certificates=False),
            unverified_hosts(sources_of(crawler.settings)),
        )
