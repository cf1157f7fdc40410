"""The frontier in the archive: hubs with their validators, pages with their state.

A page is queued in the same transaction that keeps its hub's validators, so that a kill
between the two can never make a hub look read while its pages are forgotten.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.frontier import Admission, HubMemory, HubReport, PendingHub
from pipelines import hubs, pages, revisits
from pipelines.archive import ArchiveError
from pipelines.hubanswers import HubBefore, before_of, save_hub
from pipelines.looks import Looks
from pipelines.outcomes import save_failure, save_issue
from pipelines.runs import close_source
from pipelines.sightings import save_refusals, save_sightings
from pipelines.silence import Silence

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from crawler.items import Candidate, Validators
    from crawler.sources import Source
    from crawler.verdict import RunVerdict, Tally
    from pipelines.archive import Archive
    from pipelines.runs import RunBook


class SqliteFrontier:
    """``crawler.frontier.Frontier`` over the archive file."""

    def __init__(self, archive: Archive, book: RunBook, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._book = book
        self._clock = clock
        self._sources: dict[str, Source] = {}
        self._listed: dict[str, set[str]] = {}
        self._looks = Looks()
        self._silence = Silence()

    def begin(
        self,
        sources: Sequence[Source],
        options: Mapping[str, object],
        faults: Mapping[Path, str] | None = None,
    ) -> None:
        """Open a crawl over the sources; where none was named, wrong files are missed sources."""
        self._sources = {source.id: source for source in sources}
        self._book.begin("crawl", sources, options, faults)
        for path, words in (faults or {}).items() if not options.get("sources") else ():
            self._book.misses(path.stem, words)
        now = self._clock()
        with self._archive.write() as db:
            for source in sources:
                hubs.register_roads(db, source, now)

    def finish(self, reason: str) -> RunVerdict:
        """Close the crawl."""
        if self._archive.fault is None:
            # a fault is what the verdict tells
            with suppress(ArchiveError):
                self._settle()
        now, connection = self._clock(), self._archive.connection
        for name, tally in self._book.tallies.items():
            tally.queued = pages.waiting(connection, name, now)
        return self._book.finish(reason)

    def _settle(self) -> None:
        if self._looks:
            with self._archive.write() as db:
                self._looks.settle(db, self._sources)
        if self._silence.is_outage(self._book.tallies.values()):
            with self._archive.write() as db:
                self._silence.forgive(db, self._clock())

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def tallies(self) -> Mapping[str, Tally]:
        """Live counts, by source."""
        return self._book.results()

    def closed_until(self, source_id: str) -> datetime | None:
        """Until when the source asked to be left alone."""
        row = self._archive.connection.execute(
            "SELECT closed_until FROM source WHERE id = ?", (source_id,)
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def roads(self, source: Source) -> list[HubMemory]:
        """What is remembered of the source's roads."""
        return hubs.roads_of(self._archive.connection, source.id)

    def hub_validators(self, url: str) -> Validators | None:
        """The validators of the hub's last good answer."""
        return hubs.validators_of(self._archive.connection, url)

    def admit(self, report: HubReport) -> Admission:
        """Queue what is new or changed and keep the hub's state, in one transaction."""
        now, source = self._clock(), self._sources[report.source_id]
        with self._archive.write() as db:
            self._silence.hub(db, report)
            before = before_of(db, report.url)
            new, again = self._queue(db, report, before, now)
            save_sightings(db, report.url, report.candidates, now)
            save_refusals(db, report, now)
            every = bool(new or again) or report.backfill or report.kind != "listing"
            began = self._book.started_at
            named = hubs.queue_hubs(db, report, every=every, run_began=began)
            doubt = save_hub(db, report, source, now, new=new)
            for trouble in filter(None, (report.problem, doubt)):
                save_issue(db, source.id, "hub", url=report.url, detail=trouble, now=now)
            self._looks.note(db, report, before, new, parts=len(named), now=now)
            close_source(db, report.source_id, report.retry_at)
        self._count_hub(report)
        return Admission(len(new) + again, named, doubt)

    def _queue(
        self, db: sqlite3.Connection, report: HubReport, before: HubBefore, now: datetime
    ) -> tuple[list[Candidate], int]:
        """Queue the candidates of a hub; the new ones, and how many are fetched once more."""
        # what a road behind the one in use names at the first look is as old as the site
        first = report.check and self._looks.before(report, before).read_at is None
        zone = ZoneInfo(self._sources[report.source_id].zone)
        outcomes = [
            pages.queue(db, one, now, zone, old=first and _is_undated(one), check=report.check)
            for one in report.candidates
        ]
        pairs = zip(report.candidates, outcomes, strict=True)
        return [one for one, outcome in pairs if outcome == "new"], outcomes.count("again")

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        """Hubs that were named and are still to be read."""
        return hubs.pending(self._archive.connection, tuple(source_ids))

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        """The queued pages of a source whose time has come, new ones first."""
        db = self._archive.connection
        return pages.next_pages(db, source_id, count, handed, self._clock())

    def revisits(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        """The stored pages of a source that are due to be looked at again."""
        return revisits.due(self._archive.connection, source_id, count, handed, self._clock())

    def unchanged(self, candidate: Candidate, *, http_status: int) -> None:
        """Note that a stored page is as it was."""
        with self._archive.write() as db:
            known = revisits.unchanged(db, candidate, self._clock(), http_status)
            if known:
                self._book.count(db, candidate.source_id, "unchanged")
        if known:
            self._book.counted(candidate.source_id, "unchanged")
        else:
            self.fail(candidate, f"answered {http_status}", "", retry=False)

    def gone(
        self, candidate: Candidate, why: str, *, detail: str = "", http_status: int | None = None
    ) -> None:
        """Mark a stored page as gone; one that is not stored has failed for good."""
        with self._archive.write() as db:
            known = revisits.gone(db, candidate, why, self._clock(), http_status)
            if known:
                self._book.count(db, candidate.source_id, "gone", why)
        if known:
            self._book.counted(candidate.source_id, "gone", why)
        else:
            self.fail(candidate, why, detail, retry=False)

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
        """Keep why the page could not be fetched; with ``retry`` it comes back, ever later.

        A stored page stays kept, and is looked at again when its next time comes.
        """
        now = self._clock()
        with self._archive.write() as db:
            self._silence.page(db, candidate, unanswered=unanswered)
            save_failure(db, candidate, reason, detail, now=now, retry=retry, tried=tried)
            self._book.count(db, candidate.source_id, "failed", reason)
            close_source(db, candidate.source_id, retry_at)
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
        elif report.origin != "front" or report.candidates or report.children:
            # that a front page answers says nothing of the news
            tally.hubs_ok += 1
        # the links of a list page that are navigation are no loss
        for skipped in report.skipped if report.kind != "listing" else ():
            tally.reasons[skipped.reason] = tally.reasons.get(skipped.reason, 0) + 1
        self._book.touch(report.source_id)


def _is_undated(candidate: Candidate) -> bool:
    return candidate.published_at is None and candidate.modified_at is None
