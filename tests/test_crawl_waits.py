"""``kenwatch crawl --wait``: another writer is waited for, so long and no longer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import lock_of
from samples.sources import write_sources
from tests.running import kenwatch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    write_sources(tmp_path / "sources", 9)
    return tmp_path / "sources"


def test_a_writer_that_does_not_end_is_code_75_and_named(sources: Path, tmp_path: Path) -> None:
    lock = lock_of(tmp_path / "a.db")
    lock.acquire()
    try:
        done = kenwatch("crawl", "--wait", "0.5", "--db", tmp_path / "a.db",
                        "--sources-dir", sources)  # fmt: skip
    finally:
        lock.release()
    assert done.returncode == 75
    assert "waiting up to 0.5 s" in done.stderr
    assert f"another kenwatch is writing to it (pid {os.getpid()}, " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_free_archive_is_not_waited_for(sources: Path, tmp_path: Path) -> None:
    done = kenwatch("crawl", "--wait", "60", "--source", "herald", "--db", tmp_path / "a.db",
                    "--sources-dir", sources, KENWATCH_BACKOFF="0")  # fmt: skip
    assert done.returncode == 6
    assert "waiting" not in done.stderr
