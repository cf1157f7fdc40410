"""Real daemons for the tests: started, listened to, and looked at from outside."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawler.ownsources import save_switches
from desk.daemon.statusfile import path_of
from pipelines.archive import Archive
from samples.sources import write_sources
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samples.server import SampleServer


class Running:
    """A daemon in a process of its own, with what it has said so far."""

    def __init__(self, *command: str, **more: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **{"env": environment(), **more},
        )  # fmt: skip
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def said(self, words: str, times: int = 1) -> bool:
        return sum(words in line for line in self.lines) >= times

    def child(self, word: str) -> int:
        """The process of a child whose command line holds the word, or 0."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for number in map(int, children.read_text().split()):
            try:
                words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            # not the small program that becomes the child
            if word.encode() in words and not any(name.endswith(b"bound.py") for name in words):
                return number
        return 0

    def stop(self) -> tuple[int, float]:
        """SIGTERM: the exit code, and the seconds that it took."""
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(timeout=30)
        self._reader.join(timeout=5)
        return code, time.monotonic() - began


@contextmanager
def daemon(*command: str, **more: Any) -> Iterator[Running]:
    running = Running(*command, **more)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        assert running.process.stdout is not None
        running.process.stdout.close()


class Stage:
    """A folder with an archive, two sample sites, and a daemon whose errands are stand-ins.

    ``config`` is written to a file that the daemon reads anew; ``errands`` are the command lines
    of children that were not crawls.
    """

    @classmethod
    def of_one_site(cls, folder: Path, server: SampleServer) -> Self:
        """With one site alone, which is enough where no neighbour is hurt."""
        server.log.clear()
        server.delay = 0.0
        made = cls(folder, server.port)
        (made.sources / "herald.toml").unlink()
        return made

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.db = folder, folder / "a.db"
        self.sources, self.log = folder / "sources", folder / "errands"
        write_sources(self.sources, port)
        for path in self.sources.glob("*.toml"):
            if path.stem not in {"sosed", "herald"}:
                path.unlink()
        self.config: dict[str, Any] = {
            "archive": str(self.db),
            "sources": str(self.sources),
            "daemon": {"tick_seconds": 0.2, "tend_minutes": 60, "status_port": 0},
            "sinks": {"phone": "json://127.0.0.1:9/"},
            "alarms": {"sinks": ["phone"]},
        }
        self.write()

    def write(self) -> None:
        # whole or not at all: the daemon reads it at any moment
        (self.folder / "config.new").write_text(json.dumps(self.config), "utf-8")
        (self.folder / "config.new").rename(self.folder / "config.json")

    def idle(self) -> None:
        """There is an archive, and no source is to be crawled."""
        Archive(self.db).close()
        names = sorted(path.stem for path in self.sources.glob("*.toml"))
        save_switches(self.sources / "switches.toml", dict.fromkeys(names, False))

    def code(self, word: str, code: int) -> None:
        """From now on a stand-in for this word ends so."""
        (self.folder / f"code-{word}").write_text(str(code))

    @contextmanager
    def daemon(self, **more: Any) -> Iterator[Running]:
        given = environment(ERRANDS=str(self.folder), **more.pop("env", {}))
        with daemon("-m", "tests.daemon_child", str(self.folder), env=given, **more) as running:
            yield running

    @property
    def errands(self) -> list[list[str]]:
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def cries(self) -> list[str]:
        """What was told past the archive, "over: " in front of what is over."""
        return [
            ("over: " if "--over" in words else "") + words[words.index("--problem") + 1]
            for words in self.errands
            if "cry" in words
        ]

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(path_of(self.db).read_text("utf-8"))
        return found

    def troubles(self) -> list[str]:
        return [one["words"] for one in self.record["problems"]]


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


def stored(stage: Stage, source: str) -> int:
    connection = sqlite3.connect(stage.db)
    try:
        sql = "SELECT count(*) FROM article WHERE source_id = ?"
        return int(connection.execute(sql, (source,)).fetchone()[0])
    finally:
        connection.close()
