"""A lock between processes names its holder, and never a stale one while it is held."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lockfile import HeldError, Holder, LockFile, beside, command_of, holder_of
from tests.running import ROOT, environment

HOLD = """
import sys, pathlib
from pipelines.lockfile import LockFile
sys.argv = ["kenwatch", "tend", "--db", "secret"]
lock = LockFile(pathlib.Path(PATH))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


def hold(path: Path) -> subprocess.Popen[str]:
    code = HOLD.replace("PATH", repr(str(path)))
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_who_is_refused_learns_pid_and_command_and_waits_if_told_to(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with hold(path) as holder:
        with pytest.raises(HeldError) as raised:
            LockFile(path).acquire()
        assert raised.value.holder == Holder(holder.pid, "kenwatch tend")
        assert str(raised.value) == f"pid {holder.pid}, kenwatch tend"
        assert holder.stdin is not None
        threading.Timer(0.3, holder.stdin.close).start()
        waiting, began = LockFile(path), time.monotonic()
        waiting.acquire(wait=20)
        assert time.monotonic() - began < 19
        assert (holder_of(path) or Holder(0, "")).pid == os.getpid()
        waiting.release()
    assert holder_of(path) is None


def test_a_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with hold(path) as holder:
        holder.kill()
        holder.wait()
        lock = LockFile(path)
        lock.acquire()
        lock.release()
        lock.release()


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        LockFile(tmp_path / "no" / "a.lock").acquire()


@given(st.binary(max_size=80))
@settings(max_examples=60)
def test_what_is_no_holder_names_none(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.lock"
    path.write_bytes(data)
    assert holder_of(path) is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/x/kenwatch", "crawl", "--db", "a.db"], "kenwatch crawl"),
        (["/x/desk/__main__.py", "--config", "k.toml", "tend"], "kenwatch tend"),
        (["scheduler.py", "--db", "a.db"], "kenwatch daemon"),
        (["kenwatch"], "kenwatch"),
        ([], "kenwatch"),
    ],
)
def test_a_command_is_told_in_two_words(arguments: list[str], words: str) -> None:
    assert command_of(arguments) == words


def test_companions_of_an_archive_are_the_same_under_every_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    real = tmp_path / "data" / "a.db"
    (tmp_path / "link.db").symlink_to(real)
    names = [real, tmp_path / "link.db", Path("data/a.db"), Path("data/../link.db")]
    assert {beside(name, ".lock") for name in names} == {tmp_path / "data" / "a.db.lock"}
