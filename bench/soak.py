"""Hundreds of crawls in one daemon: its memory, descriptors and threads, and what it leaves behind.

``python -m bench.soak --crawls 300`` makes as many tiny sites, one a crawl; ``--kill-every 20``
kills every twentieth crawl with -9. Samples come from /proc each second; Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bench.processes import Sample, born, crawls_below, descendants, sample
from samples.crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
PAGES = 3
# caches fill and pools grow at first
WARM_UP = 20
_PATIENCE = 120.0
_ENDED = "crawl ended with code"
_CONFIG = """\
archive = "{archive}"
sources = "{sources}"

[daemon]
tick_seconds = 0.2
sources_per_crawl = 1
tend_minutes = 1
status_port = 0
"""


@dataclass
class Course:
    """What was seen of a daemon: samples, descendants by pid with their start, crawls killed."""

    samples: list[Sample] = field(default_factory=list)
    family: dict[int, str] = field(default_factory=dict)
    killed: list[int] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """Of one measure: the first and last after the warm-up, the largest, and its rise."""

    first: float
    last: float
    largest: float
    per_100_crawls: float


def figures(samples: Sequence[Sample], name: str) -> Figures:
    """First, last, largest, and the slope of a least-squares line, per hundred crawls."""
    begin = min(WARM_UP, samples[-1].crawls // 2)
    warm = [one for one in samples if one.crawls >= begin]
    points = [(float(one.crawls), float(getattr(one, name))) for one in warm]
    values = [value for _, value in points]
    return Figures(values[0], values[-1], max(values), round(100 * _slope(points), 2))


def _slope(points: Sequence[tuple[float, float]]) -> float:
    x0 = sum(x for x, _ in points) / len(points)
    y0 = sum(y for _, y in points) / len(points)
    spread = sum((x - x0) ** 2 for x, _ in points)
    return sum((x - x0) * (y - y0) for x, y in points) / spread if spread else 0.0


@contextmanager
def served(crowd: Crowd, folder: Path) -> Iterator[int]:
    """The sites in a process of their own; gives their port."""
    words = ["--sites", str(crowd.sites), "--pages", str(crowd.pages)]
    command = [sys.executable, "-m", "samples.crowd", *words, "--log", str(folder / "book")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


@contextmanager
def running(
    folder: Path, port: int, crowd: Crowd
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A daemon over the sites, and its log."""
    crowd.write_sources(folder / "sources", port)
    config, log = folder / "kenwatch.toml", folder / "daemon.log"
    text = _CONFIG.format(archive=folder / "kenwatch.db", sources=folder / "sources")
    config.write_text(text, encoding="utf-8")
    command = [sys.executable, str(ROOT / "scheduler.py"), "--config", str(config)]
    with log.open("wb") as out, _started(command, folder, out) as daemon:
        try:
            yield daemon, log
        finally:
            daemon.kill()


def _started(command: list[str], folder: Path, out: IO[bytes]) -> subprocess.Popen[bytes]:
    # whoever runs this may have switches and archives of their own
    own = {name: value for name, value in os.environ.items() if not name.startswith("KENWATCH_")}
    environment = {**own, "KENWATCH_CONFIG": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=environment)


def watch(pid: int, log: Path, wanted: int, kill_every: int) -> Course:
    """Sample a daemon each second until so many crawls have ended; raises TimeoutError."""
    course, moved = Course(), time.monotonic()
    with closing(log.open(encoding="utf-8", errors="replace")) as lines:
        crawls = 0
        while crawls < wanted:
            for line in lines:
                if _ENDED in line:
                    crawls, moved = crawls + 1, time.monotonic()
                    code = line.split(_ENDED, 1)[1].split()[0]
                    course.codes[code] = course.codes.get(code, 0) + 1
            _meet(course, pid, crawls)
            if kill_every and crawls and crawls % kill_every == 0:
                _kill(course, pid, crawls)
            if time.monotonic() - moved > _PATIENCE:
                raise TimeoutError(f"no crawl ended for {_PATIENCE:.0f} s; see {log}")
            time.sleep(1.0)
    return course


def _meet(course: Course, pid: int, crawls: int) -> None:
    course.samples.append(sample(pid, crawls))
    for other in descendants(pid):
        if since := born(other):
            course.family[other] = since


def _kill(course: Course, pid: int, crawls: int) -> None:
    """Kill the crawl under way, once for each count of crawls."""
    if crawls in course.killed:
        return
    for crawl in crawls_below(pid)[:1]:
        with suppress(ProcessLookupError):
            os.kill(crawl, signal.SIGKILL)
            course.killed.append(crawls)


def left_behind(course: Course, seconds: float = 10.0) -> list[int]:
    """Processes that were below the daemon and are still there after so many seconds."""
    until = time.monotonic() + seconds
    while True:
        left = [pid for pid, since in course.family.items() if born(pid) == since]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.2)


def soak(folder: Path, crawls: int, kill_every: int) -> dict[str, object]:
    """Run a daemon for so many crawls; its figures."""
    crowd = Crowd(crawls + crawls // 4 + 10, PAGES, delay=0)
    began = time.monotonic()
    with served(crowd, folder) as port, running(folder, port, crowd) as (daemon, log):
        course = watch(daemon.pid, log, crawls, kill_every)
        seconds = time.monotonic() - began
        stopping = time.monotonic()
        daemon.terminate()
        code = daemon.wait(timeout=60)
        stopped = time.monotonic() - stopping
    measures = ("resident", "descriptors", "threads", "children")
    return {
        "crawls": course.samples[-1].crawls,
        "seconds": round(seconds, 1),
        "codes": course.codes,
        "killed": len(course.killed),
        **{name: asdict(figures(course.samples, name)) for name in measures},
        "exit_code": code,
        "seconds_to_stop": round(stopped, 1),
        "processes_met": len(course.family),
        "left_behind": left_behind(course),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crawls", type=int, default=300)
    parser.add_argument("--kill-every", type=int, default=0, help="kill every n-th crawl with -9")
    parser.add_argument("--folder", type=Path, help="keeps archive and log; none by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = soak(folder.absolute(), options.crawls, options.kill_every)
    for name, value in found.items():
        print(f"{name:16} {json.dumps(value)}")


if __name__ == "__main__":
    main()
