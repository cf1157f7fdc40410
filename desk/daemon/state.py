"""What the daemon knows of itself: written by its loop alone, shown by file, page and figures."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.daemon.outcomes import finished, meaning
from desk.daemon.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.daemon.children import Ended
    from desk.daemon.clocks import Clock, Reading
    from desk.daemon.rounds import Round

Record = dict[str, Any]


@dataclass(slots=True)
class State:
    """The daemon's memory of its own doing; all of it is lost, and not missed, at its end."""

    archive: Path
    version: str
    clock: Clock
    started: Reading
    problems: Problems = field(default_factory=Problems)
    rounds: dict[str, Round] = field(default_factory=dict)
    crawl: Record | None = None
    last_crawl: Record | None = None
    ends: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    last_end: dict[str, float] = field(default_factory=dict)
    last_good: dict[str, float] = field(default_factory=dict)
    # when the next source is due, as the daemon last reckoned
    next_due: datetime | None = None
    beat: Reading | None = None
    # a reader in another thread sees one whole record, never half of the next
    record: Record = field(default_factory=dict)

    def crawl_begins(self, names: Sequence[str]) -> None:
        """Note a crawl under way."""
        self.crawl = {"sources": list(names), "since": _iso(self.clock().moment)}

    def ended(self, command: str, end: Ended, verdict: str = "") -> None:
        """Note how a child ended."""
        now = self.clock()
        self.ends[command, end.code] += 1
        # whole milliseconds, so that the sum stays exact for years
        self.seconds[command] += round(end.seconds * 1000)
        self.last_end[command] = now.wall
        if end.code == 0 or (command == "crawl" and finished(end.code)):
            self.last_good[command] = now.wall
        if command == "crawl":
            self.crawl, self.last_crawl = None, _last(end, verdict, now.moment)

    def beats(self, next_runs: Mapping[str, datetime | None], *, stopped: bool = False) -> Record:
        """Take a new record of everything, which is then ``record``."""
        self.beat = self.clock()
        self.record = {
            "version": self.version,
            "pid": os.getpid(),
            "started_at": _iso(self.started.moment),
            "beat_at": _iso(self.beat.moment),
            "beat_since_boot": round(self.beat.since_boot, 3),
            "boot": boot_id(),
            "stopped": stopped,
            "archive": str(self.archive),
            "crawl": self.crawl,
            "last_crawl": self.last_crawl,
            "next_due": _iso(self.next_due),
            "next": {name: _iso(at) for name, at in next_runs.items()},
            "problems": self._problems(warnings=False),
            "warnings": self._problems(warnings=True),
        }
        return self.record

    def _problems(self, *, warnings: bool) -> list[Record]:
        return [
            {"about": key, "words": one.words, "since": _iso(one.began.moment)}
            for key, one in self.problems.open.items()
            if one.is_warning == warnings
        ]

    def line(self) -> str:
        """The daemon in one line, for systemd."""
        if trouble := "; ".join(self.problems.words()):
            return f"in trouble: {trouble}"
        if self.crawl:
            return f"crawling {len(self.crawl['sources'])} sources since {self.crawl['since']}"
        return "waiting for the next source to be due"


def _last(end: Ended, verdict: str, at: datetime) -> Record:
    return {
        "code": end.code,
        "meaning": meaning(end.code),
        "verdict": verdict,
        "seconds": round(end.seconds, 1),
        "ended_at": _iso(at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def boot_id() -> str:
    """What tells this start of the machine from others; "" where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
