"""A crawl whose archive another program locks in the middle of it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

from samples.server import SampleServer
from samples.sources import write_sources
from tests.daemons import pages, until
from tests.running import ROOT, environment, kenwatch

if TYPE_CHECKING:
    from pathlib import Path


def test_a_lock_in_the_middle_of_a_crawl_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    db, sources = tmp_path / "a.db", tmp_path / "sources"
    with SampleServer() as server:
        server.delay = 0.1
        write_sources(sources, server.port)
        words = ("--json", "--no-progress", "--source", "sosed", "--source", "herald")
        command = [sys.executable, "-m", "tests.impatient_child", "crawl", *words]
        with subprocess.Popen(
            [*command, "--db", str(db), "--sources-dir", str(sources)],
            cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as crawl:  # fmt: skip
            until(lambda: len(server.log) > 6)
            other = sqlite3.connect(db, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            out, err = crawl.communicate(timeout=60)
        assert crawl.returncode == 75, err
        assert [line.endswith(f"{db}: is locked by another program; close it and run again")
                for line in err.splitlines()] == [True]  # fmt: skip
        assert json.loads(out)["verdict"].startswith("Stopped: another program has locked")
        other.execute("ROLLBACK")
        other.close()
        assert pages(db)["queued"] > 0
        server.delay = 0.0
        again = kenwatch("crawl", *words, "--db", db, "--sources-dir", sources)
    assert again.returncode == 0, again.stderr
    assert set(pages(db)) <= {"kept", "rejected"}
    assert sum(pages(db).values()) == 27
