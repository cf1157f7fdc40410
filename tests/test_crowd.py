"""Many sites at once: all are asked politely, and a kill in the middle loses nothing."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from samples.crowd import Asked, Crowd, CrowdServer, manners, read_book, write_book
from tests.running import ROOT, environment, kenwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CROWD = Crowd(sites=10, pages=8, delay=0.2)


@contextmanager
def serving(crowd: Crowd) -> Iterator[CrowdServer]:
    served, ready = CrowdServer(crowd), threading.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with await served.start():
            ready.set()
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    ready.wait()
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def pages(archive: Path) -> dict[str, int]:
    with sqlite3.connect(archive) as db:
        found = dict(db.execute("SELECT state, count(*) FROM page GROUP BY 1").fetchall())
    db.close()
    return found


def test_many_sites_are_asked_one_at_a_time_and_no_page_is_lost_when_the_crawl_is_killed(
    tmp_path: Path,
) -> None:
    with serving(CROWD) as served:
        CROWD.write_sources(tmp_path / "sources", served.port)
        options = ("--db", str(tmp_path / "a.db"), "--sources-dir", str(tmp_path / "sources"))
        command = [sys.executable, "-m", "desk", "crawl", "--no-progress", *options]
        with subprocess.Popen(command, cwd=ROOT, env=environment()) as crawl:
            deadline = time.monotonic() + 60
            while len(served.book) < 40 and time.monotonic() < deadline:
                time.sleep(0.02)
            crawl.kill()
        fetched = len(served.book)
        assert kenwatch("crawl", *options).returncode == 0
    assert pages(tmp_path / "a.db") == {"kept": 10, "rejected": 70}
    judged = manners(served.book)
    assert (judged.hosts, judged.overlaps) == (10, 0)
    assert judged.shortest_gap >= CROWD.delay
    again = {(asked.host, asked.path) for asked in served.book[:fetched]}
    twice = [a for a in served.book[fetched:] if (a.host, a.path) in again and "news" in a.path]
    # those on their way when the crawl was killed
    assert len(twice) <= 3 * CROWD.sites


def test_manners_tell_overlaps_and_haste(tmp_path: Path) -> None:
    book = [Asked("a", "/1", 0.0, 1.0), Asked("a", "/2", 0.9, 1.2), Asked("b", "/1", 0.95, 1.0)]
    write_book(tmp_path / "book.txt", book)
    judged = manners(read_book(tmp_path / "book.txt"))
    assert (judged.requests, judged.hosts, judged.overlaps) == (3, 2, 1)
    assert judged.shortest_gap == pytest.approx(0.9)


def test_a_path_that_is_not_there_is_not_served() -> None:
    assert CROWD.body("s0.test", "/news/8.html") is None
    assert CROWD.body("s0.test", "/robots.txt") is None
