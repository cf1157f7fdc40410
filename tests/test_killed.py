"""Kill -9 at any moment loses no acknowledged row, and the next run goes on."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.running import ROOT, environment, kenwatch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crawled

QUESTIONS = (
    "SELECT canonical_url, title, text, published_at, language, is_mining, is_monotown FROM article",
    "SELECT c.canonical_url, c.text, a.canonical_url FROM copy c JOIN article a ON a.id = c.article_id",
    "SELECT canonical_url, state, reason FROM page",
    "SELECT a.canonical_url, m.entity_id, m.span_start FROM mention m JOIN article a ON a.id = m.article_id",
    "SELECT a.canonical_url, f.value, f.unit FROM fact f JOIN article a ON a.id = f.article_id",
    # a story is the set of its articles, whatever its number
    "SELECT group_concat(url, ' ') FROM (SELECT s.story_id, a.canonical_url AS url FROM story_article s JOIN article a ON a.id = s.article_id ORDER BY 2) GROUP BY story_id",
)


def rows(db: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(db)
    found = [sorted(connection.execute(question).fetchall(), key=repr) for question in QUESTIONS]
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    return found


def start(db: Path, sources: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desk", "crawl", "--no-progress", "--db", str(db),
         "--sources-dir", str(sources)],
        cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.timeout(240)
def test_a_crawl_killed_ten_times_ends_with_the_rows_of_an_undisturbed_one(
    crawled: Crawled, tmp_path: Path
) -> None:
    db, chance = tmp_path / "killed.db", random.Random(1991)
    crawled.server.delay = 0.03
    killed = 0
    try:
        for _ in range(10):
            seen = len(crawled.server.log)
            crawl = start(db, crawled.sources)
            while len(crawled.server.log) == seen and crawl.poll() is None:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.9))
            crawl.send_signal(signal.SIGKILL)
            killed += crawl.wait() == -signal.SIGKILL
    finally:
        crawled.server.delay = 0.0
    last = kenwatch("crawl", "--db", db, "--sources-dir", crawled.sources)
    assert last.returncode == 0, last.stderr
    # most of the kills must have hit a crawl under way, or nothing was tested
    assert killed >= 5
    assert rows(db) == rows(crawled.db)


def interrupt(crawled: Crawled, db: Path, *, delay: float, after: int, times: int) -> None:
    """Send SIGINT to a crawl after so many requests; it must end and be booked as interrupted."""
    crawled.server.delay = delay
    seen = len(crawled.server.log)
    try:
        crawl = start(db, crawled.sources)
        while len(crawled.server.log) < seen + after and crawl.poll() is None:
            time.sleep(0.02)
        for _ in range(times):
            crawl.send_signal(signal.SIGINT)
            time.sleep(0.1)
        assert crawl.wait(timeout=30) == 11
    finally:
        crawled.server.delay = 0.0
    connection = sqlite3.connect(db)
    assert connection.execute("SELECT finish_reason FROM run").fetchone()[0] == "interrupted"
    connection.close()


def test_an_interrupted_crawl_says_so_and_the_next_one_goes_on(
    crawled: Crawled, tmp_path: Path
) -> None:
    db = tmp_path / "interrupted.db"
    interrupt(crawled, db, delay=0.1, after=12, times=1)
    assert kenwatch("crawl", "--db", db, "--sources-dir", crawled.sources).returncode == 0
    assert rows(db) == rows(crawled.db)


def test_a_crawl_that_is_interrupted_twice_does_not_call_itself_well(
    crawled: Crawled, tmp_path: Path
) -> None:
    interrupt(crawled, tmp_path / "twice.db", delay=0.3, after=9, times=2)
