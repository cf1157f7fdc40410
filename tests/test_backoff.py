"""Pauses and tries of a host, answer by answer, without a network."""

from __future__ import annotations

from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from twisted.internet.defer import Deferred

from crawler.failures import Blocked, Refused, Throttled
from crawler.handlers import download_failed
from crawler.middlewares.backoff import BLOCKED_AFTER, SILENT_AFTER, BackoffMiddleware

URL = "http://news.kz/page"


class Counting:
    """A stats collector that takes everything."""

    def inc_value(self, key: str) -> None:
        assert key


@pytest.fixture
def slot() -> Slot:
    return Slot(1, 0.0, 0.0)


@pytest.fixture
def backoff(slot: Slot) -> BackoffMiddleware:
    settings = Settings({"RETRY_TIMES": 2, "BACKOFF_SECONDS": 4, "BACKOFF_LIMIT": 100})
    engine = SimpleNamespace(downloader=SimpleNamespace(slots={"news.kz": slot}))
    crawler: Any = SimpleNamespace(settings=settings, signals=SignalManager(), engine=engine)
    crawler.stats = Counting()
    crawler.spider = SimpleNamespace(crawler=crawler)
    return BackoffMiddleware(crawler)


def request(path: str = "", **meta: Any) -> Request:
    return Request(URL + path, meta={"download_slot": "news.kz", **meta})


