"""The frontier in the archive: hubs with their validators, pages with their state.

A page is queued in the same transaction that keeps its hub's validators, so that a kill
between the two can never make a hub look read while its pages are forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.frontier import Admission, HubMemory, HubReport, HubState, PendingHub
from pipelines import hubs, pages
from pipelines.hubanswers import HubBefore, before_of, credit, save_hub
from pipelines.sightings import save_refusals, save_sightings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from crawler.items import Candidate
    from crawler.sources import Source
    from crawler.verdict import RunVerdict, Tally
    from pipelines.archive import Archive
    from pipelines.runs import RunBook


@dataclass(slots=True)
class _Led:
    """A road that led to further hubs: its answer, and what was new on it and behind it."""

    report: HubReport
    before: HubBefore
    at: datetime
    new: list[Candidate]


class SqliteFrontier:
    """``crawler.frontier.Frontier`` over the archive file."""

    def __init__(self, archive: Archive, book: RunBook, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._book = book
        self._clock = clock
        self._sources: dict[str, Source] = {}
        self._listed: dict[str, set[str]] = {}
        # roads with hubs behind them, and what was new on all of these
        self._led: dict[str, _Led] = {}

    def begin(self, sources: Sequence[Source], options: Mapping[str, object]) -> None:
        """Open a crawl over the sources."""
        self._sources = {source.id: source for source in sources}
        self._book.begin("crawl", sources, options)
        now = self._clock()
        with self._archive.write() as db:
            for source in sources:
                hubs.register_roads(db, source, now)

    def finish(self, reason: str) -> RunVerdict:
        """Close the crawl."""
        self._credit_roads()
        now, db = self._clock(), self._archive.connection
        for name, tally in self._book.tallies.items():
            tally.queued = pages.waiting(db, name, now)
        return self._book.finish(reason)

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def tallies(self) -> Mapping[str, Tally]:
        """Live counts, by source."""
        return self._book.tallies

    def roads(self, source: Source) -> list[HubMemory]:
        """What is remembered of the source's roads."""
        return hubs.roads_of(self._archive.connection, source.id)

    def hub_state(self, url: str) -> HubState | None:
        """The validators of the hub's last good answer."""
        return hubs.state_of(self._archive.connection, url)

    def admit(self, report: HubReport) -> Admission:
        """Queue what is new or changed and keep the hub's state, in one transaction."""
        now, source = self._clock(), self._sources[report.source_id]
        with self._archive.write() as db:
            new = _queue(db, report, source, now)
            save_sightings(db, report.url, report.candidates, now)
            save_refusals(db, report, now)
            every = bool(new) or report.backfill or report.kind != "listing"
            named = hubs.queue_hubs(db, report, every=every)
            before = before_of(db, report.url)
            doubt = save_hub(db, report, source, now, new=new)
            for trouble in filter(None, (report.problem, doubt)):
                pages.save_issue(db, source.id, "hub", url=report.url, detail=trouble, now=now)
        self._count_hub(report)
        if named and not report.root:
            self._led[report.url] = _Led(report, before, now, new)
        elif report.root in self._led:
            self._led[report.root].new += new
        return Admission(len(new), named, doubt)

    def _credit_roads(self) -> None:
        led, self._led = self._led, {}
        if led and self._archive.fault is None:
            with self._archive.write() as db:
                for one in led.values():
                    source = self._sources[one.report.source_id]
                    credit(db, one.report, source, one.before, at=one.at, new=one.new)

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        """Hubs that were named but never read."""
        return hubs.pending(self._archive.connection, tuple(source_ids))

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        """The newest queued pages of a source whose time has come."""
        db = self._archive.connection
        return pages.next_pages(db, source_id, count, handed, self._clock())

    def fail(
        self, candidate: Candidate, reason: str, detail: str, *, retry: bool, tried: bool = True
    ) -> None:
        """Keep why the page could not be fetched; with ``retry`` it comes back, ever later."""
        now = self._clock()
        with self._archive.write() as db:
            pages.save_failure(db, candidate, reason, detail, now=now, retry=retry, tried=tried)
            self._book.count(db, candidate.source_id, "failed", reason)
        self._book.counted(candidate.source_id, "failed", reason)

    def _count_hub(self, report: HubReport) -> None:
        tally = self._book.tallies[report.source_id]
        # a sidebar, a second feed or the next list page names the same articles again
        listed = self._listed.setdefault(report.source_id, set())
        listed.update(candidate.canonical_url for candidate in report.candidates)
        tally.listed = len(listed)
        if report.problem:
            tally.hubs_failed += 1
            if report.origin != "front" or tally.problem is None:
                # a front page that is no help either is not what is wrong with a source
                tally.problem = f"{report.problem} ({report.url})"
        else:
            tally.hubs_ok += 1
        # the links of a list page that are navigation are no loss
        for skipped in report.skipped if report.kind != "listing" else ():
            tally.reasons[skipped.reason] = tally.reasons.get(skipped.reason, 0) + 1
        self._book.touch(report.source_id)


def _queue(
    db: sqlite3.Connection, report: HubReport, source: Source, now: datetime
) -> list[Candidate]:
    """Queue the candidates of a hub; returns those that are to be fetched."""
    row = db.execute("SELECT checked_at FROM hub WHERE url = ?", (report.url,)).fetchone()
    # what a road behind the one in use names at the first look is as old as the site
    first_check = report.check and not (row and row["checked_at"])
    zone = ZoneInfo(source.zone)
    return [
        one
        for one in report.candidates
        if pages.queue(db, one, now, zone, old=first_check and _is_undated(one))
    ]


def _is_undated(candidate: Candidate) -> bool:
    return candidate.published_at is None and candidate.modified_at is None
