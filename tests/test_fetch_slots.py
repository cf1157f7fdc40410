"""A site with and without www. in a real crawl: one machine, asked as one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawling import Run, ask, assert_neighbours, crawl, neighbours, write_source
from tests.loopback import Hit, LoopbackServer, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELAY, SLOW = 0.4, 0.8
# the server sees a request some moments after it was sent
LATE = 0.15
ASKED = {
    "twin": ("/quick/1", "/slow/1", "/quick/2", "/moved"),
    "www.twin": ("/slow/2", "/quick/3", "/slow/3"),
    "told": ("/1", "/2"),
    "www.told": ("/3", "/4"),
}


def answer(hit: Hit) -> bytes | Sequence[Any]:
    if hit.path == "/robots.txt":
        told = hit.host == "www.told.test"
        return reply(b"User-agent: *\nCrawl-delay: 0.9") if told else reply(status=404)
    if hit.path == "/moved":
        return redirect(f"http://www.{hit.headers['host']}/quick/moved")
    return [SLOW, reply(b"a good page")] if "/slow" in hit.path else reply(b"a good page")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    sources = tmp_path_factory.mktemp("twins") / "sources"
    sources.mkdir()
    write_source(sources, "good")
    for name in ("twin", "told"):
        hosts = [f"{name}.test", f"www.{name}.test"]
        write_source(sources, name, hosts=hosts, delay_seconds=DELAY)
    with LoopbackServer(answer) as server:
        plan = [
            {**ask(server.port, host, path), "source": host.removeprefix("www.")}
            for host, paths in ASKED.items()
            for path in paths
        ]
        plan += neighbours(server.port)
        yield Run(crawl(sources, plan, AUTOTHROTTLE_ENABLED=False), server)


def hits(run: Run, name: str) -> list[Hit]:
    return [hit for hit in run.server.hits if hit.host.endswith(f"{name}.test")]


def test_both_spellings_bring_all_their_pages(twins: Run) -> None:
    assert_neighbours(twins)
    for host, paths in ASKED.items():
        for path in paths:
            assert twins.body(f"{host}.test", path) == "a good page"
    assert {hit.host for hit in hits(twins, "twin")} == {"twin.test", "www.twin.test"}


def test_both_spellings_keep_one_delay_and_never_overlap(twins: Run) -> None:
    asked = hits(twins, "twin")
    # seven pages, one redirect and a robots.txt of each spelling
    assert len(asked) == 10
    for one, after in pairwise(asked):
        least = SLOW if "/slow" in one.path else DELAY
        assert after.at - one.at > least - LATE, (one, after)


def test_the_delay_that_one_spelling_asks_for_holds_for_both(twins: Run) -> None:
    asked = hits(twins, "told")
    told = [hit.host for hit in asked].index("www.told.test")
    later = [hit.at for hit in asked[told + 1 :]]
    assert len(later) >= 3
    # what was under way when it was told may have been sent at the old pace
    assert later[-1] - later[0] > 0.9 * (len(later) - 1) - LATE
