"""The daemon: its rule of who is due, and a real one over the sample sites."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduler
from crawler.verdict import Exit
from samples.server import SampleServer
from samples.sources import write_sources
from tests.crawling import write_source
from tests.running import ROOT, environment, kenwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Running:
    """A daemon in a process of its own, with what it has said so far."""

    def __init__(self, db: Path, sources: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "scheduler.py", "--db", str(db), "--sources-dir", str(sources),
             "--tick", "0.2"],
            cwd=ROOT, env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def said(self, words: str, times: int = 1) -> bool:
        return sum(words in line for line in self.lines) >= times

    def crawl(self) -> int:
        """The process of the crawl under way, or 0."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int((children.read_text().split() or ["0"])[0])

    def stop(self) -> tuple[int, float]:
        """SIGTERM: the exit code, and the seconds that it took."""
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(timeout=30)
        self._reader.join(timeout=5)
        return code, time.monotonic() - began


@contextmanager
def daemon(db: Path, sources: Path) -> Iterator[Running]:
    running = Running(db, sources)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        assert running.process.stdout is not None
        running.process.stdout.close()


def until(true: Callable[[], object], seconds: float = 45) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def family(number: int) -> set[int]:
    """All processes of a session: a crawl and its workers."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == number and alive(int(entry.name)):
                found.add(int(entry.name))
        except ProcessLookupError:
            continue
    return found


def pages(db: Path) -> dict[str, int]:
    connection = sqlite3.connect(db)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return dict(connection.execute("SELECT state, count(*) FROM page GROUP BY 1").fetchall())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture
def sources(server: SampleServer, tmp_path: Path) -> Path:
    """Two of the sample sites: a crawl of all takes long and shows nothing more."""
    folder = tmp_path / "sources"
    write_sources(folder, server.port)
    for path in folder.glob("*.toml"):
        if path.stem not in ("sosed", "herald"):
            path.unlink()
    server.log.clear()
    server.delay = 0.0
    return folder


# --- the rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [(0, "every source was read"), (75, "another kenwatch"), (-9, "killed"), (77, "unknown")],
)
def test_every_end_of_a_crawl_has_words(code: int, words: str) -> None:
    assert words in scheduler._meaning(code)
    assert all(scheduler._meaning(known) == known.meaning for known in Exit)


@given(st.integers(1, 10_000), st.floats(0.2, 3600))
@settings(max_examples=50)
def test_crawls_that_fail_in_a_row_are_repeated_ever_more_slowly(
    failures: int, tick: float
) -> None:
    assert scheduler.pause(0, tick) == 0
    assert 0 < scheduler.pause(failures, tick) <= scheduler.pause(failures + 1, tick)
    assert scheduler.pause(failures + 1, tick) <= scheduler.PAUSE_LIMIT


class Unlucky(scheduler.Daemon):
    """A daemon whose crawls die (False), or end well, by what is in them; none is started."""

    def __init__(self, folder: Path, ends: Callable[[Sequence[str]], bool | None]) -> None:
        super().__init__(folder / "a.db", folder, tick=0.0001)
        self.crawls: list[list[str]] = []
        self._ends = ends

    async def _crawl(self, names: Sequence[str]) -> bool | None:
        self.crawls.append(list(names))
        return self._ends(names)

    async def ticks(self, count: int) -> None:
        while len(self.crawls) < count:
            await self.tick()
            await asyncio.sleep(0.0005)


@pytest.fixture
def sixty(tmp_path: Path) -> Path:
    for number in range(60):
        write_source(tmp_path, f"s{number:02}")
    return tmp_path


def test_crawls_that_all_die_come_to_every_source(sixty: Path) -> None:
    unlucky = Unlucky(sixty, lambda _: False)
    asyncio.run(unlucky.ticks(3))
    assert len({name for names in unlucky.crawls for name in names}) == 60


def test_a_source_whose_crawl_of_it_alone_died_is_named(
    sixty: Path, caplog: pytest.LogCaptureFixture
) -> None:
    unlucky = Unlucky(sixty, lambda names: "s03" not in names)
    asyncio.run(unlucky.ticks(25))
    assert ["s03"] in unlucky.crawls
    assert "s03: a crawl of it alone died; others go first" in caplog.text
    assert len([names for names in unlucky.crawls if "s03" in names]) < 12


def test_what_is_not_for_the_sources_makes_no_crawl_smaller(sixty: Path) -> None:
    unlucky = Unlucky(sixty, lambda _: None)
    asyncio.run(unlucky.ticks(3))
    assert [len(names) for names in unlucky.crawls] == [scheduler.BATCH] * 3


# --- a real one --------------------------------------------------------------------------------


def test_sigterm_as_soon_as_the_daemon_has_started_ends_it(sources: Path, tmp_path: Path) -> None:
    with daemon(tmp_path / "a.db", sources) as running:
        until(lambda: running.said("daemon started"))
        assert running.stop()[0] == 0
    assert "Traceback" not in "".join(running.lines)


def test_the_daemon_crawls_what_is_due_once_tells_what_is_wrong_and_goes_on(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    (sources / "herald.toml").unlink()
    with daemon(db, sources) as running:
        until(lambda: running.said("crawl ended with code 0 (every source was read)"))
        asked, whole = len(server.log), db.read_bytes()
        second = kenwatch("daemon", "--db", db, "--sources-dir", sources)
        assert (second.returncode, second.stdout) == (75, "")
        assert second.stderr == f"{db}: a daemon is already running for it\n"
        (sources / "bad.toml").write_text("id = 'bad'\nnmae = 'x'\n", "utf-8")
        until(lambda: running.said("bad.toml: field"))
        time.sleep(0.6)
        (sources / "bad.toml").unlink()
        db.write_bytes(b"overwritten by mistake " * 300)
        until(lambda: running.said("a.db: is no kenwatch archive"))
        time.sleep(0.6)
        db.write_bytes(whole)
        code, seconds = running.stop()
    assert (code, running.said("daemon stopped")) == (0, True)
    assert seconds < 10
    for words in ("Traceback", "crawling", "bad.toml: field", "is no kenwatch archive"):
        assert running.said(words) is (words != "Traceback")
        assert not running.said(words, times=2), "each thing is told once"
    assert len(server.log) == asked
    assert set(pages(db)) <= {"kept", "rejected"}


def test_a_crawl_killed_and_one_ended_by_sigterm_lose_nothing(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    server.delay = 0.2
    with daemon(db, sources) as running:
        until(lambda: len(server.log) > 4)
        os.kill(running.crawl(), signal.SIGKILL)
        until(lambda: running.said("crawl ended with code -9 (killed)"))
        until(lambda: running.said("crawling", times=2))
        # what the server still answers to the killed one must not be taken for the new one
        time.sleep(0.5)
        asked, second = len(server.log), len(running.lines)
        until(lambda: len(server.log) > asked + 4)
        crawl = running.crawl()
        processes = family(crawl)
        code, seconds = running.stop()
        assert (code, running.said("crawl ended with code 11")) == (0, True), running.lines
    assert seconds < 10
    assert crawl in processes
    until(lambda: not any(map(alive, processes)), seconds=3)
    assert "Traceback" not in "".join(running.lines[second:])
    assert pages(db)["queued"] > 0
    server.delay = 0.0
    assert kenwatch("crawl", "--db", db, "--sources-dir", sources).returncode == 0
    assert set(pages(db)) <= {"kept", "rejected"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells the children")
def test_a_daemon_that_is_killed_leaves_no_crawl_behind(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    server.delay = 0.2
    with daemon(tmp_path / "a.db", sources) as running:
        until(lambda: len(server.log) > 4)
        processes = family(running.crawl())
        assert processes
        running.process.kill()
        # a worker that is still reading its word lists notices a moment later
        until(lambda: not any(map(alive, processes)), seconds=25)
    assert pages(tmp_path / "a.db")["queued"] > 0


def test_a_damaged_archive_is_told_in_words(sources: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    db.write_bytes(b"no archive at all " * 300)
    done = kenwatch("daemon", "--db", db, "--sources-dir", sources)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "a.db: is no kenwatch archive" in done.stderr


def test_an_empty_file_is_filled_like_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    assert scheduler._turns(tmp_path / "a.db") == {}
    assert scheduler._turns(tmp_path / "b.db") == {}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--db", "nowhere/a.db"), 1, "its folder does not exist"),
        (("--sources-dir", "nowhere"), 4, "nowhere: holds no source file"),
    ],
)
def test_what_keeps_the_daemon_from_starting_is_one_line(
    arguments: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    done = kenwatch("daemon", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert words in done.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("tick", ["0", "-1", "nan", "inf", "soon"])
def test_a_tick_that_is_no_sensible_time_is_refused(
    tick: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        scheduler.main(["--tick", tick])
    assert raised.value.code == Exit.USAGE
    assert "--tick" in capsys.readouterr().err


def test_the_script_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "scheduler.py", "--help"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "--sources-dir" in done.stdout
