"""The one spider: sources → hubs → candidates → pages. What to ask next, the frontier says."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

import scrapy
from scrapy.utils.misc import load_object

from crawler.answers import GONE, NOT_MODIFIED, hub_answer, page_of
from crawler.browser.rules import request_meta
from crawler.browser.switch import draw_where_wanted
from crawler.choosing import asked_sources
from crawler.crawloptions import CrawlOptions
from crawler.failures import Interrupted, no_answer, reason, was_tried
from crawler.homeward import led_away
from crawler.hubreports import report, report_answer
from crawler.lanes import Lanes, urgency
from crawler.middlewares.faults import quietly
from crawler.ownsources import readable_sources
from crawler.parts import Parts
from crawler.politeness import slots
from crawler.roads import RoadPlan

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.frontier import Frontier, HubReport, PendingHub
    from crawler.hubreports import HubAnswer
    from crawler.items import Candidate, Page
    from crawler.sources import Source

# hubs that other hubs name, of one source in one run; the rest is pending
_HUBS_OF_A_RUN, _HUBS_LOOKING_BACK = 80, 5000

logger = logging.getLogger(__name__)

# hubs go before pages, so that what is new is queued early
_HUB_PRIORITY = 1000


class NewsSpider(scrapy.Spider):
    """``scrapy crawl news [-a sources=id,id] [-a since=7d] [-a limit=N] [-a budget=N]``.

    ``-a due=1`` asks only the hubs whose time has come, ``-a thorough=1`` all roads.
    """

    name = "news"
    only: ClassVar[str] = ""

    sources: dict[str, Source]
    faults: Mapping[Path, str] = MappingProxyType({})
    frontier: Frontier
    options: CrawlOptions

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the delay of each source's hosts; raises SourceError where none can be read."""
        super().update_settings(settings)
        sources, _ = readable_sources(Path(settings["SOURCES_DIR"]))
        settings.set("DOWNLOAD_SLOTS", slots(sources.values()), priority="spider")
        draw_where_wanted(settings, sources.values(), "spider")
        # every host has its turn, however many others are slow: two requests wait for each
        wanted = max(settings.getint("CONCURRENT_REQUESTS"), 3 * len(sources))
        settings.set("CONCURRENT_REQUESTS", wanted, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Read the arguments and the sources; raises SourceError or ValueError in words."""
        given = {name: kwargs.pop(name) for name in CrawlOptions.NAMES if name in kwargs}
        spider = super().from_crawler(crawler, *args, **kwargs)
        given["sources"] = given.get("sources") or cls.only
        spider.options = CrawlOptions.of(given, datetime.now(UTC))
        folder = Path(crawler.settings["SOURCES_DIR"])
        chosen, spider.faults = asked_sources(folder, spider.options.sources)
        spider.sources = {source.id: source for source in chosen}
        spider.frontier = load_object(crawler.settings["FRONTIER"])(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the hubs of every source, and go on with the pages that earlier runs left."""
        self.frontier.begin([*self.sources.values()], self.options.record(), self.faults)
        self._plans = {name: self._plan(source) for name, source in self.sources.items()}
        self._asked: set[str] = set()
        budgets = {n: self.options.limit or s.max_pages for n, s in self.sources.items()}
        end = monotonic() + 60 * (self.options.minutes or inf)
        self._lanes = Lanes(
            self.frontier,
            budgets,
            self.options.budget,
            lambda: monotonic() > end,
            revisits={name: source.max_revisits for name, source in self.sources.items()},
        )
        self._parts = Parts()
        open_ids = [name for name in self.sources if not self._is_closed(name)]
        for hub in self.frontier.pending_hubs(open_ids):
            for request in self._part_requests([hub]):
                yield request
        for name in open_ids:
            for hub in self._plans[name].start():
                yield self._hub_request(hub)
        for name in open_ids:
            self._lanes.hub_answered(name)
            for request in self._page_requests(name):
                yield request

    def _is_closed(self, name: str) -> bool:
        until = self.frontier.closed_until(name)
        if until is None or until <= datetime.now(UTC):
            return False
        self.frontier.tallies()[name].problem = f"throttled by the host until {until:%m-%d %H:%M}"
        return True

    def _plan(self, source: Source) -> RoadPlan:
        due, thorough, now = self.options.due, self.options.thorough, datetime.now(UTC)
        memory = self.frontier.roads(source)
        return RoadPlan.of(source, memory, now=now, only_due=due, thorough=thorough)

    def _hub_request(self, hub: PendingHub) -> Request:
        self._asked.add(hub.url)
        self._lanes.hub_asked(hub.source_id)
        return scrapy.Request(
            hub.url,
            callback=self.parse_hub,
            errback=self.hub_failed,
            priority=_HUB_PRIORITY - hub.depth,
            dont_filter=True,
            meta={
                "source": self.sources[hub.source_id],
                "hub": hub,
                # a look further back wants what an unchanged hub has had all along
                "validators": None if self.options.since else self.frontier.hub_validators(hub.url),
                **request_meta(self.sources[hub.source_id], hub.kind),
            },
        )

    def parse_hub(self, response: Response) -> Iterator[Request]:
        """Take the candidates out of a feed, sitemap or listing, and ask for those wanted."""
        hub: PendingHub = response.meta["hub"]
        yield from self._admit(hub, self._read_hub(hub, hub_answer(response)))

    def _read_hub(self, hub: PendingHub, answer: HubAnswer) -> HubReport:
        source, since = self.sources[hub.source_id], self.options.since
        try:
            return report_answer(
                hub, answer, source=source, now=datetime.now(UTC), asked_since=since
            )
        except Exception as error:  # noqa: BLE001 - a fault of ours must not pass for a quiet site
            logger.error("%s: %r", hub.url, error)  # noqa: TRY400 - told in a line
            problem = f"could not be read ({type(error).__name__})"
            return report(hub, http_status=answer.status, problem=problem)

    def _admit(self, hub: PendingHub, told: HubReport) -> Iterator[Request]:
        admission = self.frontier.admit(told)
        yield from self._page_requests(hub.source_id)
        # every page of a list names the others
        parts = [child for child in admission.hubs if child.url not in self._asked]
        # a web page in place of a feed may name feeds, but is none itself
        named = bool(told.candidates or told.children) and not told.problem
        good = (told.unchanged or named) and not admission.doubt
        judged = list(self._parts.answered(hub, parts, good=good, own=told.candidates))
        yield from self._part_requests(parts)
        for url, verdict in judged:
            for following in self._plans[hub.source_id].answered(url, good=verdict):
                yield self._hub_request(following)
        self._lanes.hub_answered(hub.source_id)
        yield from self._page_requests(hub.source_id)

    def _part_requests(self, hubs: Iterable[PendingHub]) -> Iterator[Request]:
        """Ask for what hubs named; beyond the time or the budget it stays for the next run."""
        most = _HUBS_LOOKING_BACK if self.options.since else _HUBS_OF_A_RUN
        for hub in hubs:
            if self._lanes.is_late() or not self._parts.has_room(hub, most):
                self._parts.left_out(hub)
            else:
                yield self._hub_request(hub)

    @quietly
    def hub_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a hub could not be read, if it had its turn, and turn to the next road."""
        if isinstance(failure.value, Interrupted):
            return
        hub: PendingHub = failure.request.meta["hub"]  # type: ignore[attr-defined]
        until, mute = getattr(failure.value, "until", None), no_answer(failure)
        told = report(hub, problem=reason(failure)[0], retry_at=until, unanswered=mute)
        yield from self._admit(hub, told)

    def _page_requests(self, source_id: str) -> Iterator[Request]:
        for candidate in self._lanes.take(source_id):
            yield scrapy.Request(
                candidate.url,
                callback=self.parse_page,
                errback=self.page_failed,
                priority=urgency(candidate, datetime.now(UTC)),
                dont_filter=True,
                meta={
                    "source": self.sources[source_id],
                    "candidate": candidate,
                    "validators": candidate.validators,
                    **request_meta(self.sources[source_id], "page"),
                },
            )

    def parse_page(self, response: Response) -> Iterator[Page | Request]:
        """Hand the bytes over as they came, if any; all else is the pipelines' work."""
        candidate: Candidate = response.meta["candidate"]
        led = led_away(candidate, response.url, self.sources[candidate.source_id])
        if led:
            self.frontier.gone(candidate, led, detail=response.url, http_status=response.status)
        elif response.status == NOT_MODIFIED:
            self.frontier.unchanged(candidate, http_status=response.status)
        else:
            yield page_of(response, candidate)
        yield from self._following(candidate)

    @quietly
    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a page could not be fetched; one that had no turn stays queued."""
        if isinstance(failure.value, Interrupted):
            return
        words, retry = reason(failure)
        candidate: Candidate = failure.request.meta["candidate"]  # type: ignore[attr-defined]
        assert failure.value is not None
        detail = failure.getErrorMessage()[:500]
        if words in GONE:
            status = int(words.rpartition(" ")[2])
            self.frontier.gone(candidate, words, detail=detail, http_status=status)
        else:
            tried, mute = was_tried(failure.value), no_answer(failure)
            until = getattr(failure.value, "until", None)
            self.frontier.fail(
                candidate, words, detail, retry=retry, tried=tried, unanswered=mute, retry_at=until
            )
        yield from self._following(candidate)

    def _following(self, candidate: Candidate) -> Iterator[Request]:
        self._lanes.done(candidate.source_id)
        yield from self._page_requests(candidate.source_id)
