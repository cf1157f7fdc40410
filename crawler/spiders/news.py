"""The one spider: sources → hubs → candidates → pages. What to ask next, the frontier says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import scrapy
from scrapy.utils.misc import load_object

from crawler.discovery import discover
from crawler.failures import Interrupted, reason, was_tried
from crawler.frontier import Frontier, HubReport, PendingHub
from crawler.items import Candidate, Page
from crawler.politeness import slots
from crawler.roads import RoadPlan
from crawler.since import parse_since
from crawler.sources import Source, choose, load_sources

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

# hubs go before pages, so that what is new is queued early; the budget of a source goes first
# to the pages that earlier runs left over
_HUB_PRIORITY = 1000
_SITEMAP_DEPTH = 3
_OK = 200
_NOT_MODIFIED = 304


class NewsSpider(scrapy.Spider):
    """``scrapy crawl news [-a sources=id,id] [-a since=7d] [-a limit=N]``."""

    name = "news"
    only: ClassVar[str] = ""

    sources: dict[str, Source]
    frontier: Frontier
    since: datetime | None
    limit: int | None
    options: dict[str, object]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the delay of each source's hosts; raises SourceError for a bad source file."""
        super().update_settings(settings)
        sources = load_sources(Path(settings["SOURCES_DIR"]))
        settings.set("DOWNLOAD_SLOTS", slots(sources.values()), priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Read the arguments and the sources; raises SourceError or ValueError in words."""
        wanted = kwargs.pop("sources", "") or cls.only
        since, limit = kwargs.pop("since", None), kwargs.pop("limit", None)
        spider = super().from_crawler(crawler, *args, **kwargs)
        every = load_sources(Path(crawler.settings["SOURCES_DIR"]))
        ids = [name.strip() for name in wanted.split(",") if name.strip()]
        spider.sources = {source.id: source for source in choose(every, ids)}
        spider.since = parse_since(since, datetime.now(UTC)) if since else None
        spider.limit = _whole_number(limit) if limit else None
        spider.options = {"sources": ids, "since": since, "limit": limit}
        spider.frontier = load_object(crawler.settings["FRONTIER"])(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask first for what earlier runs left over, then for the hubs of every source."""
        self._plans = {name: RoadPlan.of(source) for name, source in self.sources.items()}
        self._asked: set[str] = set()
        self._budget = {
            name: self.limit or source.max_pages for name, source in self.sources.items()
        }
        self.frontier.begin(list(self.sources.values()), self.options)
        ids = list(self.sources)
        # before any hub can answer: what it admits is queued too, and would be asked for twice
        left = self.frontier.due(ids)
        for hub in self.frontier.pending_hubs(ids):
            yield self._hub_request(hub)
        for plan in self._plans.values():
            for hub in plan.start():
                yield self._hub_request(hub)
        for request in self._page_requests(left):
            yield request

    def _hub_request(self, hub: PendingHub) -> Request:
        self._asked.add(hub.url)
        return scrapy.Request(
            hub.url,
            callback=self.parse_hub,
            errback=self.hub_failed,
            priority=_HUB_PRIORITY - hub.depth,
            dont_filter=True,
            meta={
                "source": self.sources[hub.source_id],
                "hub": hub,
                "hub_state": self.frontier.hub_state(hub.url),
            },
        )

    def parse_hub(self, response: Response) -> Iterator[Request]:
        """Take the candidates out of a feed, sitemap or listing, and ask for those wanted."""
        hub: PendingHub = response.meta["hub"]
        if response.status == _NOT_MODIFIED:
            report = HubReport(
                source_id=hub.source_id,
                url=hub.url,
                kind=hub.kind,
                depth=hub.depth,
                http_status=response.status,
                unchanged=True,
            )
        else:
            report = self._read_hub(hub, response)
        yield from self._admit(hub, report)

    def _read_hub(self, hub: PendingHub, response: Response) -> HubReport:
        source = self.sources[hub.source_id]
        found = discover(
            response.body,
            response.url,
            kind=hub.kind,
            source=source,
            now=datetime.now(UTC),
            since=self.since,
        )
        deepest = source.listing_depth if hub.kind == "listing" else _SITEMAP_DEPTH
        # an index must be read each time: it may stay the same while its children change;
        # what was left out as too old must be found by a later run that looks further back
        keep = not (hub.kind == "sitemap" and found.hubs) and self.since is None
        return HubReport(
            source_id=hub.source_id,
            url=hub.url,
            kind=hub.kind,
            depth=hub.depth,
            http_status=response.status,
            etag=_header(response, "ETag") if keep else None,
            last_modified=_header(response, "Last-Modified") if keep else None,
            problem=found.problem,
            candidates=found.candidates,
            skipped=found.skipped,
            children=found.hubs if hub.depth < deepest else (),
        )

    def _admit(self, hub: PendingHub, report: HubReport) -> Iterator[Request]:
        admission = self.frontier.admit(report)
        yield from self._page_requests(admission.pages)
        for child in admission.hubs:
            # every page of a list names the others
            if child.url not in self._asked:
                yield self._hub_request(child)
        # a web page in place of a feed may name feeds, but is none itself
        named = bool(report.candidates or report.children) and not report.problem
        good = report.unchanged or named
        yield from self._next_road(hub, good=good)

    def _next_road(self, hub: PendingHub, *, good: bool) -> Iterator[Request]:
        if hub.depth == 1:
            for following in self._plans[hub.source_id].answered(good=good):
                yield self._hub_request(following)

    def hub_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a hub could not be read, and turn to the source's next road."""
        if isinstance(failure.value, Interrupted):
            # the run was ended before the request had its turn
            return
        hub: PendingHub = failure.request.meta["hub"]  # type: ignore[attr-defined]
        problem, _ = reason(failure)
        report = HubReport(
            source_id=hub.source_id, url=hub.url, kind=hub.kind, depth=hub.depth, problem=problem
        )
        yield from self._admit(hub, report)

    def _page_requests(self, candidates: Iterable[Candidate]) -> Iterator[Request]:
        for candidate in candidates:
            if self._budget[candidate.source_id] <= 0:
                # what is over the budget stays queued and is first in the next run
                self.frontier.tallies()[candidate.source_id].queued += 1
                continue
            self._budget[candidate.source_id] -= 1
            yield scrapy.Request(
                candidate.url,
                callback=self.parse_page,
                errback=self.page_failed,
                priority=_newest_first(candidate),
                dont_filter=True,
                meta={"source": self.sources[candidate.source_id], "candidate": candidate},
            )

    def parse_page(self, response: Response) -> Iterator[Page]:
        """Hand the bytes over as they came; decoding and all else is the pipelines' work."""
        yield Page(
            url=response.url,
            candidate=response.meta["candidate"],
            body=response.body,
            content_type=_header(response, "Content-Type") or "",
            status=response.status,
            fetched_at=datetime.now(UTC),
            truncated="partial" in response.flags or "dataloss" in response.flags,
        )

    def page_failed(self, failure: Failure) -> None:
        """Record why a page could not be fetched; one that had no turn stays queued."""
        if isinstance(failure.value, Interrupted):
            return
        words, retry = reason(failure)
        candidate: Candidate = failure.request.meta["candidate"]  # type: ignore[attr-defined]
        assert failure.value is not None
        detail = failure.getErrorMessage()[:500]
        tried = was_tried(failure.value)
        self.frontier.fail(candidate, words, detail, retry=retry, tried=tried)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _newest_first(candidate: Candidate) -> int:
    """Minus the age in hours, below the hubs; an undated page goes with those of a day ago."""
    if candidate.published_at is None:
        return -24
    age = datetime.now(UTC) - candidate.published_at
    return -int(age.total_seconds() // 3600)


def _whole_number(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"limit={text!r} is no whole number: write limit=20") from None
    if number < 1:
        raise ValueError("limit must be 1 or more")
    return number
