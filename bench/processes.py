"""What /proc tells of a daemon and of all processes below it. Linux only."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Sample(NamedTuple):
    """The daemon at a moment: crawls ended, kB resident, descriptors, threads, children."""

    crawls: int
    resident: int
    descriptors: int
    threads: int
    children: int


def born(pid: int) -> str | None:
    """When a process began, in ticks since the machine did (proc(5), field 22); None if gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = text.rpartition(")")[2].split()
    return None if state in "ZX" else rest[18]


def children(pid: int) -> list[int]:
    """The children of a process, of all its threads."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, path.read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    """All processes below one."""
    below = children(pid)
    return below + [other for child in below for other in descendants(child)]


def crawls_below(pid: int) -> list[int]:
    """The processes below a daemon that crawl: kenwatch crawl itself, not its workers."""
    found = []
    for other in descendants(pid):
        with suppress(OSError):
            words = Path(f"/proc/{other}/cmdline").read_bytes().split(b"\0")
            if b"crawl" in words and b"desk" in words:
                found.append(other)
    return found


def sample(pid: int, crawls: int) -> Sample:
    """Look at a daemon; raises OSError where it is gone."""
    held = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    descriptors = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    resident = int(held["VmRSS"].split()[0])
    return Sample(crawls, resident, descriptors, int(held["Threads"]), len(children(pid)))
