"""How daemons and their children end: told to, killed, or in the middle of a message."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
from typing import TYPE_CHECKING

import pytest

from samples.server import SampleServer
from tests.daemons import Stage, alive, family, pages, stored, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
ENDED = "crawl ended with code 0 (every source was read)"


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture
def stage(server: SampleServer, tmp_path: Path) -> Stage:
    return Stage.of_one_site(tmp_path, server)


def put_message(stage: Stage) -> None:
    with sqlite3.connect(stage.db) as db:
        db.execute(
            "INSERT INTO outbox (key, kind, rule, sink, language, title, body, created_at, not_before)"
            " VALUES ('k', 'test', '', 'phone', 'en', 't', 'b', '2026-01-01', '2026-01-01')"
        )
    db.close()


def test_sigterm_ends_tending_and_delivery_within_ten_seconds(stage: Stage) -> None:
    stage.idle()
    put_message(stage)
    stage.code("tend", -1)
    stage.code("alerts", -1)
    with stage.daemon() as running:
        until(lambda: {"tend", "alerts"} <= {word for words in stage.errands for word in words})
        children = {running.child("tend"), running.child("alerts")}
        assert 0 not in children
        code, seconds = running.stop()
    assert (code, running.said("daemon stopped")) == (0, True)
    assert seconds < 10
    assert not any(map(alive, children))
    assert stage.record["stopped"]


def test_a_second_signal_ends_a_crawl_under_way_at_once(server: SampleServer, stage: Stage) -> None:
    server.delay = 0.3
    with stage.daemon() as running:
        until(lambda: len(server.log) > 2)
        processes = family(running.child("crawl"))
        running.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        began = time.monotonic()
        assert running.stop()[0] == 11
        assert time.monotonic() - began < 3
    until(lambda: not any(map(alive, processes)), seconds=3)
    assert pages(stage.db)["queued"] > 0


def test_children_that_are_killed_leave_no_worker_and_the_next_run_goes_on(
    server: SampleServer, stage: Stage
) -> None:
    server.delay = 0.1
    with stage.daemon() as running:
        until(lambda: len(server.log) > 4)
        crawl = running.child("crawl")
        processes = family(crawl)
        assert len(processes) > 1
        os.kill(crawl, signal.SIGKILL)
        until(lambda: running.said("crawl ended with code -9 (killed)"))
        until(lambda: not any(map(alive, processes)), seconds=5)
        assert not stage.troubles(), "one accident is no problem"
        server.delay = 0.0
        until(lambda: running.said(ENDED))
        assert running.stop()[0] == 0
    assert stored(stage, "sosed") > 0


def test_messages_that_wait_are_sent_and_not_over_and_over(stage: Stage) -> None:
    stage.idle()
    put_message(stage)
    with stage.daemon() as running:
        until(lambda: ["alerts", "send", "--db", str(stage.db)] in stage.errands)
        time.sleep(1)
        assert sum("send" in words for words in stage.errands) == 1
        assert running.stop()[0] == 0
