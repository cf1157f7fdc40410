"""A run in which no host answered says nothing of the sites: this machine had no network.

What it asked for is asked again soon then, and none of that is held against a hub or a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.frontier import HubReport
    from crawler.items import Candidate
    from crawler.verdict import Tally

# fewer may be down together, or lie behind one line
HOSTS: Final = 3
SOON: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Hub:
    due_at: str | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    attempts: int
    next_check_at: str | None
    revisit_at: str | None


@dataclass(slots=True)
class Silence:
    """What a run asked hosts for that gave no answer, and how its hubs and pages stood before."""

    _hosts: set[str] = field(default_factory=set)
    _hubs: dict[str, _Hub] = field(default_factory=dict)
    _pages: dict[str, _Page] = field(default_factory=dict)
    _was_answered: bool = False

    def hub(self, db: sqlite3.Connection, report: HubReport) -> None:
        """Note how a hub stands, before its answer is saved."""
        self._note(report.url, unanswered=report.unanswered)
        if self._was_answered or report.url in self._hubs:
            return
        row = db.execute("SELECT due_at, failures FROM hub WHERE url = ?", (report.url,)).fetchone()
        self._hubs[report.url] = _Hub(*row) if row else _Hub()

    def page(self, db: sqlite3.Connection, candidate: Candidate, *, unanswered: bool) -> None:
        """Note how a page stands, before its failure is saved."""
        self._note(candidate.url, unanswered=unanswered)
        if self._was_answered or candidate.canonical_url in self._pages:
            return
        row = db.execute(
            "SELECT attempts, next_check_at, revisit_at FROM page WHERE canonical_url = ?",
            (candidate.canonical_url,),
        ).fetchone()
        if row:
            self._pages[candidate.canonical_url] = _Page(*row)

    def _note(self, url: str, *, unanswered: bool) -> None:
        if unanswered:
            self._hosts.add((urlsplit(url).hostname or "").removeprefix("www."))
        else:
            self._was_answered = True

    def is_outage(self, tallies: Iterable[Tally]) -> bool:
        """Whether several hosts were asked and none answered, whatever for."""
        came = any(tally.hubs_ok or tally.fetched > tally.failed for tally in tallies)
        return len(self._hosts) >= HOSTS and not self._was_answered and not came

    def forgive(self, db: sqlite3.Connection, now: datetime) -> None:
        """Put hubs and pages back to where they stood, with a next time that is soon."""
        soon = iso(now + SOON)
        # what was not due yet keeps its time
        db.executemany(
            "UPDATE hub SET failures = ?, due_at = max(coalesce(?, ''), ?)"
            " WHERE url = ? AND due_at IS NOT NULL",
            [(hub.failures, hub.due_at, soon, url) for url, hub in self._hubs.items()],
        )
        db.executemany(
            "UPDATE page SET attempts = ?, next_check_at = iif(? IS NULL, NULL, ?),"
            " revisit_at = iif(? IS NULL, NULL, max(?, ?)) WHERE canonical_url = ?",
            [
                (one.attempts, one.next_check_at, soon, one.revisit_at, one.revisit_at, soon, url)
                for url, one in self._pages.items()
            ],
        )
