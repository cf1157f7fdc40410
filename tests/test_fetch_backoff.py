"""Busy, broken and silent hosts in a real crawl; healthy neighbours arrive."""

from __future__ import annotations

import gzip
import random
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]
import pytest

from tests.crawling import (
    NEIGHBOURS,
    Run,
    ask,
    assert_neighbours,
    crawl,
    neighbours,
    write_source,
)
from tests.loopback import HANG, Hit, LoopbackServer, reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def repeated(packer: Any, times: int) -> bytes:
    parts = [packer.compress(MEBIBYTE) for _ in range(times)]
    return b"".join([*parts, packer.flush()])


HALF = gzip.compress(b"a good page" + random.Random(1).randbytes(8000))[:-4000]
MEBIBYTE = bytes(1024 * 1024)
BOMB = repeated(zlib.compressobj(wbits=31), 256)
BOMB_BR = brotli.compress(MEBIBYTE * 40, quality=1)
ODD = ("/two-lengths", "/minus-length", "/no-headers", "/long-header", "/bad-chunks")


class Troubled:
    """Answers that depend on how often a page was asked for."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], int] = {}

    def __call__(self, hit: Hit) -> bytes | Sequence[Any]:
        if hit.path == "/robots.txt":
            return reply(status=404)
        count = self.seen.get((hit.host, hit.path), 0)
        self.seen[hit.host, hit.path] = count + 1
        good = reply(b"a good page")
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        first: dict[str, bytes | Sequence[Any]] = {
            "/seconds": reply(status=503, Retry_After="3"),
            "/date": reply(status=429, Retry_After=soon),
            "/flaky": reply(status=500),
            "/cut-once": reply(b"<p>half", length=5000),
        }
        always: dict[str, bytes | Sequence[Any]] = {
            "/long": reply(status=429, Retry_After="1800"),
            "/always-503": reply(status=503),
            "/always-soon": reply(status=503, Retry_After="0"),
            "/cut": reply(b"<p>half", length=5000),
            "/hang": [HANG],
            "/drip": [reply(length=1000), *[b"x", 0.2] * 20],
            "/garbage": b"\x00\x01 not http at all\r\n\r\n",
            "/reset": b"",
            "/bomb": reply(BOMB, Content_Encoding="gzip"),
            "/bomb-br": reply(BOMB_BR, Content_Encoding="br"),
            "/two-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
            "/minus-length": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
            "/no-headers": b"<html>a page as of 1991</html>",
            "/long-header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\nabc",
            "/bad-chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
            "/huge": reply(bytes(17 * 1024 * 1024)),
            "/not-gzip": reply(b"a good page", Content_Encoding="gzip"),
            "/odd-label": reply(b"a good page", Content_Encoding="utf-8"),
            "/bad-brotli": reply(b"\x00\x01\x02" * 50, Content_Encoding="br"),
            "/unknown": reply(b"\x00\x01\x02" * 50, Content_Encoding="x-ours"),
            "/half-gzip": reply(HALF, Content_Encoding="gzip"),
            "/no-length": reply(b"a good page", length=-1),
            "/gone": reply(status=410),
            "/wall": reply(status=403),
        }
        if hit.path in first:
            return first[hit.path] if count == 0 else good
        return b"" if hit.path.startswith("/reset/") else always.get(hit.path, good)


TROUBLES = (
    ("/always-503", "answered 503", True),
    ("/cut", "answer was cut short", True),
    ("/garbage", "answer is not proper HTTP", True),
    ("/reset", "connection was lost", True),
    ("/bomb", "larger than the cap", False),
    ("/bomb-br", "larger than the cap", False),
    ("/huge", "larger than the cap", False),
    ("/bad-brotli", "answer could not be unpacked", True),
    ("/unknown", "answer is packed in an unknown way (x-ours)", False),
    ("/gone", "answered 410", False),
    ("/wall", "answered 403", True),
)
PASSING = ("/flaky", "/cut-once", "/not-gzip", "/odd-label", "/healthy")


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    sources = tmp_path_factory.mktemp("troubled") / "sources"
    sources.mkdir()
    for name in ("good", "busy", "dated", "closed", "ill", "slow", "refusing", "short", "odd"):
        write_source(sources, name)
    write_source(sources, "silent")
    write_source(sources, "missing", hosts=["no-such-host.invalid"], pin={})
    with LoopbackServer(Troubled()) as server:
        port = server.port
        plan = [
            *(ask(port, "busy", path) for path in ("/seconds", "/after/1", "/after/2")),
            *(ask(port, "dated", path) for path in ("/date", "/after/1")),
            *(ask(port, "closed", path) for path in ("/long", "/after/1", "/after/2")),
            *(ask(port, "ill", path) for path, _, _ in TROUBLES),
            *(ask(port, "ill", path) for path in PASSING),
            *(ask(port, "ill", path) for path in ("/half-gzip", "/no-length")),
            *(ask(port, "odd", path) for bad in ODD for path in (bad, f"/after{bad}")),
            *(ask(port, "short", path) for path in ("/always-soon", "/healthy")),
            *(ask(port, "slow", path) for path in ("/hang", "/drip", "/healthy")),
            *(ask(port, "silent", f"/reset/{number}") for number in range(9)),
            {"url": "http://refusing.test:9/x", "source": "refusing"},
            {"url": "http://no-such-host.invalid/x", "source": "missing"},
            *neighbours(port),
        ]
        done = crawl(sources, plan, DOWNLOAD_TIMEOUT=1.5, BACKOFF_SECONDS=0.05)
        yield Run(done, server)


def test_neighbours_of_hosts_in_trouble_arrive(troubled: Run) -> None:
    assert_neighbours(troubled)


@pytest.mark.parametrize(
    ("host", "path", "wait"), [("busy.test", "/seconds", 3.0), ("dated.test", "/date", 1.0)]
)
def test_the_whole_host_waits_as_long_as_it_asked(
    troubled: Run, host: str, path: str, wait: float
) -> None:
    assert troubled.body(host, path) == "a good page"
    asked, *later = [
        hit.at for hit in troubled.server.hits if hit.host == host and hit.path != "/robots.txt"
    ]
    assert later
    assert min(later) - asked > wait - 0.1


def test_other_hosts_go_on_while_one_waits(troubled: Run) -> None:
    waited_until = troubled.times("busy.test", "/seconds")[1]
    assert troubled.times("good.test", f"/{NEIGHBOURS - 1}")[0] < waited_until


def test_a_host_that_asks_for_a_long_pause_is_asked_nothing_more_in_this_run(troubled: Run) -> None:
    for path in ("/long", "/after/1", "/after/2"):
        record = troubled.crawl.outcome(troubled.url("closed.test", path))
        assert record["reason"] == "throttled by the host"
        assert record["retry"] is True
    assert troubled.server.paths("closed.test") == ["/robots.txt", "/long"]


def test_a_host_that_stays_busy_is_asked_three_times(troubled: Run) -> None:
    assert troubled.reason("short.test", "/always-soon") == "throttled by the host"
    assert len(troubled.times("short.test", "/always-soon")) == 3
    assert troubled.body("short.test", "/healthy") == "a good page"


@pytest.mark.parametrize(("path", "reason", "retry"), TROUBLES)
def test_each_fault_of_an_answer_has_its_reason(
    troubled: Run, path: str, reason: str, retry: object
) -> None:
    record = troubled.crawl.outcome(troubled.url("ill.test", path))
    assert (record.get("reason"), record.get("retry")) == (reason, retry)


@pytest.mark.parametrize("path", ["/half-gzip", "/no-length"])
def test_an_answer_that_may_be_cut_is_delivered_with_a_flag(troubled: Run, path: str) -> None:
    record = troubled.crawl.outcome(troubled.url("ill.test", path))
    assert record["body"].startswith("a good page")
    assert record["flags"] == ["partial"]


@pytest.mark.parametrize("path", PASSING)
def test_a_fault_that_passes_or_does_no_harm_ends_in_the_page(troubled: Run, path: str) -> None:
    assert troubled.body("ill.test", path) == "a good page"


def test_a_cut_answer_is_asked_for_once_more_only(troubled: Run) -> None:
    assert len(troubled.times("ill.test", "/cut")) == 2


@pytest.mark.parametrize("path", ODD)
def test_an_answer_that_breaks_the_protocol_has_one_clean_outcome(troubled: Run, path: str) -> None:
    # where the first line has no end, the end of the connection is all there is to see
    clean = {"answer is not proper HTTP", "answer was cut short", "connection was lost"}
    assert troubled.reason("odd.test", path) in clean
    assert troubled.body("odd.test", f"/after{path}") == "a good page"


def test_a_bomb_does_not_fill_the_memory(troubled: Run) -> None:
    assert troubled.crawl.peak_mib < 300


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_a_slow_answer_ends_at_the_time_limit(troubled: Run, path: str) -> None:
    assert troubled.reason("slow.test", path) == "timed out"
    assert len(troubled.times("slow.test", path)) == 3
    assert troubled.body("slow.test", "/healthy") == "a good page"


def test_a_host_that_went_silent_is_not_waited_for_page_by_page(troubled: Run) -> None:
    reasons = [troubled.reason("silent.test", f"/reset/{number}") for number in range(9)]
    assert reasons.count("connection was lost") == 1
    assert reasons.count("host gives no answer (connection was lost)") == 8
    assert len(troubled.server.paths("silent.test")) == 1 + 6


def test_tries_are_spaced_further_apart_each_time(troubled: Run) -> None:
    first, second, third = troubled.times("ill.test", "/always-503")
    assert second - first > 0.04
    assert third - second > 0.09


def test_a_host_that_cannot_be_reached_says_how(troubled: Run) -> None:
    refused = troubled.crawl.reason("http://refusing.test:9/x")
    missing = troubled.crawl.reason("http://no-such-host.invalid/x")
    assert refused == "robots.txt unreachable (connection refused)"
    assert missing == "robots.txt unreachable (host not found)"


def test_no_fault_shows_as_a_traceback(troubled: Run) -> None:
    assert "Traceback" not in troubled.crawl.log
