"""A run that is told to end does not first ask a slow host for all that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawling import ask, crawl, write_source
from tests.loopback import Hit, LoopbackServer, reply

if TYPE_CHECKING:
    from pathlib import Path

WAITING = 12


def answer(hit: Hit) -> bytes:
    return reply(status=404) if hit.path == "/robots.txt" else reply(b"a page")


def test_a_signal_ends_the_run_without_asking_for_what_waits(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    write_source(sources, "quick")
    write_source(sources, "slow", delay_seconds=30)
    with LoopbackServer(answer) as server:
        plan = [ask(server.port, "slow", f"/{number}") for number in range(WAITING)]
        plan.append(ask(server.port, "quick", "/first"))
        done = crawl(sources, plan, stop_after_first=True)
    assert done.end == "shutdown"
    assert server.paths("slow.test") in ([], ["/robots.txt"])
    reasons = {done.reason(step["url"]) for step in plan[:WAITING]}
    assert reasons == {"run was ended before its turn"}
    assert all(record["retry"] for record in done.records if "reason" in record)
    assert done.body(plan[-1]["url"]) == "a page"
