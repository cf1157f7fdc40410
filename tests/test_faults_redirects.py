"""Redirects, private addresses, proxies and certificates: nothing private is reached, all is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawling import write_certificate
from tests.faultsites import Site, article, faulty, feed
from tests.loopback import Hit, LoopbackServer, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faultsites import Answer, FaultRun

SECRET = "/secret"
PRIVATE = {
    "/loopback": "http://127.0.0.1:{port}",
    "/decimal": "http://2130706433:{port}",
    "/hexadecimal": "http://0x7f.1:{port}",
    "/octal": "http://0177.0.0.1:{port}",
    "/short": "http://127.1:{port}",
    "/any": "http://0.0.0.0:{port}",
    "/ipv6": "http://[::1]:{port}",
    "/mapped": "http://[::ffff:127.0.0.1]:{port}",
    "/compatible": "http://[::127.0.0.1]:{port}",
    "/nat64": "http://[64:ff9b::7f00:1]:{port}",
    "/six-to-four": "http://[2002:7f00:1::]:{port}",
    "/teredo": "http://[2001:0:1:1:0:0:80ff:fffe]:{port}",
    "/site-local": "http://[fec0::1]:{port}",
    "/link-local": "http://[fe80::1]:{port}",
    "/carrier": "http://100.64.0.1:{port}",
    "/metadata": "http://169.254.169.254",
    "/intranet": "http://10.0.0.8",
}
ODD = {
    "/file": ("file:///etc/hostname", "redirected to something that is not a web address"),
    "/ftp": ("ftp://odd.test/x", "redirected to something that is not a web address"),
    "/data": ("data:text/html,mine", "redirected to something that is not a web address"),
    "/script": ("javascript:alert(1)", "redirected to a broken address"),
    "/broken": ("http://[bad", "redirected to a broken address"),
    "/self": ("/self", "redirected to itself"),
    "/circle": ("/round", "redirected in a circle"),
    "/elsewhere": ("http://elsewhere.test/x", "moved to host elsewhere.test"),
}


def to_private(place: str) -> Callable[[Hit], bytes]:
    def answer(hit: Hit) -> bytes:
        port = hit.headers["host"].partition(":")[2]
        return redirect(place.format(port=port) + SECRET)

    return answer


def endless(hit: Hit) -> bytes:
    return redirect(f"/endless{hit.path.count('x') * 'x'}x")


def sites(secure_port: int) -> list[Site]:
    safe = f":{secure_port}"
    refresh = b'<html><meta http-equiv="refresh" content="0;url=http://127.0.0.1/secret"></html>'
    chain: dict[str, Answer | Callable[[Hit], Answer]] = {
        f"/endless{'x' * hop}": endless for hop in range(9)
    }
    return [
        Site(
            "private", [*PRIVATE, "/good"], {path: to_private(to) for path, to in PRIVATE.items()}
        ),
        Site(
            "odd",
            [*ODD, "/endless", "/refresh", "/moved-here", "/good"],
            {
                **{path: redirect(to) for path, (to, _) in ODD.items()},
                "/round": redirect("/circle"),
                "/refresh": reply(refresh),
                "/moved-here": redirect("/arrived"),
                **chain,
            },
        ),
        Site("moved", answers={path: redirect("http://new.test/") for path in ("/feed", "/")}),
        # a name that is public for all we know, and resolves to this machine
        Site(
            "rebinding",
            fields={
                "hosts": ["localhost"],
                "home": "http://localhost:8080/",
                "feeds": [{"url": "http://localhost:8080/feed"}],
                "pin": {},
            },
        ),
        *(
            Site(
                name,
                fields={
                    "home": f"https://{name}.test{safe}/",
                    "feeds": [{"url": f"https://{name}.test{safe}/feed"}],
                    "verify_tls": name == "strict",
                },
            )
            for name in ("strict", "lax")
        ),
    ]


def secure(hit: Hit) -> bytes:
    if hit.path == "/feed":
        return reply(feed(f"https://{hit.headers['host']}", ["/safe"]))
    return reply(status=404) if hit.path in ("/", "/robots.txt") else reply(article("safe"))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    folder = tmp_path_factory.mktemp("redirects")
    tls = write_certificate(folder / "server.pem", "strict.test", "lax.test")
    with LoopbackServer(secure, tls) as server:
        yield from faulty(sites(server.port), folder)


# all requests of the run are made with a proxy in the environment where nobody listens
def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


@pytest.mark.parametrize("name", ["private", "odd"])
def test_a_good_page_of_the_same_host_is_kept(crawled: FaultRun, name: str) -> None:
    assert crawled.state(name, "/good") == ("kept", "")


# redirects to this machine, its network and the cloud's metadata, in every spelling
@pytest.mark.parametrize("path", PRIVATE)
def test_a_redirect_to_a_private_address_is_refused_by_name(crawled: FaultRun, path: str) -> None:
    state, why = crawled.state("private", path)
    assert state == "failed"
    assert why.startswith("redirected to a private address (")


def test_no_private_address_was_ever_connected_to(crawled: FaultRun) -> None:
    assert SECRET not in {hit.path for hit in crawled.server.hits}


# redirects to other schemes, broken ones, circles, and to another site
@pytest.mark.parametrize("path", ODD)
def test_a_redirect_that_is_not_followed_says_why(crawled: FaultRun, path: str) -> None:
    assert crawled.state("odd", path) == ("failed", ODD[path][1])


def test_an_endless_redirect_is_left_after_five_hops(crawled: FaultRun) -> None:
    assert crawled.state("odd", "/endless") == ("failed", "redirected more than 5 times")
    hops = [path for path in crawled.asked("odd") if path.startswith("/endless")]
    assert len(hops) == 6


def test_a_page_that_refreshes_to_another_address_is_not_followed(crawled: FaultRun) -> None:
    assert crawled.page("odd", "/refresh")["state"] != "kept"


def test_a_redirect_within_the_site_ends_in_the_article(crawled: FaultRun) -> None:
    assert crawled.state("odd", "/moved-here") == ("kept", "")


# the whole site redirects to another host
def test_a_site_that_moved_is_told_with_the_host_it_moved_to(crawled: FaultRun) -> None:
    assert "moved to host new.test" in str(crawled.problem("moved"))
    assert "moved to host new.test" in crawled.issues("moved")


# the name resolves to a loopback address
def test_a_name_with_a_private_address_is_refused_with_the_address(crawled: FaultRun) -> None:
    assert "address is private (127.0.0.1)" in crawled.issues("rebinding")


# a certificate that nobody vouches for
def test_a_bad_certificate_fails_the_source_unless_its_file_opts_out(crawled: FaultRun) -> None:
    assert "certificate not valid" in str(crawled.problem("strict"))
    assert (crawled.stored("strict"), crawled.stored("lax")) == (0, 1)
