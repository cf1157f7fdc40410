"""robots.txt in all its states in a real crawl; healthy neighbours arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.crawling import (
    Run,
    ask,
    assert_neighbours,
    crawl,
    neighbours,
    write_source,
)
from tests.loopback import HANG, Hit, LoopbackServer, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


LONG_ROBOTS = b"User-agent: *\nDisallow: /private\n" + b"# filler line\n" * 1_300_000

ROBOTS: dict[str, Callable[[Hit], bytes | Sequence[Any]]] = {
    "rules.test": lambda _: [
        0.3,
        reply(b"User-agent: *\nDisallow: /private", content_type="text/plain"),
    ],
    "broken.test": lambda _: reply(b"User-agent: *\nAllow: /", status=503),
    "absent.test": lambda _: reply(b"User-agent: *\nDisallow: /", status=404),
    "walled.test": lambda _: reply(b"User-agent: *\nDisallow: /", status=403),
    "mute.test": lambda _: [HANG],
    "circle.test": lambda _: redirect("/robots.txt"),
    "hops.test": lambda hit: (
        redirect("/robots2.txt")
        if hit.path == "/robots.txt"
        else reply(b"User-agent: *\nDisallow: /private")
    ),
    "long.test": lambda _: reply(LONG_ROBOTS, content_type="text/plain"),
    "trap.test": lambda _: redirect("http://127.0.0.1/robots.txt"),
    "slow.test": lambda _: reply(b"User-agent: *\nCrawl-delay: 0.8", content_type="text/plain"),
    "patient.test": lambda _: reply(b"User-agent: *\nCrawl-delay: 0.1", content_type="text/plain"),
}


def robots_answer(hit: Hit) -> bytes | Sequence[Any]:
    if hit.path in {"/robots.txt", "/robots2.txt"}:
        return ROBOTS[hit.host](hit) if hit.host in ROBOTS else reply(status=404)
    return reply(b"a good page")


@pytest.fixture(scope="module")
def robots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    sources = tmp_path_factory.mktemp("robots") / "sources"
    sources.mkdir()
    for host in ("good.test", *ROBOTS):
        name = host.removesuffix(".test")
        write_source(sources, name, delay_seconds=0.7 if name == "patient" else 0)
    with LoopbackServer(robots_answer) as server:
        port = server.port
        paths = {
            "rules": ["/x", "/y", "/private/1", "/private/2", "/private/3"],
            "hops": ["/x", "/private/1"],
            "long": ["/x", "/private/1"],
            "slow": ["/1", "/2", "/3"],
            "patient": ["/1", "/2", "/3"],
        }
        plan = [
            ask(port, host.removesuffix(".test"), path)
            for host in ROBOTS
            for path in paths.get(host.removesuffix(".test"), ["/x"])
        ]
        done = crawl(
            sources, [*plan, *neighbours(port)], DOWNLOAD_TIMEOUT=1.5, BACKOFF_SECONDS=0.05
        )
        yield Run(done, server)


def test_neighbours_of_sites_with_bad_robots_arrive(robots: Run) -> None:
    assert_neighbours(robots)


@pytest.mark.parametrize("host", ["rules.test", "hops.test", "long.test"])
def test_a_forbidden_page_is_never_asked_for(robots: Run, host: str) -> None:
    assert robots.reason(host, "/private/1") == "robots.txt forbids it"
    assert robots.body(host, "/x") == "a good page"
    assert not [path for path in robots.server.paths(host) if path.startswith("/private")]


def test_all_of_several_first_requests_wait_for_the_rules(robots: Run) -> None:
    for number in (2, 3):
        assert robots.reason("rules.test", f"/private/{number}") == "robots.txt forbids it"
    assert robots.server.paths("rules.test").count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("host", "why"), [("broken.test", "answered 503"), ("mute.test", "timed out")]
)
def test_unreachable_rules_mean_not_now(robots: Run, host: str, why: str) -> None:
    record = robots.crawl.outcome(robots.url(host, "/x"))
    assert record["reason"] == f"robots.txt unreachable ({why})"
    assert record["retry"] is True
    assert "/x" not in robots.server.paths(host)


@pytest.mark.parametrize("host", ["absent.test", "walled.test", "circle.test"])
def test_rules_that_are_not_there_allow_all(robots: Run, host: str) -> None:
    assert robots.body(host, "/x") == "a good page"


def test_rules_that_lead_to_a_private_address_are_not_followed(robots: Run) -> None:
    assert robots.reason("trap.test", "/x") == "address is private (127.0.0.1)"


@pytest.mark.parametrize(("host", "delay"), [("slow.test", 0.8), ("patient.test", 0.7)])
def test_the_longer_of_the_sources_and_the_sites_delay_holds(
    robots: Run, host: str, delay: float
) -> None:
    times = [hit.at for hit in robots.server.hits if hit.host == host]
    assert len(times) == 4
    # the server sees a request some moments after it was sent, the first one perhaps late
    assert times[-1] - times[0] > 3 * delay - 0.6


def test_no_fault_shows_as_a_traceback(robots: Run) -> None:
    assert "Traceback" not in robots.crawl.log
