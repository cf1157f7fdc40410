"""Back-off: a host that is busy, broken or gone is left alone for a while, all of it.

A pause holds the host's download slot, so its other requests wait too and other hosts go on.
Scrapy asks again at once, and not after the time that the host named.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Final, Self

from scrapy import signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

from crawler.addresses import host_of
from crawler.failures import (
    NO_ANSWER,
    Blocked,
    Throttled,
    certificate_fault,
    describe,
)
from crawler.handlers import download_failed
from crawler.middlewares.hosts import Hosts
from crawler.politeness import LONGEST_RETRY_AFTER, backoff, retry_after
from crawler.walls import wall

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

CUT_SHORT_TRIES: Final = 1
SILENT_AFTER: Final = 6  # tries in a row, of whatever pages
BLOCKED_AFTER: Final = 3  # walls in a row
_NAMES_A_TIME: Final = frozenset({429, 503})
_TOO_MANY: Final = 429
_ERROR: Final = 400
_SERVER_ERROR: Final = 500
_NO_CONNECTION: Final = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


class BackoffMiddleware:
    """Retries what may pass, after a pause of the whole host; raises Throttled or Refused.

    Settings: ``RETRY_HTTP_CODES``, ``RETRY_TIMES``, ``BACKOFF_SECONDS`` (first pause, doubled
    with each try), ``BACKOFF_LIMIT`` (seconds that a run waits for one host in all).
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._hosts = Hosts()
        self._base = settings.getfloat("BACKOFF_SECONDS")
        self._limit = settings.getfloat("BACKOFF_LIMIT")
        self._tries = settings.getint("RETRY_TIMES")
        self._codes = {int(code) for code in settings.getlist("RETRY_HTTP_CODES")}
        crawler.signals.connect(self._note_answer, signal=signals.response_downloaded)
        crawler.signals.connect(self._note_failure, signal=download_failed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse at once what would only wait for a host that is closed or silent."""
        refusal = self._hosts.refusal(request.url)
        if refusal is not None:
            raise refusal

    def _note_answer(self, response: Response, request: Request) -> None:
        """Pause the slot before it takes its next request: later is too late."""
        host = self._hosts.host(request.url)
        host.failures, host.silent = 0, ""
        self._rest(request)
        if response.status not in self._codes:
            return
        seconds = self._named_seconds(response)
        if not seconds:
            self._pause_for_try(request)
        elif self._hosts.pauses(request.url).waited + seconds > self._limit:
            self._close(request, seconds)
        else:
            self._pause(request, seconds)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request to try again, or the answer; raises Throttled or Blocked."""
        self._look_for_wall(request, response)
        if response.status not in self._codes or request.meta.get("dont_retry"):
            return response
        throttled = self._hosts.throttled(request.url)
        if throttled is not None:
            raise throttled
        again = self._again(request, f"answered {response.status}", self._tries)
        if again is not None:
            return again
        seconds = self._named_seconds(response)
        if response.status == _TOO_MANY:
            # the whole host is meant, and asking slowly was of no use
            raise self._close(request, seconds or LONGEST_RETRY_AFTER)
        if seconds is None:
            return response
        raise Throttled(datetime.now(UTC) + timedelta(seconds=seconds))

    def _look_for_wall(self, request: Request, response: Response) -> None:
        """Raise Blocked for a wall against robots; several in a row end the host's requests.

        One that came as a good page, and a plain refusal, are handed on until then.
        """
        if request.meta.get("robots_txt"):
            return
        host = self._hosts.host(request.url)
        sent = response.headers.to_unicode_dict().items()
        headers = {str(name).lower(): str(value) for name, value in sent}
        words = wall(response.status, headers, response.body)
        if words is None:
            host.walls = 0 if response.status < _SERVER_ERROR else host.walls
            return
        host.walls += 1
        if host.walls >= BLOCKED_AFTER:
            host.blocked = words
            logger.warning("%s blocks us: %s", host_of(request.url), words)
            self._give_up_queue(request)
        plain = words == f"answered {response.status}"
        if host.blocked or "hub" in request.meta or (response.status >= _ERROR and not plain):
            raise Blocked(words)

    def _note_failure(self, request: Request, error: Exception) -> None:
        """The same for a download that gave no answer."""
        if isinstance(error, _NO_CONNECTION) and not certificate_fault(error):
            self._pause_for_try(request)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Return the request to try again, or None to let the failure pass."""
        if request.meta.get("dont_retry"):
            return None
        if isinstance(exception, ResponseDataLossError):
            return self._again(request, describe(exception)[0], CUT_SHORT_TRIES)
        if not isinstance(exception, _NO_CONNECTION) or certificate_fault(exception):
            return None
        words = describe(exception)[0]
        host = self._hosts.host(request.url)
        host.failures = host.failures + 1 if words in NO_ANSWER else 0
        if host.failures < SILENT_AFTER:
            return self._again(request, words, self._tries)
        host.silent = words
        self._give_up_queue(request)
        return None

    def _again(self, request: Request, words: str, tries: int) -> Request | None:
        """The request for another try; None after ``tries``, or where the run waited enough."""
        if self._hosts.pauses(request.url).waited > self._limit:
            return None
        assert self._crawler.spider is not None
        return get_retry_request(
            request,
            spider=self._crawler.spider,
            reason=words,
            max_retry_times=tries,
            give_up_log_level="DEBUG",
        )

    def _named_seconds(self, response: Response) -> float | None:
        if response.status not in _NAMES_A_TIME:
            return None
        header = response.headers.get("Retry-After") or b""
        return retry_after(header.decode("latin-1"), datetime.now(UTC))

    def _pause_for_try(self, request: Request) -> None:
        if self._hosts.pauses(request.url).waited <= self._limit:
            self._pause(request, backoff(request.meta.get("retry_times", 0), self._base))

    def _pause(self, request: Request, seconds: float) -> None:
        self._hosts.pauses(request.url).waited += seconds
        slot = self._slot(request)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic() + seconds)
            # a slot without any delay does not look at when it was last used
            slot.delay = max(slot.delay, 0.001)
        logger.info("%s is left alone for %g s", host_of(request.url), seconds)

    def _close(self, request: Request, seconds: float) -> Throttled:
        """Ask the host nothing more for so long; the refusal for what wanted to."""
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        self._hosts.pauses(request.url).closed_until = until
        self._give_up_queue(request)
        return Throttled(until)

    def _give_up_queue(self, request: Request) -> None:
        """Fail what waits in the slot and is refused by now: it would be sent all the same."""
        slot = self._slot(request)
        if slot is None:
            return
        for _ in range(len(slot.queue)):
            asked, waiting = slot.queue.popleft()
            refusal = self._hosts.refusal(asked.url)
            if refusal is None:
                slot.queue.append((asked, waiting))
            else:
                waiting.errback(Failure(refusal))  # type: ignore[no-untyped-call]

    def _rest(self, request: Request) -> None:
        """Count the delay from the answer: from the asking, a busy machine would halve it."""
        slot = self._slot(request)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic())

    def _slot(self, request: Request) -> Slot | None:
        assert self._crawler.engine is not None
        slots = self._crawler.engine.downloader.slots
        return slots.get(request.meta.get("download_slot", ""))
