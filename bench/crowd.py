"""A crawl of many sites at once: ``python bench/crowd.py [SITES] [PAGES] [DELAY]``.

Serves SITES (40) invented sites of PAGES (25) articles on loopback, crawls them with the
command ``kenwatch crawl``, kills that with -9 in the middle, crawls on, and prints: the largest
number of requests that a host had at a time, the shortest time between two of them (to be
compared with DELAY, 0.2 s), the memory of the crawl over time, and what was lost (nothing).
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from samples.crowd import Crowd, manners, read_book


def resident(pid: int) -> int:
    """MiB in memory of one process."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def states(archive: Path) -> dict[str, int]:
    """Pages by state; empty while there is no archive."""
    try:
        with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as db:
            return dict(db.execute("SELECT state, count(*) FROM page GROUP BY 1").fetchall())
    except sqlite3.Error:
        return {}


def crawl(folder: Path, *, until: int | None = None) -> list[tuple[float, int, int]]:
    """Run the crawl, killed once ``until`` pages are done; (seconds, pages done, MiB) over time."""
    command = [sys.executable, "-m", "desk", "crawl", "--no-progress", "--db", str(folder / "a.db")]
    began, seen = time.monotonic(), []
    with subprocess.Popen([*command, "--sources-dir", str(folder / "sources")]) as process:
        while process.poll() is None:
            time.sleep(2)
            found = states(folder / "a.db")
            done = sum(found.values()) - found.get("queued", 0)
            if process.poll() is None:
                seen.append((time.monotonic() - began, done, resident(process.pid)))
            if until is not None and done >= until:
                process.kill()
    return seen


def report(folder: Path, seen: list[tuple[float, int, int]], crowd: Crowd) -> None:
    """Print the figures."""
    total, found = crowd.sites * crowd.pages, states(folder / "a.db")
    steps = seen[:: max(1, len(seen) // 12)]
    print("memory of the crawl, MiB by pages done:", ", ".join(f"{d}: {m}" for _, d, m in steps))
    lost = total - sum(found.values())
    print(f"second crawl: {seen[-1][0]:.0f} s; pages by state: {found}; lost: {lost}")
    book = read_book(folder / "book.txt")
    judged = manners(book)
    pages = [asked.path for asked in book if asked.path.startswith("/news/")]
    print(
        f"{judged.requests} requests to {judged.hosts} hosts; overlapping: {judged.overlaps};"
        f" shortest time between two: {judged.shortest_gap:.3f} s (delay {crowd.delay} s);"
        f" pages fetched: {len(pages)} of {total}"
    )


def main() -> None:
    """Serve, crawl, kill, crawl on, print."""
    numbers = [float(text) for text in sys.argv[1:]] + [40, 25, 0.2][len(sys.argv) - 1 :]
    crowd = Crowd(int(numbers[0]), int(numbers[1]), numbers[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = ["--sites", str(crowd.sites), "--pages", str(crowd.pages)]
        command = [
            sys.executable,
            "-m",
            "samples.crowd",
            *arguments,
            "--log",
            str(folder / "book.txt"),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            crowd.write_sources(folder / "sources", int(server.stdout.readline()))
            try:
                first = crawl(folder, until=crowd.sites * crowd.pages // 3)
                print(f"killed with -9 after {first[-1][0]:.0f} s, {first[-1][1]} pages were done")
                second = crawl(folder)
            finally:
                server.terminate()
                server.wait()
        report(folder, second, crowd)


if __name__ == "__main__":
    main()
