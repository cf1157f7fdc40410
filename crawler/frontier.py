"""What the spider asks of its memory. The archive implements it (named in ``FRONTIER``).

The frontier lives in the archive and not in a Scrapy job directory, because a job
directory loses the queued pages when the process is killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from crawler.items import Candidate, HubKind, HubRef, Skipped, Validators
    from crawler.sources import Source
    from crawler.verdict import RunVerdict, Tally

# file: a road of the source file; found: met when the site was looked at for roads;
# front: the front page and robots.txt; named: by another hub (a child sitemap, a next page)
Origin = Literal["file", "found", "front", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubMemory:
    """What is remembered of a road: when it is due, and how it answered last.

    ``problem`` says why it could not be read, ``doubt`` why it may not tell all (frozen, or
    overrun); both are None where all was well. ``failures``: bad answers in a row.
    """

    url: str
    kind: HubKind
    origin: Origin
    checked_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubReport:
    """What one request to a hub gave; ``problem`` is None where the hub could be read.

    ``check`` says that a better road of the source is in use: what this one names undated
    and for the first time is no news of the day. ``backfill`` says that the run looks into the
    past: further pages of a list are wanted even where this one names nothing new. ``root`` is
    the road of the source that led to the hub, empty for the road itself. ``cut``: the answer
    ended before its end. ``unanswered``: its host gave no answer at all. ``retry_at``: when the
    site itself asked to be asked again.
    """

    source_id: str
    url: str
    kind: HubKind
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    problem: str | None = None
    candidates: tuple[Candidate, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    children: tuple[HubRef, ...] = ()
    depth: int = 1
    origin: Origin = "file"
    check: bool = False
    backfill: bool = False
    root: str = ""
    cut: bool = False
    unanswered: bool = False
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingHub:
    """A hub to ask; ``depth`` is 1 for a source's own roads, the rest as in the report."""

    source_id: str
    url: str
    kind: HubKind
    depth: int = 1
    origin: Origin = "file"
    check: bool = False
    root: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """What came of a hub's answer: pages queued now, further hubs to ask, and any doubt."""

    new: int = 0
    hubs: tuple[PendingHub, ...] = ()
    doubt: str | None = None


class Frontier(Protocol):
    """Memory of hubs and pages. Each call is one transaction."""

    def begin(
        self,
        sources: Sequence[Source],
        options: Mapping[str, object],
        faults: Mapping[Path, str],
    ) -> None:
        """Open a run over the sources; ``options`` is what the user asked for.

        ``faults``: source files that are wrong, in words. Where no sources were named, those of
        such files were meant as well and could not be read.
        """

    def finish(self, reason: str) -> RunVerdict:
        """Close the run and say how it went. A second call gives the same verdict."""

    def tallies(self) -> Mapping[str, Tally]:
        """Live counts of the run, by source."""

    def closed_until(self, source_id: str) -> datetime | None:
        """Until when the source wants to be left alone (Retry-After of an earlier run)."""

    def roads(self, source: Source) -> list[HubMemory]:
        """What is remembered of the source's roads: those of its file, and those found."""

    def hub_validators(self, url: str) -> Validators | None:
        """The validators kept for a hub, or None if it never answered well."""

    def admit(self, report: HubReport) -> Admission:
        """Queue what is new or changed, keep the hub's state, say what to ask now."""

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        """Hubs that an earlier run learnt of but did not come to read."""

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        """At most ``count`` queued pages whose time has come: new ones first, newest first.

        Pages whose hub says that they were modified since they were stored come behind them,
        with their validators. ``handed``: canonical URLs that this run has handed out already.
        """

    def revisits(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        """At most ``count`` stored pages that are to be looked at again, longest due first."""

    def unchanged(self, candidate: Candidate, *, http_status: int) -> None:
        """Record that a page has not changed since it was stored (304)."""

    def gone(
        self, candidate: Candidate, why: str, *, detail: str = "", http_status: int | None = None
    ) -> None:
        """Record that the site does not show a page any more; a stored text stays.

        Where none is stored this is a failure for good, with the reason ``why``.
        """

    def fail(
        self,
        candidate: Candidate,
        reason: str,
        detail: str,
        *,
        retry: bool,
        tried: bool = True,
        unanswered: bool = False,
        retry_at: datetime | None = None,
    ) -> None:
        """Record that a page could not be fetched; with ``retry`` it comes back later.

        A stored page stays what it is, and is looked at again when its next time comes.
        ``tried`` is False where only its host is in trouble: that is no attempt of the page's.
        ``unanswered``: its host gave no answer at all.
        ``retry_at``: when the site itself asked to be asked again.
        """

    def close(self) -> None:
        """Give the memory back; the last call."""
