"""Real daemons in real trouble: each ends well, and the healthy neighbour's pages are stored."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from samples.server import SampleServer
from tests.daemons import Stage, pages, stored, until
from tests.running import ROOT, environment, kenwatch

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


def test_what_is_wrong_is_told_once_cried_once_and_mends_itself(stage: Stage) -> None:
    bad = stage.sources / "bad.toml"
    bad.write_text("id = 'bad'\nnmae = 'x'\n", "utf-8")
    with stage.daemon() as running:
        until(lambda: running.said("bad.toml: field"))
        # one wrong file is no reason to leave all others alone
        until(lambda: running.said(ENDED))
        until(lambda: any("tend" in words for words in stage.errands))
        whole = stage.db.read_bytes()
        until(lambda: len(stage.cries()) == 1)
        assert any("bad.toml" in words for words in stage.troubles())
        bad.unlink()
        until(lambda: len(stage.cries()) == 2)
        for wreck in (b"overwritten by mistake " * 300, b""):
            stage.db.write_bytes(wreck)
            until(lambda: stage.record["problems"])
            time.sleep(0.6)
            stage.db.write_bytes(whole)
            until(lambda: not stage.record["problems"])
        stage.db.rename(stage.folder / "away")
        until(lambda: running.said("a.db: is gone or empty", times=2))
        time.sleep(0.6)
        assert not stage.db.exists(), "no new archive is begun in place of one that went away"
        (stage.folder / "away").rename(stage.db)
        until(lambda: not stage.record["problems"])
        assert running.stop()[0] == 0
    assert not running.said("Traceback")
    for words in ("bad.toml: field", "is no kenwatch archive"):
        assert sum(words in line and "ERROR" in line for line in running.lines) == 1
    assert stored(stage, "sosed") > 0
    assert "bad.toml" in stage.cries()[0]
    assert stage.cries()[1] == f"over: {stage.cries()[0]}"


def test_a_configuration_that_becomes_wrong_leaves_the_old_one_at_work(stage: Stage) -> None:
    stage.idle()
    with stage.daemon() as running:
        until(lambda: running.said("daemon started"))
        stage.config["daemon"]["tick_seconds"] = -1
        stage.write()
        until(lambda: running.said("config.json: is wrong; the daemon goes on"))
        until(stage.troubles)
        stage.config["daemon"]["tick_seconds"] = 0.5
        stage.write()
        until(lambda: running.said("the configuration has changed"))
        until(lambda: not stage.troubles())
        assert running.stop()[0] == 0


def test_a_full_disk_is_told_and_the_crawl_goes_on_when_there_is_room(
    server: SampleServer, tmp_path: Path
) -> None:
    stage = Stage(tmp_path, server.port)
    server.delay = 0.0
    limit = 700_000

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    with stage.daemon(preexec_fn=small) as running:
        until(lambda: running.said("(no space left for the archive)"))
        until(lambda: any("no space" in words for words in stage.cries()))
        until(lambda: any("no space" in words for words in stage.troubles()))
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, unlimited)
        until(lambda: running.said(ENDED), seconds=80)
        until(lambda: not stage.troubles())
        assert running.stop()[0] == 0
    assert set(pages(stage.db)) <= {"kept", "rejected"}
    assert stored(stage, "sosed") > 0
    assert stored(stage, "herald") > 0


def test_an_archive_locked_by_another_program_is_waited_for(stage: Stage) -> None:
    Archive(stage.db).close()
    other = sqlite3.connect(stage.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with stage.daemon() as running:
        until(lambda: running.said("crawl ended with code 75"))
        assert running.said("is locked by another program")
        other.execute("ROLLBACK")
        until(lambda: running.said(ENDED))
        assert running.stop()[0] == 0
    other.close()
    assert not running.said("died")
    assert set(pages(stage.db)) <= {"kept", "rejected"}


def test_a_crawl_started_by_hand_is_waited_for_and_blamed_on_nobody(
    server: SampleServer, stage: Stage
) -> None:
    server.delay = 0.15
    command = [sys.executable, "-m", "desk", "crawl", "--no-progress", "--db", str(stage.db),
               "--sources-dir", str(stage.sources)]  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as by_hand:
        until(lambda: len(server.log) > 1)
        # it holds the archive for as long as the rest takes
        by_hand.send_signal(signal.SIGSTOP)
        with stage.daemon() as running:
            until(lambda: running.said(f"pid {by_hand.pid}, kenwatch crawl"))
            refused = kenwatch("crawl", "--db", stage.db, "--sources-dir", stage.sources)
            assert refused.returncode == 75
            assert f"(pid {by_hand.pid}, kenwatch crawl)" in refused.stderr
            server.delay = 0.0
            by_hand.send_signal(signal.SIGCONT)
            assert by_hand.wait(timeout=60) == 0
            until(lambda: running.said("crawl ended with code 0"))
            assert running.stop()[0] == 0
    assert not running.said("died")
    assert stored(stage, "sosed") > 0


def test_a_clock_set_back_by_a_day_and_ahead_by_ten_years_stops_nothing(stage: Stage) -> None:
    stage.idle()
    with stage.daemon() as running:
        until(lambda: running.said("daemon started"))
        for offset, words in ((-90_000, "back by 1 day"), (315_360_000, "ahead by 365")):
            (stage.folder / "new").write_text(str(offset))
            (stage.folder / "new").rename(stage.folder / "offset")
            until(partial(running.said, words))
            # what is due now is found soon, not in a day
            (stage.sources / "bad.toml").write_text("id = 'bad'\n", "utf-8")
            until(stage.troubles)
            (stage.sources / "bad.toml").unlink()
            until(lambda: not stage.troubles())
        assert running.stop()[0] == 0
