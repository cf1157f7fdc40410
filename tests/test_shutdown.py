"""A run that is told to end does not first ask a slow host for all that waits."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from time import sleep
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.signalmanager import SignalManager

from crawler.extensions.shutdown import UNDER_WAY_SECONDS, PromptShutdown
from crawler.verdict import out_of_time
from tests.crawling import ask, crawl, write_source
from tests.faultsites import NEIGHBOUR, STORED, FaultRun, Site, serve
from tests.loopback import HANG, Hit, LoopbackServer, reply
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
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


class Ending:
    """As much of a crawler as the extension looks at: it is closing, and two downloads hang."""

    def __init__(self) -> None:
        self.signals = SignalManager()
        downloader = SimpleNamespace(slots={})
        self.engine = SimpleNamespace(downloader=downloader, _slot=SimpleNamespace(closing=None))
        self.calls = 0
        self.signals.connect(self.cut, signal=out_of_time)

    def cut(self) -> None:
        self.calls += 1


def test_what_is_under_way_has_a_few_seconds_from_the_begin_of_the_end() -> None:
    ending: Any = Ending()
    now = [100.0]
    extension = PromptShutdown(ending, clock=lambda: now[0])
    for later, closing, calls in (
        (0.0, None, 0),
        (50.0, "yes", 0),
        (UNDER_WAY_SECONDS - 0.5, "yes", 0),
        (1.0, "yes", 1),
    ):
        now[0] += later
        ending.engine._slot.closing = closing
        extension._look()
        assert ending.calls == calls


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[FaultRun]:
    hangs = Site("hangs", ["/page"], {"/page": [HANG]})
    yield from serve([hangs, Site("mute", answers={"/robots.txt": [HANG]})], tmp_path)


def stored_so_far(run: FaultRun) -> int:
    try:
        return run.stored(NEIGHBOUR)
    except sqlite3.OperationalError:
        return 0


def test_a_host_that_hangs_does_not_hold_up_the_end_and_what_came_is_stored(
    hanging: FaultRun,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "news", "-s", "DOWNLOAD_TIMEOUT=300"],
        stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment(KENWATCH_SOURCES=str(hanging.sources), KENWATCH_DB=str(hanging.db)),
    ) as child:  # fmt: skip
        while "/page" not in hanging.asked("hangs") or stored_so_far(hanging) < STORED:
            assert child.poll() is None
            sleep(0.1)
        child.terminate()
        try:
            _, log = child.communicate(timeout=40)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    assert "Traceback" not in log
    assert hanging.stored(NEIGHBOUR) == STORED
    [run] = hanging.rows("SELECT finish_reason FROM run")
    assert run["finish_reason"] == "interrupted"
    # it was no fault of theirs: they are first in the next run
    assert hanging.state("hangs", "/page") == ("queued", "")
    assert hanging.issues("mute") == []
