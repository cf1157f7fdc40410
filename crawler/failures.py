"""Why a page or hub could not be fetched, in an analyst's words.

``Refused`` is raised by our own middlewares where a request must not go on:

    Refused
    ├── AddressRefused   the address guard: scheme, port, host, private address
    ├── RedirectRefused  the redirect rules: loop, too many hops, another host
    ├── RobotsRefused    robots.txt forbids it, or could not be read
    ├── Throttled        the host asked for a pause that this run does not wait for
    ├── Blocked          the host answers with a wall against robots, page after page
    ├── Silent           the host gives no answer, whatever it is asked for
    └── Interrupted      the run was ended before the request had its turn

Everything else that can reach an errback comes from Scrapy or Twisted; ``reason`` knows both.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed
from twisted.web.http import PotentialDataLoss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from twisted.python.failure import Failure

# 403 among them: most often a wall against robots, which stands for hours and not for ever
_RETRY_STATUS: Final = frozenset({403, 408, 421, 423, 425, 429})
_SERVER_ERROR: Final = 500

_WORDS: Final[tuple[tuple[type[BaseException], str, bool], ...]] = (
    (CannotResolveHostError, "host not found", True),
    (DownloadConnectionRefusedError, "connection refused", True),
    (DownloadTimeoutError, "timed out", True),
    (ResponseDataLossError, "answer was cut short", True),
    (PotentialDataLoss, "answer was cut short", True),
    (DownloadCancelledError, "larger than the cap", False),
    (UnsupportedURLSchemeError, "not a web address", False),
    (NotSupported, "not a web address", False),
    (ConnectionClosed, "connection was lost", True),
    (ConnectError, "no connection", True),
    (EOFError, "answer could not be unpacked", True),
    (zlib.error, "answer could not be unpacked", True),
    (OSError, "answer could not be unpacked", True),
)


# reasons of a host that did not answer at all, as opposed to one that answered badly
NO_ANSWER: Final = frozenset(
    {"host not found", "connection refused", "timed out", "connection was lost", "no connection"}
)


_RULES_UNREACHABLE: Final = re.compile(r"robots\.txt unreachable \((.+)\)")


class Refused(IgnoreRequest):
    """A request that must not go on. ``reason`` is short; ``retry``: may a later run ask again.

    ``detail`` is what ``str`` gives: the reason, or a longer text with what differs from one
    case to the next (a clock time), so that reasons can be counted. ``until``: when the host
    may be asked again (aware UTC), where it said so.
    """

    def __init__(
        self,
        reason: str,
        *,
        detail: str = "",
        retry: bool = False,
        until: datetime | None = None,
    ) -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.retry = retry
        self.until = until


class AddressRefused(Refused):
    """Raised by the address middlewares for an address that is never fetched."""


class RedirectRefused(Refused):
    """Raised by the redirect middleware instead of following a redirect."""


class RobotsRefused(Refused):
    """Raised by the robots middleware: forbidden, or unreadable and therefore not now.

    ``until`` where the host wants a pause instead of telling its rules.
    """


class Throttled(Refused):
    """Raised by the back-off middleware for a host that wants a longer pause than a run has."""

    until: datetime

    def __init__(self, until: datetime) -> None:
        reason = "throttled by the host"
        detail = f"{reason} until {until:%Y-%m-%d %H:%M} UTC"
        super().__init__(reason, detail=detail, retry=True, until=until)


class Blocked(Refused):
    """Raised by the back-off middleware for an answer that keeps robots out, and after several.

    ``words``: what came in place of the page, see ``crawler.walls``.
    """

    def __init__(self, words: str) -> None:
        super().__init__(f"blocks us: {words}", retry=True)


class Silent(Refused):
    """Raised by the back-off middleware for a host that gave no answer several times in a row."""

    def __init__(self, words: str) -> None:
        super().__init__(f"host gives no answer ({words})", retry=True)


class Interrupted(Refused):
    """Raised by the shutdown extension for what was not asked for: nothing is known of it."""

    def __init__(self, reason: str = "run was ended before its turn") -> None:
        super().__init__(reason, retry=True)


def reason(failure: Failure) -> tuple[str, bool]:
    """The reason of a failed request in a few words, and whether asking again later makes sense."""
    assert failure.value is not None
    return describe(failure.value)


def describe(error: BaseException) -> tuple[str, bool]:
    """As ``reason``, for an exception that was caught."""
    if isinstance(error, Refused):
        return error.reason, error.retry
    if isinstance(error, HttpError):
        status = error.response.status
        return f"answered {status}", status in _RETRY_STATUS or status >= _SERVER_ERROR
    if isinstance(error, IgnoreRequest):
        return _ignored(error)
    if isinstance(error, DownloadFailedError | ResponseFailed):
        return _failed(error)
    for kind, words, retry in _WORDS:
        if isinstance(error, kind):
            return words, retry
    return f"could not be fetched ({type(error).__name__})", True


def no_answer(failure: Failure) -> bool:
    """Whether the host gave no answer at all, for its rules or for the page."""
    words = reason(failure)[0]
    rules = _RULES_UNREACHABLE.fullmatch(words)
    return isinstance(failure.value, Silent) or (rules[1] if rules else words) in NO_ANSWER


def was_tried(error: BaseException) -> bool:
    """Whether a failure is one of the page; False where its host alone is in trouble."""
    unknown_rules = isinstance(error, RobotsRefused) and error.retry
    return not (unknown_rules or isinstance(error, Throttled | Silent | Blocked))


def _ignored(error: IgnoreRequest) -> tuple[str, bool]:
    # Scrapy refuses a bomb while unpacking with this exception and names the setting in it
    if "DOWNLOAD_MAXSIZE" in str(error):
        return "larger than the cap", False
    return str(error) or "was ignored", False


def _failed(error: DownloadFailedError | ResponseFailed) -> tuple[str, bool]:
    causes = list(_causes(error))
    if any(isinstance(cause, SSL.Error | VerificationError) for cause in causes):
        return _tls(causes), True
    if any(isinstance(cause, ConnectionClosed) for cause in causes):
        return "connection was lost", True
    return "answer is not proper HTTP", True


def _tls(causes: list[BaseException]) -> str:
    told = any("certificate" in str(cause) for cause in causes if isinstance(cause, SSL.Error))
    named = any(isinstance(cause, VerificationError) for cause in causes)
    return "certificate not valid" if told or named else "secure connection failed"


def certificate_fault(error: BaseException) -> bool:
    """Whether a fetch failed over its certificate: asking again at once changes nothing."""
    return isinstance(error, DownloadFailedError) and describe(error)[0] == "certificate not valid"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """All exceptions behind one: its ``__cause__`` and, for Twisted, the wrapped reasons."""
    yield error
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)
    for wrapped in getattr(error, "reasons", None) or ():
        yield from _causes(wrapped.value)
