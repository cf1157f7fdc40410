"""What the spider asks of its memory. The archive implements it (named in ``FRONTIER``).

The frontier lives in the archive and not in a Scrapy job directory, because a job
directory loses the queued pages when the process is killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.items import Candidate, HubKind, HubRef, Skipped
    from crawler.sources import Source
    from crawler.verdict import RunVerdict, Tally


@dataclass(frozen=True, slots=True)
class HubState:
    """The validators of a hub's last good answer, for a conditional request."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubReport:
    """What one request to a hub gave; ``problem`` is None where the hub could be read."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingHub:
    """A hub that another hub named and that was never read; ``depth`` is 1 for a source's own."""

    source_id: str
    url: str
    kind: HubKind
    depth: int


@dataclass(frozen=True, slots=True)
class Admission:
    """What to ask for after a hub was read: article pages, and further hubs."""

    pages: tuple[Candidate, ...] = ()
    hubs: tuple[PendingHub, ...] = ()


class Frontier(Protocol):
    """Memory of hubs and pages. Each call is one transaction."""

    def begin(self, sources: Sequence[Source], options: Mapping[str, object]) -> None:
        """Open a run over the sources; ``options`` is what the user asked for."""

    def finish(self, reason: str) -> RunVerdict:
        """Close the run and say how it went. A second call gives the same verdict."""

    def tallies(self) -> Mapping[str, Tally]:
        """Live counts of the run, by source."""

    def hub_state(self, url: str) -> HubState | None:
        """The validators kept for a hub, or None if it never answered well."""

    def admit(self, report: HubReport) -> Admission:
        """Queue what is new or changed, keep the hub's state, return what to fetch now."""

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        """Hubs that an earlier run learnt of but did not come to read."""

    def due(self, source_ids: Sequence[str]) -> list[Candidate]:
        """Pages queued by an earlier run (or due for another attempt), newest first."""

    def fail(
        self, candidate: Candidate, reason: str, detail: str, *, retry: bool, tried: bool = True
    ) -> None:
        """Record that a page could not be fetched; with ``retry`` it comes back later.

        ``tried`` is False where only its host is in trouble: that is no attempt of the page's.
        """

    def close(self) -> None:
        """Give the memory back; the last call."""
