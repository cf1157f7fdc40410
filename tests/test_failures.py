"""Reasons in an analyst's words."""

from __future__ import annotations

import zlib
from copy import copy
from datetime import UTC, datetime

import pytest
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
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.internet.error import ConnectionLost, NoRouteError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.failures import (
    NO_ANSWER,
    Blocked,
    Interrupted,
    Refused,
    RobotsRefused,
    Silent,
    Throttled,
    certificate_fault,
    describe,
    no_answer,
    reason,
    was_tried,
)


def failed(*causes: BaseException) -> DownloadFailedError:
    error = DownloadFailedError("failed")
    error.__cause__ = ResponseFailed([Failure(cause) for cause in causes])  # type: ignore[no-untyped-call]
    return error


def no_route() -> NoRouteError:
    return NoRouteError()  # type: ignore[no-untyped-call]


CASES = (
    (CannotResolveHostError("x"), "host not found", True),
    (DownloadConnectionRefusedError("x"), "connection refused", True),
    (DownloadTimeoutError("x"), "timed out", True),
    (ResponseDataLossError("x"), "answer was cut short", True),
    (DownloadCancelledError("x"), "larger than the cap", False),
    (IgnoreRequest("body exceeded DOWNLOAD_MAXSIZE (1 B)"), "larger than the cap", False),
    (IgnoreRequest("for some reason"), "for some reason", False),
    (IgnoreRequest(), "was ignored", False),
    (NotSupported("x"), "not a web address", False),
    (no_route(), "no connection", True),
    (ConnectionLost(), "connection was lost", True),
    (OSError("Not a gzipped file"), "answer could not be unpacked", True),
    (zlib.error("x"), "answer could not be unpacked", True),
    (failed(SSL.Error([("tls", "", "certificate verify failed")])), "certificate not valid", True),
    (failed(VerificationError(errors=[])), "certificate not valid", True),
    (failed(SSL.Error([("tls", "", "handshake failure")])), "secure connection failed", True),
    (failed(ConnectionLost()), "connection was lost", True),
    (failed(ValueError("no status line")), "answer is not proper HTTP", True),
    (KeyError("x"), "could not be fetched (KeyError)", True),
    (Refused("robots.txt forbids it"), "robots.txt forbids it", False),
    (Throttled(datetime(2026, 11, 20, 7, 30, tzinfo=UTC)), "throttled by the host", True),
    (Silent("timed out"), "host gives no answer (timed out)", True),
    (Blocked("a captcha"), "blocks us: a captcha", True),
    (Interrupted(), "run was ended before its turn", True),
)


@pytest.mark.parametrize(("error", "words", "retry"), CASES)
def test_each_failure_has_its_words(error: BaseException, words: str, retry: object) -> None:
    assert describe(error) == (words, retry)
    assert reason(Failure(error)) == (words, retry)  # type: ignore[no-untyped-call]


def test_the_clock_time_of_a_pause_is_in_the_detail_and_not_in_the_reason() -> None:
    throttled = Throttled(datetime(2026, 11, 20, 7, 30, tzinfo=UTC))
    assert str(throttled) == "throttled by the host until 2026-11-20 07:30 UTC"
    assert throttled.until == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


def test_only_a_host_that_said_until_when_has_such_a_moment() -> None:
    moment = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert copy(RobotsRefused("robots.txt unreachable", retry=True, until=moment)).until == moment
    for refusal in (Refused("x"), Silent("timed out"), Blocked("a wall"), Interrupted()):
        assert refusal.until is None
    assert str(Refused("robots.txt forbids it")) == "robots.txt forbids it"


@pytest.mark.parametrize(
    ("error", "tried"),
    [
        (Blocked("a captcha"), False),
        (Silent("timed out"), False),
        (Throttled(datetime.now(UTC)), False),
        (RobotsRefused("robots.txt unreachable", retry=True), False),
        (RobotsRefused("robots.txt forbids it"), True),
        (ConnectionLost(), True),
    ],
)
def test_the_trouble_of_a_host_is_no_attempt_of_a_page(error: Exception, tried: object) -> None:
    assert was_tried(error) is tried


@pytest.mark.parametrize(
    ("error", "mute"),
    [
        (CannotResolveHostError(), True),
        (Silent("timed out"), True),
        (RobotsRefused("robots.txt unreachable (host not found)", retry=True), True),
        (RobotsRefused("robots.txt unreachable (answered 503)", retry=True), False),
        (RobotsRefused("robots.txt forbids it"), False),
        (Throttled(datetime.now(UTC)), False),
    ],
)
def test_a_host_that_says_anything_has_answered(error: Exception, mute: object) -> None:
    assert no_answer(Failure(error)) is mute  # type: ignore[no-untyped-call]


def test_the_reasons_of_no_answer_are_reasons_that_are_given() -> None:
    assert {words for _, words, _ in CASES} >= NO_ANSWER


@pytest.mark.parametrize(
    ("status", "retry"),
    [(403, True), (404, False), (410, False), (408, True), (429, True), (500, True), (503, True)],
)
def test_a_status_is_named_and_only_passing_ones_are_asked_again(
    status: int, retry: object
) -> None:
    error = HttpError(Response("https://news.kz/", status=status))
    assert describe(error) == (f"answered {status}", retry)


def test_only_a_bad_certificate_counts_as_one() -> None:
    assert certificate_fault(failed(VerificationError(errors=[])))
    assert not certificate_fault(failed(ConnectionLost()))
    assert not certificate_fault(Refused("certificate not valid"))
