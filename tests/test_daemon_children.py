"""Children are heard, limited, ended with all kin, and never raise."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from desk.daemon.children import Children, Ended
from tests.daemons import alive, until
from tests.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
PYTHON = (sys.executable, "-c")


def run(code: str, limit: float = 30, program: Sequence[str] = PYTHON) -> Ended:
    async def work() -> Ended:
        return await Children(program).run("test", [code], limit)

    return asyncio.run(work())


def test_a_child_is_heard_on_both_streams(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    end = run(
        "import sys; print('answer'); sys.stderr.write('kenwatch: one\\n\\x1b[2Jtwo'); sys.exit(5)"
    )
    assert (end.code, end.answer, end.said) == (5, "answer\n", ("kenwatch: one", "[2Jtwo"))
    assert "test: kenwatch: one" in caplog.text
    assert end.last_words == "[2Jtwo"
    assert Ended(1, said=("kenwatch: x.db: is gone",)).last_words == "x.db: is gone"
    assert Ended(0).last_words == ""


def test_a_flood_of_words_is_cut_and_fills_no_memory() -> None:
    end = run("import sys; sys.stderr.write('x' * 3_000_000 + '\\nlast'); print('y' * 3_000_000)")
    assert (end.code, len(end.answer)) == (0, 1 << 20)
    assert end.said[-1] == "last"
    assert max(map(len, end.said)) <= 2000


def test_a_child_that_takes_too_long_is_ended(caplog: pytest.LogCaptureFixture) -> None:
    end = run("import time; time.sleep(60)", limit=0.5)
    assert end.code == -signal.SIGTERM
    assert end.seconds < 20
    assert "took over 0.5 s and is stopped" in caplog.text


def test_what_cannot_be_started_is_an_end_in_words() -> None:
    class Poor(Children):
        async def _start(self, *_: object) -> NoReturn:
            raise OSError(12, "Cannot allocate memory")

    async def work() -> Ended:
        return await Poor().run("crawl", ["crawl"], 1)

    end = asyncio.run(work())
    assert (end.code, end.last_words) == (1, "cannot be started (Cannot allocate memory)")


def test_none_is_started_once_the_daemon_stops() -> None:
    async def work() -> Ended:
        children = Children(PYTHON)
        children.stopping.set()
        return await children.run("test", ["raise SystemExit(3)"], 5)

    assert asyncio.run(work()).code == 11


def test_kin_that_outlives_a_child_is_gone_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = (
        "import os, signal, sys, time\n"
        "if os.fork() == 0:\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"    open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        f"while not os.path.exists({str(mark)!r}): time.sleep(0.01)\n"
    )
    end = run(code)
    assert end.code == 0
    assert end.seconds < 20
    until(lambda: not alive(int(mark.read_text())), seconds=3)


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    child = f"open({str(mark)!r}, 'w').write(str(__import__('os').getpid())); __import__('time').sleep(60)"
    code = (
        "import asyncio, sys\nfrom desk.daemon.children import Children\n"
        f"asyncio.run(Children((sys.executable, '-c')).run('test', [{child!r}], 60))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    until(lambda: mark.exists() and mark.read_text())
    parent.kill()
    parent.wait()
    until(lambda: not alive(int(mark.read_text())), seconds=5)


def test_a_parent_that_is_gone_already_leaves_no_child() -> None:
    bound = ROOT / "desk" / "daemon" / "bound.py"
    done = subprocess.run(
        [sys.executable, str(bound), "1", sys.executable, "-c", "print('here')"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (11, "")


def test_orphans_are_taken_leave_of_and_own_children_are_not() -> None:
    async def work() -> tuple[int, Ended]:
        children = Children(PYTHON)
        count = children.reap()
        running = asyncio.create_task(children.run("test", ["raise SystemExit(7)"], 30))
        while not running.done():
            children.reap()
            await asyncio.sleep(0)
        return count, running.result()

    orphan = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, orphan.pid, os.WEXITED | os.WNOWAIT)
    count, end = asyncio.run(work())
    orphan.returncode = 0
    assert count == 1
    assert end.code == 7


def test_sigkill_comes_for_a_child_that_does_not_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.daemon.children.STOP_SECONDS", 0.3)
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    began = time.monotonic()
    assert run(code, limit=1.5).code == -signal.SIGKILL
    assert time.monotonic() - began < 20


def test_systemd_is_not_spoken_to_by_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/x")
    assert run("import os; print('NOTIFY_SOCKET' in os.environ)").answer == "False\n"