def answered(
    backoff: BackoffMiddleware, asked: Request, status: int, body: bytes = b"", **headers: str
) -> Request | Response:
    """What becomes of an answer, in the order in which Scrapy calls."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Response(asked.url, status=status, headers=named, body=body)
    backoff._note_answer(response, asked)
    return backoff.process_response(asked, response)


def paused(slot: Slot) -> float:
    return slot.lastseen - monotonic()


@pytest.mark.parametrize("status", [200, 301, 304, 403, 404, 410])
def test_an_answer_that_will_not_change_is_passed_on_at_once(
    backoff: BackoffMiddleware, slot: Slot, status: int
) -> None:
    result = answered(backoff, request(), status)
    assert isinstance(result, Response)
    assert paused(slot) < 0


def test_a_broken_answer_is_asked_for_three_times_with_growing_pauses(
    backoff: BackoffMiddleware, slot: Slot
) -> None:
    asked, pauses = request(), []
    for _ in range(2):
        again = answered(backoff, asked, 502)
        pauses.append(round(paused(slot)))
        assert isinstance(again, Request)
        asked = again
    assert isinstance(answered(backoff, asked, 502), Response)
    assert pauses == [4, 8]


def test_the_pause_is_what_the_host_named(backoff: BackoffMiddleware, slot: Slot) -> None:
    assert isinstance(answered(backoff, request(), 429, Retry_After="60"), Request)
    assert round(paused(slot)) == 60


def test_pauses_of_one_host_add_up_to_the_limit_of_a_run(backoff: BackoffMiddleware) -> None:
    answered(backoff, request("/1"), 429, Retry_After="60")
    with pytest.raises(Throttled, match="throttled by the host until"):
        answered(backoff, request("/2"), 429, Retry_After="60")


def test_a_closed_host_is_not_asked_and_another_host_is(backoff: BackoffMiddleware) -> None:
    with pytest.raises(Throttled):
        answered(backoff, request(), 503, Retry_After="3000")
    with pytest.raises(Throttled):
        backoff.process_request(request("/later"))
    backoff.process_request(Request("http://other.kz/"))


def test_an_answer_that_was_under_way_when_the_host_closed_is_not_asked_again(
    backoff: BackoffMiddleware,
) -> None:
    with pytest.raises(Throttled):
        answered(backoff, request(), 503, Retry_After="3000")
    with pytest.raises(Throttled):
        answered(backoff, request("/other"), 500)


def test_the_last_try_of_a_busy_page_ends_as_throttled(backoff: BackoffMiddleware) -> None:
    with pytest.raises(Throttled):
        answered(backoff, request(retry_times=2), 503, Retry_After="1")


def test_a_host_that_used_up_the_runs_patience_gets_no_second_tries(
    backoff: BackoffMiddleware, slot: Slot
) -> None:
    for number in range(40):
        answered(backoff, request(f"/{number}"), 500)
    waited = paused(slot)
    assert isinstance(answered(backoff, request("/last"), 500), Response)
    assert paused(slot) <= waited


def test_a_silent_host_is_given_up_until_it_answers(backoff: BackoffMiddleware) -> None:
    silence = DownloadTimeoutError("x")
    tries = [
        backoff.process_exception(request(f"/{number}"), silence) for number in range(SILENT_AFTER)
    ]
    assert [isinstance(result, Request) for result in tries] == [True] * (SILENT_AFTER - 1) + [
        False
    ]
    with pytest.raises(Refused, match=r"host gives no answer \(timed out\)"):
        backoff.process_request(request("/next"))
    answered(backoff, request("/under-way"), 200)
    backoff.process_request(request("/next"))


def test_a_failure_pauses_the_host_before_its_next_request(
    backoff: BackoffMiddleware, slot: Slot
) -> None:
    signals = backoff._crawler.signals
    signals.send_catch_log(download_failed, request=request(), error=ResponseDataLossError("x"))
    assert paused(slot) < 0
    signals.send_catch_log(download_failed, request=request(), error=DownloadTimeoutError("x"))
    assert round(paused(slot)) == 4


def test_a_cut_answer_is_tried_once_more(backoff: BackoffMiddleware) -> None:
    again = backoff.process_exception(request(), ResponseDataLossError("x"))
    assert isinstance(again, Request)
    assert backoff.process_exception(again, ResponseDataLossError("x")) is None


@pytest.mark.parametrize("error", [IgnoreRequest("x"), Refused("x"), KeyError("x")])
def test_a_refusal_is_not_tried_again(backoff: BackoffMiddleware, error: Exception) -> None:
    assert backoff.process_exception(request(), error) is None


def test_a_request_may_ask_not_to_be_repeated(backoff: BackoffMiddleware) -> None:
    once = request(dont_retry=True)
    assert isinstance(answered(backoff, once, 500), Response)
    assert backoff.process_exception(once, DownloadTimeoutError("x")) is None


def test_a_failure_before_the_host_had_a_slot_is_tried_again(backoff: BackoffMiddleware) -> None:
    early = Request(URL)
    assert isinstance(backoff.process_exception(early, DownloadTimeoutError("x")), Request)


def test_a_host_that_stays_busy_after_all_pauses_is_left_alone(
    backoff: BackoffMiddleware, slot: Slot
) -> None:
    waiting: Deferred[Response] = Deferred()
    given_up: list[Any] = []
    waiting.addErrback(given_up.append)
    slot.queue.append((request("/next"), waiting))
    with pytest.raises(Throttled):
        answered(backoff, request(retry_times=2), 429)
    assert isinstance(given_up[0].value, Throttled)
    with pytest.raises(Throttled):
        backoff.process_request(request("/later"))


def wait(slot: Slot, url: str) -> list[Any]:
    """A request that waits in the slot; what it was given up for is in the list."""
    waiting: Deferred[Response] = Deferred()
    given_up: list[Any] = []
    waiting.addErrback(lambda failure: given_up.append(failure.value))
    slot.queue.append((Request(url, meta={"download_slot": "news.kz"}), waiting))
    return given_up


def test_a_closed_host_is_not_asked_with_www_either(backoff: BackoffMiddleware, slot: Slot) -> None:
    with_www = wait(slot, "http://www.news.kz/1")
    with pytest.raises(Throttled):
        answered(backoff, request(), 503, Retry_After="3000")
    assert isinstance(with_www[0], Throttled)
    with pytest.raises(Throttled):
        backoff.process_request(Request("http://www.news.kz/2"))


def test_a_dead_name_without_www_gives_up_nothing_of_the_one_with_it(
    backoff: BackoffMiddleware, slot: Slot
) -> None:
    urls = ["http://www.news.kz/1", "http://news.kz/1", "http://www.news.kz/2"]
    ends = [wait(slot, url) for url in urls]
    for number in range(SILENT_AFTER):
        backoff.process_exception(request(f"/{number}"), DownloadTimeoutError("x"))
    assert [bool(end) for end in ends] == [False, True, False]
    assert [asked.url for asked, _ in slot.queue] == urls[::2]
    backoff.process_request(Request("http://www.news.kz/3"))


WALL = b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"
CLOUDFLARE = "blocks us: a challenge page of Cloudflare"


def blocked(backoff: BackoffMiddleware, path: str, status: int, **meta: Any) -> bool:
    try:
        answered(backoff, request(path, **meta), status, WALL if status != 403 else b"")
    except Blocked:
        return True
    return False


def test_walls_in_a_row_end_the_hosts_requests_and_other_hosts_go_on(
    backoff: BackoffMiddleware,
) -> None:
    ends = [blocked(backoff, f"/{number}", 200) for number in range(BLOCKED_AFTER)]
    assert ends == [False] * (BLOCKED_AFTER - 1) + [True]
    with pytest.raises(Blocked, match=CLOUDFLARE):
        backoff.process_request(request("/next"))
    backoff.process_request(Request("http://other.kz/"))


def test_a_page_between_two_walls_begins_the_count_anew(backoff: BackoffMiddleware) -> None:
    for status in (403, 403, 404, 403, 403, 200):
        answered(backoff, request(), status)
    for _ in range(BLOCKED_AFTER - 1):
        assert not blocked(backoff, "/x", 403)
    # a broken answer says neither
    answered(backoff, request(retry_times=2), 500)
    assert blocked(backoff, "/x", 403)


@pytest.mark.parametrize(
    ("status", "meta", "at_once"),
    [(200, {}, False), (403, {}, False), (200, {"hub": "a feed"}, True), (503, {}, True)],
)
def test_one_wall_is_told_at_once_unless_the_page_is_judged_later(
    backoff: BackoffMiddleware, status: int, meta: dict[str, Any], at_once: object
) -> None:
    assert blocked(backoff, "/x", status, **meta) is at_once


def test_a_forbidden_robots_txt_is_no_wall(backoff: BackoffMiddleware) -> None:
    for _ in range(BLOCKED_AFTER):
        answered(backoff, request("/robots.txt", robots_txt=True), 403)
    backoff.process_request(request("/page"))
