"""Hostile addresses, redirects and certificates in a real crawl; healthy neighbours arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawling import (
    Run,
    ask,
    assert_neighbours,
    crawl,
    neighbours,
    write_certificate,
    write_source,
)
from tests.loopback import Hit, LoopbackServer, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator


PRIVATE = {
    "/to-loopback": "http://127.0.0.1:{port}/secret",
    "/to-decimal": "http://2130706433:{port}/secret",
    "/to-hex": "http://0x7f.1:{port}/secret",
    "/to-short": "http://127.1:{port}/secret",
    "/to-mapped": "http://[::ffff:127.0.0.1]:{port}/secret",
    "/to-any": "http://0.0.0.0:{port}/secret",
    "/to-metadata": "http://169.254.169.254/latest/meta-data",
}
DIRECT = (
    "http://127.0.0.1:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0x7f.1:{port}/secret",
    "http://017700000001:{port}/secret",
    "http://127.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://[64:ff9b::7f00:1]:{port}/secret",
    "http://[2002:7f00:1::]:{port}/secret",
    "http://[2001:0:1:1:0:0:80ff:fffe]:{port}/secret",
    "http://[::127.0.0.1]:{port}/secret",
    "http://[fec0::1]:{port}/secret",
    "http://[fe80::1]:{port}/secret",
    "http://[fd00::1]:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://100.64.0.1:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://100.100.100.200/latest",
)


def redirecting(hit: Hit) -> bytes:
    port = hit.headers["host"].partition(":")[2]
    if hit.path in PRIVATE:
        return redirect(PRIVATE[hit.path].format(port=port))
    if hit.path.startswith("/endless/"):
        return redirect(f"/endless/{int(hit.path.rpartition('/')[2]) + 1}")
    targets = {
        "/self": "/self",
        "/circle": "/round",
        "/round": "/circle",
        "/moved-away": f"http://elsewhere.test:{port}/",
        "/to-file": "file:///etc/hostname",
        "/to-ftp": "ftp://turn.test/x",
        "/to-data": "data:text/html,hello",
        "/to-broken": "http://[bad",
        "/to-www": f"http://www.turn.test:{port}/arrived",
        "/short-way": "/arrived",
    }
    return redirect(targets[hit.path]) if hit.path in targets else reply(b"arrived")


def guard_answer(hit: Hit) -> bytes:
    if hit.path == "/robots.txt":
        return reply(status=404)
    if hit.host in {"turn.test", "www.turn.test"}:
        return redirecting(hit)
    if hit.host == "hub.test":
        unchanged = hit.headers.get("if-none-match") == '"v1"'
        return reply(status=304) if unchanged else reply(b"changed", ETag='"v2"')
    return reply(b"a good page")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    sources = tmp_path_factory.mktemp("guarded") / "sources"
    sources.mkdir()
    for name in ("good", "strict", "misnamed", "hub"):
        write_source(sources, name)
    write_source(
        sources,
        "turn",
        hosts=["turn.test"],
        pin={"turn.test": "127.0.0.1", "www.turn.test": "127.0.0.1"},
    )
    write_source(sources, "lax", verify_tls=False)
    write_source(sources, "unpinned", hosts=["localhost", "free.example"], pin={})
    tls = write_certificate(sources.parent / "server.pem", "strict.test", "lax.test")
    write_source(sources, "six", pin={"six.test": "::1"})
    with (
        LoopbackServer(guard_answer) as server,
        LoopbackServer(guard_answer, tls) as secure,
        LoopbackServer(guard_answer, address="::1") as ipv6,
    ):
        port = server.port
        paths = [*PRIVATE, "/self", "/circle", "/endless/1", "/moved-away", "/to-file", "/to-ftp"]
        paths += ["/to-data", "/to-broken", "/to-www", "/short-way"]
        plan = [ask(port, "turn", path) for path in paths]
        plan += [{"url": url.format(port=port)} for url in DIRECT]
        plan += [
            {"url": "http://localhost:8080/secret", "source": "unpinned"},
            {"url": "http://free.example:22/", "source": "unpinned"},
            {"url": f"http://good.test:{port}/0?stranger", "source": "hub"},
            {"url": "file:///etc/hostname"},
            {"url": f"https://strict.test:{secure.port}/", "source": "strict"},
            {"url": f"https://misnamed.test:{secure.port}/", "source": "misnamed"},
            {"url": f"https://lax.test:{secure.port}/", "source": "lax"},
            ask(port, "hub", "/same", validators=['"v1"', "Fri, 20 Nov 2026 10:00:00 GMT"]),
            ask(port, "hub", "/new", validators=['"v0"', None]),
            ask(port, "hub", "/first", validators=[None, None]),
            ask(ipv6.port, "six", "/page"),
            *neighbours(port),
        ]
        done = crawl(
            sources,
            plan,
            # a proxy of the environment that is not ours: nothing listens there
            environment={"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
            BACKOFF_SECONDS=0.05,
        )
        run = Run(done, server)
        run.crawl.records.append({"asked": "secure port", "body": str(secure.port)})
        run.crawl.records.append({"asked": "IPv6 port", "body": str(ipv6.port)})
        yield run


def test_neighbours_of_hostile_redirects_arrive(guarded: Run) -> None:
    assert_neighbours(guarded)


def test_no_form_of_a_private_address_is_ever_connected_to(guarded: Run) -> None:
    assert "/secret" not in {hit.path for hit in guarded.server.hits}


@pytest.mark.parametrize("path", PRIVATE)
def test_a_redirect_to_a_private_address_is_refused_by_name(guarded: Run, path: str) -> None:
    assert "private address" in guarded.reason("turn.test", path)


@pytest.mark.parametrize("url", DIRECT)
def test_a_private_address_in_any_spelling_is_refused(guarded: Run, url: str) -> None:
    # Scrapy may rewrite the spelling, so the outcome is looked up by what was asked
    assert guarded.crawl.reason(url.format(port=guarded.server.port)).startswith(
        "address is private"
    )


def test_a_name_that_resolves_to_a_private_address_is_refused(guarded: Run) -> None:
    assert guarded.crawl.reason("http://localhost:8080/secret") == "address is private (127.0.0.1)"


def test_a_port_of_another_service_is_refused_for_a_host_that_is_not_pinned(guarded: Run) -> None:
    assert guarded.crawl.reason("http://free.example:22/") == "port 22 is not one of a web site"


def test_a_host_that_is_not_the_sources_own_is_refused_with_its_name(guarded: Run) -> None:
    url = guarded.url("good.test", "/0?stranger")
    assert guarded.crawl.reason(url) == "good.test is not a host of hub"


def test_a_local_file_is_never_read(guarded: Run) -> None:
    assert "not http or https" in guarded.crawl.reason("file:///etc/hostname")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/self", "redirected to itself"),
        ("/circle", "redirected in a circle"),
        ("/endless/1", "redirected more than 5 times"),
        ("/moved-away", "moved to host elsewhere.test"),
        ("/to-file", "redirected to something that is not a web address"),
        ("/to-ftp", "redirected to something that is not a web address"),
        ("/to-data", "redirected to something that is not a web address"),
        ("/to-broken", "redirected to a broken address"),
    ],
)
def test_a_redirect_that_is_not_followed_says_why(guarded: Run, path: str, reason: str) -> None:
    assert guarded.reason("turn.test", path) == reason


def test_an_endless_redirect_is_left_after_five_hops(guarded: Run) -> None:
    hops = [path for path in guarded.server.paths("turn.test") if path.startswith("/endless/")]
    assert len(hops) == 6


@pytest.mark.parametrize("path", ["/to-www", "/short-way"])
def test_a_redirect_within_the_source_is_followed(guarded: Run, path: str) -> None:
    assert guarded.body("turn.test", path) == "arrived"


@pytest.mark.parametrize("host", ["strict.test", "misnamed.test"])
def test_a_certificate_that_is_not_valid_fails_the_page(guarded: Run, host: str) -> None:
    port = guarded.crawl.body("secure port")
    reason = guarded.crawl.reason(f"https://{host}:{port}/")
    assert reason == "robots.txt unreachable (certificate not valid)"


def test_a_source_may_opt_out_of_certificate_checks(guarded: Run) -> None:
    port = guarded.crawl.body("secure port")
    assert guarded.crawl.body(f"https://lax.test:{port}/") == "a good page"


def test_a_host_with_an_ipv6_address_is_fetched(guarded: Run) -> None:
    port = guarded.crawl.body("IPv6 port")
    assert guarded.crawl.body(f"http://six.test:{port}/page") == "a good page"


def test_an_unchanged_hub_answers_304_to_the_callback(guarded: Run) -> None:
    url = guarded.url("hub.test", "/same")
    assert guarded.crawl.outcome(url)["status"] == 304
    (hit,) = [hit for hit in guarded.server.hits if hit.path == "/same"]
    assert hit.headers["if-modified-since"] == "Fri, 20 Nov 2026 10:00:00 GMT"


def test_a_changed_hub_is_delivered_and_a_hub_without_validators_is_asked_plainly(
    guarded: Run,
) -> None:
    assert guarded.body("hub.test", "/new") == "changed"
    assert guarded.body("hub.test", "/first") == "changed"
    (hit,) = [hit for hit in guarded.server.hits if hit.path == "/first"]
    assert "if-none-match" not in hit.headers


def test_each_request_has_exactly_one_outcome(guarded: Run) -> None:
    asked = [record["asked"] for record in guarded.crawl.records]
    assert len(asked) == len(set(asked))


def test_no_fault_shows_as_a_traceback(guarded: Run) -> None:
    assert "Traceback" not in guarded.crawl.log
