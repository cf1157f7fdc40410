"""robots.txt in all its states in whole crawls: what is forbidden is never asked for, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faultsites import Site, faulty
from tests.loopback import HANG, Hit, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faultsites import Answer, FaultRun

PAGES = ["/news/open", "/private/closed"]
RULES = b"User-agent: *\nDisallow: /private/\n"
CAP = 1.0


def text(body: bytes, status: int = 200) -> bytes:
    return reply(body, status=status, content_type="text/plain")


def long_way(hit: Hit) -> bytes:
    return redirect(f"/robots.txt{'x' * (hit.path.count('x') + 1)}")


# what says nothing, and must not be read as rules
UNREACHABLE: dict[str, tuple[Answer, str]] = {
    "broken": (text(b"User-agent: *\nAllow: /", status=503), "answered 503"),
    "mute": ([HANG], "timed out"),
    "lost": (b"", "connection was lost"),
    "busy": (text(b"", status=429), "throttled by the host"),
}
ABSENT: dict[str, Answer] = {
    **{f"status{status}": text(b"User-agent: *\nDisallow: /", status) for status in (401, 403, 404, 410)},
    "circle": redirect("/robots.txt"),
    "page": reply(b"<html><h1>Mines</h1></html>"),
    "nothing": text(b""),
}  # fmt: skip
RULED: dict[str, Answer] = {
    "rules": text(RULES),
    "marked": text(b"\xef\xbb\xbf" + RULES.replace(b"\n", b"\r\n")),
    "long": text(RULES + b"# filler line\n" * 800_000),
    "wild": text(RULES + b"Disallow: /" + b"*a" * 2000 + b"$\n"),
    "many": text(RULES + b"".join(b"Disallow: /*x%d*y\n" % number for number in range(20_000))),
    "named": text(b"User-agent: *\nAllow: /\n\nUser-agent: kenwatch\nDisallow: /private/\n"),
}
SITES = (
    *(Site(name, PAGES, {"/robots.txt": answer}) for name, (answer, _) in UNREACHABLE.items()),
    *(Site(name, PAGES, {"/robots.txt": answer}) for name, answer in (ABSENT | RULED).items()),
    Site("wandering", PAGES, {f"/robots.txt{'x' * hop}": long_way for hop in range(9)}),
    Site("slow", PAGES, {"/robots.txt": text(b"User-agent: *\nCrawl-delay: 3600\n")}),
    Site(
        "patient",
        PAGES,
        {"/robots.txt": text(b"User-agent: *\nCrawl-delay: 0.1\n")},
        {"delay_seconds": 0.7},
    ),
    Site("shut", PAGES, {"/robots.txt": text(b"User-agent: *\nDisallow: /\n")}),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    yield from faulty(SITES, tmp_path_factory.mktemp("robots"), AUTOTHROTTLE_MAX_DELAY=CAP)


def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


# 503, no answer, a lost connection, 429
@pytest.mark.parametrize("name", UNREACHABLE)
def test_rules_that_are_unreachable_mean_not_now_and_name_the_source(
    crawled: FaultRun, name: str
) -> None:
    assert set(crawled.asked(name)) == {"/robots.txt"}
    problem = f"robots.txt unreachable ({UNREACHABLE[name][1]})"
    assert problem in str(crawled.problem(name))
    assert problem in crawled.issues(name)
    [hub] = crawled.rows("SELECT due_at FROM hub WHERE source_id = ? AND url LIKE '%/feed'", name)
    assert hub["due_at"]


# 401, 403, 404, 410, a redirect to itself, a web page, an empty file, more than five hops
@pytest.mark.parametrize("name", [*ABSENT, "wandering"])
def test_rules_that_are_not_there_allow_everything(crawled: FaultRun, name: str) -> None:
    assert [crawled.state(name, path) for path in PAGES] == [("kept", "")] * 2


def test_rules_are_not_followed_over_more_than_five_hops(crawled: FaultRun) -> None:
    hops = [path for path in crawled.asked("wandering") if path.startswith("/robots")]
    assert len(hops) == 6


# plain rules, with a byte order mark, of 11 MB, with wildcards beyond reason, for us by name
@pytest.mark.parametrize("name", RULED)
def test_a_forbidden_page_is_never_asked_for_and_an_allowed_one_is_kept(
    crawled: FaultRun, name: str
) -> None:
    assert crawled.state(name, "/news/open") == ("kept", "")
    assert crawled.state(name, "/private/closed") == ("failed", "robots.txt forbids it")
    assert "/private/closed" not in crawled.asked(name)


def test_a_site_that_forbids_all_is_a_source_that_cannot_be_read(crawled: FaultRun) -> None:
    assert set(crawled.asked("shut")) == {"/robots.txt"}
    assert "robots.txt forbids it" in crawled.issues("shut")
    assert crawled.stored("shut") == 0


# a Crawl-delay of an hour; one that is shorter than the source's own delay
@pytest.mark.parametrize(("name", "delay"), [("slow", CAP), ("patient", 0.7)])
def test_a_crawl_delay_is_kept_up_to_the_cap_and_never_shortens_the_sources_own(
    crawled: FaultRun, name: str, delay: float
) -> None:
    times = [hit.at for hit in crawled.server.hits if hit.host == f"{name}.test"]
    assert len(times) == 4
    # the server sees a request some moments after it was sent, the first one perhaps late
    assert times[-1] - times[0] > 3 * delay - 0.4
    assert [crawled.page(name, path)["state"] for path in PAGES] == ["kept", "kept"]


def test_a_crawl_delay_over_the_cap_is_told(crawled: FaultRun) -> None:
    assert crawled.done is not None
    assert "slow.test asks for 3600 s between requests; 1 s it is" in crawled.done.stderr
