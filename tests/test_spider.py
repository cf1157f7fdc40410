"""The spider: what it asks for, in which order, and what it tells the frontier."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.crawloptions import CrawlOptions
from crawler.failures import Interrupted, RobotsRefused, Throttled
from crawler.frontier import Admission, HubMemory, HubReport, PendingHub
from crawler.items import Page, Validators
from crawler.sources import SourceError
from crawler.spiders.news import NewsSpider
from crawler.verdict import Tally
from tests.builders import candidate, source
from tests.crawling import write_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from scrapy import Request

    from crawler.frontier import Frontier
    from crawler.items import Candidate
    from crawler.sources import Source
    from crawler.verdict import RunVerdict

FEED = b"""<rss version="2.0"><channel><title>x</title>
<item><title>A</title><link>https://agency.kz/news/1</link></item></channel></rss>"""


class Memory:
    """A frontier that admits all it is told of and remembers the calls."""

    def __init__(self, waiting: Sequence[Candidate] = (), hubs: Sequence[PendingHub] = ()) -> None:
        self.waiting, self.hubs = list(waiting), list(hubs)
        self.reports: list[HubReport] = []
        self.failed: list[tuple[str, str, bool]] = []
        self.untried: list[str] = []
        self.unanswered: list[str] = []
        self.doubt: str | None = None
        self.memory: list[HubMemory] = []
        self.closed: dict[str, datetime] = {}
        self.retry_at: list[datetime | None] = []
        self.counts = {"agency": Tally("agency"), "other": Tally("other")}
        self.stored: list[Candidate] = []
        self.same: list[tuple[str, int]] = []
        self.lost: list[tuple[str, str, int | None]] = []

    def begin(
        self,
        sources: Sequence[Source],
        options: Mapping[str, object],
        faults: Mapping[Path, str],
    ) -> None:
        self.begun = [source.id for source in sources], dict(options)
        self.faults = faults

    def finish(self, reason: str) -> RunVerdict:
        raise NotImplementedError

    def tallies(self) -> Mapping[str, Tally]:
        return self.counts

    def hub_validators(self, url: str) -> Validators | None:
        return Validators('"0"', None) if url else None

    def admit(self, report: HubReport) -> Admission:
        self.reports.append(report)
        children = tuple(
            PendingHub(
                source_id=report.source_id,
                url=hub.url,
                kind=hub.kind,
                depth=report.depth + 1,
                root=report.root or report.url,
            )
            for hub in report.children
        )
        self.waiting += report.candidates
        return Admission(len(report.candidates), children, self.doubt)

    def closed_until(self, source_id: str) -> datetime | None:
        return self.closed.get(source_id)

    def roads(self, source: Source) -> list[HubMemory]:
        return [one for one in self.memory if source.id]

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        return [hub for hub in self.hubs if hub.source_id in source_ids]

    def next_pages(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        left = [page for page in self.waiting if page.canonical_url not in handed]
        return tuple(page for page in left if page.source_id == source_id)[:count]

    def revisits(
        self, source_id: str, count: int, handed: Collection[str]
    ) -> tuple[Candidate, ...]:
        left = [page for page in self.stored if page.canonical_url not in handed]
        return tuple(page for page in left if page.source_id == source_id)[:count]

    def unchanged(self, candidate: Candidate, *, http_status: int) -> None:
        self.same.append((candidate.url, http_status))

    def gone(
        self, candidate: Candidate, why: str, *, detail: str = "", http_status: int | None = None
    ) -> None:
        del detail
        self.lost.append((candidate.url, why, http_status))

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
        del detail
        self.retry_at.append(retry_at)
        self.failed.append((candidate.url, reason, retry))
        self.untried += [] if tried else [reason]
        self.unanswered += [reason] if unanswered else []

    def close(self) -> None:
        """Nothing is open."""


def road(url: str) -> dict[str, str]:
    return {"url": url, "status": "works"}


def spider(memory: Frontier, options: CrawlOptions | None = None, **fields: Any) -> NewsSpider:
    made = NewsSpider()
    feeds = [road(url) for url in ("https://agency.kz/rss", fields.pop("feeds_too", "")) if url]
    made.sources = {"agency": source(feeds=feeds, **fields)}
    made.frontier, made.options = memory, options or CrawlOptions()
    return made


def started(made: NewsSpider) -> list[Request]:
    async def collect() -> list[Request]:
        return [request async for request in made.start()]

    return asyncio.run(collect())


def answer(request: Request, body: bytes, status: int = 200, **headers: str) -> Response:
    return Response(request.url, status=status, body=body, headers=headers, request=request)


def urls(requests: Iterable[Request]) -> list[str]:
    return [request.url for request in requests]


def failing(request: Request, error: Exception) -> Failure:
    failure = Failure(error)  # type: ignore[no-untyped-call]
    failure.request = request  # type: ignore[attr-defined]
    return failure


def test_hubs_left_over_and_own_hubs_are_asked_for_before_pages() -> None:
    left = PendingHub(
        source_id="agency", url="https://agency.kz/map-2.xml", kind="sitemap", depth=2
    )
    new = candidate("/new", published_at=datetime.now(UTC))
    old = candidate("/old", published_at=datetime.now(UTC) - timedelta(days=400))
    memory = Memory([old, new], [left])
    requests = started(spider(memory))
    assert memory.begun == (["agency"], {})
    ordered = [r.url.rsplit("/", 1)[1] for r in sorted(requests, key=lambda r: -r.priority)]
    assert ordered == ["rss", "map-2.xml", "new", "old"]
    assert all(request.dont_filter for request in requests)


def test_pages_are_asked_for_a_few_at_a_time_up_to_the_limit() -> None:
    memory = Memory([candidate(f"/{n}") for n in range(5)])
    made = spider(memory, CrawlOptions(limit=3))
    _, first, second = started(made)
    assert urls([first, second]) == ["https://agency.kz/0", "https://agency.kz/1"]
    page, third = made.parse_page(answer(first, b"text"))
    assert (page.url, third.url) == ("https://agency.kz/0", "https://agency.kz/2")
    assert list(made.page_failed(failing(second, ValueError("odd")))) == []


def test_each_host_has_room_for_its_requests_however_many_sources_there_are(
    tmp_path: Path,
) -> None:
    for name in "abc":
        write_source(tmp_path, name)
    settings = Settings({"SOURCES_DIR": str(tmp_path), "CONCURRENT_REQUESTS": 2})
    NewsSpider.update_settings(settings)
    assert settings.getint("CONCURRENT_REQUESTS") == 9


def test_a_run_whose_time_is_over_asks_for_no_further_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory = Memory([candidate(f"/{n}") for n in range(5)])
    made = spider(memory, CrawlOptions(minutes=1))
    _, first, _ = started(made)
    monkeypatch.setattr("crawler.spiders.news.monotonic", lambda: inf)
    assert len(list(made.parse_page(answer(first, b"text")))) == 1


def test_a_hub_in_doubt_is_followed_by_the_next_road() -> None:
    memory = Memory()
    memory.doubt = "frozen"
    made = spider(memory, listings=[road("https://agency.kz/news")])
    feed = started(made)[0]
    asked = urls(made.parse_hub(answer(feed, FEED)))
    assert asked == ["https://agency.kz/news/1", "https://agency.kz/news"]


def test_a_source_that_asked_to_be_left_alone_is_left_alone_and_told() -> None:
    memory = Memory([candidate("/a")])
    memory.closed["agency"] = datetime.now(UTC) + timedelta(hours=1)
    assert started(spider(memory)) == []
    assert (memory.counts["agency"].problem or "").startswith("throttled by the host until")
    memory.closed["agency"] = datetime.now(UTC) - timedelta(hours=1)
    assert len(started(spider(memory))) == 2


def test_an_index_all_whose_parts_fail_is_followed_by_the_next_road() -> None:
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://agency.kz/1.xml</loc></sitemap>
    <sitemap><loc>https://agency.kz/2.xml</loc></sitemap></sitemapindex>"""
    memory = Memory()
    made = spider(memory, sitemaps=[road("https://agency.kz/map.xml")], listings=[road("https://agency.kz/news")])  # fmt: skip
    [feed] = started(made)
    [request] = list(made.hub_failed(failing(feed, TimeoutError())))
    first, second = made.parse_hub(answer(request, index))
    assert list(made.hub_failed(failing(first, TimeoutError()))) == []
    following = list(made.hub_failed(failing(second, TimeoutError())))
    assert urls(following) == ["https://agency.kz/news"]


def test_an_index_one_of_whose_parts_is_good_is_a_good_road() -> None:
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://agency.kz/1.xml</loc></sitemap>
    <sitemap><loc>https://agency.kz/2.xml</loc></sitemap></sitemapindex>"""
    memory = Memory()
    made = spider(memory, sitemaps=[road("https://agency.kz/map.xml")], listings=[road("https://agency.kz/news")])  # fmt: skip
    [feed] = started(made)
    [request] = list(made.hub_failed(failing(feed, TimeoutError())))
    first, second = made.parse_hub(answer(request, index))
    assert urls(made.parse_hub(answer(first, FEED))) == ["https://agency.kz/news/1"]
    assert list(made.hub_failed(failing(second, TimeoutError()))) == []


def test_parts_beyond_the_budget_of_a_run_stay_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.spiders.news._HUBS_OF_A_RUN", 1)
    parts = [
        PendingHub(source_id="agency", url=f"https://agency.kz/{n}.xml", kind="sitemap", depth=2)
        for n in range(3)
    ]
    assert urls(started(spider(Memory(hubs=parts)))) == ["https://agency.kz/0.xml", "https://agency.kz/rss"]  # fmt: skip


def test_the_time_that_a_throttling_host_names_is_kept() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    feed, page = started(made)
    until = datetime.now(UTC) + timedelta(hours=2)
    list(made.page_failed(failing(page, Throttled(until))))
    list(made.hub_failed(failing(feed, Throttled(until))))
    assert (memory.retry_at, memory.reports[-1].retry_at) == ([until], until)


def test_a_hub_that_our_own_fault_keeps_from_being_read_is_told_as_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    memory = Memory()
    made = spider(memory, listings=[road("https://agency.kz/news")])
    feed = started(made)[0]
    monkeypatch.setattr("crawler.hubreports.discover", fail)
    assert urls(made.parse_hub(answer(feed, FEED))) == ["https://agency.kz/news"]
    assert memory.reports[0].problem == "could not be read (RecursionError)"


def test_with_due_a_hub_whose_time_has_not_come_is_left_alone() -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    memory = Memory()
    memory.memory = [
        HubMemory(
            url="https://agency.kz/rss", kind="feed", origin="file", checked_at=later, due_at=later
        )
    ]
    assert started(spider(memory, CrawlOptions(due=True))) == []
    assert len(started(spider(memory))) == 1


def test_a_look_into_the_past_asks_for_the_whole_hub_and_not_for_what_changed() -> None:
    [plain] = started(spider(Memory()))
    [back] = started(spider(Memory(), CrawlOptions(since=datetime.now(UTC))))
    assert (plain.meta["validators"], back.meta["validators"]) == (Validators('"0"', None), None)


def test_what_a_feed_lists_is_admitted_and_asked_for() -> None:
    memory = Memory()
    made = spider(memory)
    [feed] = started(made)
    pages = list(made.parse_hub(answer(feed, FEED, ETag='"1"')))
    assert urls(pages) == ["https://agency.kz/news/1"]
    [report] = memory.reports
    assert (report.etag, report.problem, report.http_status) == ('"1"', None, 200)


def test_a_hub_that_did_not_change_is_told_as_unchanged_and_no_other_road_is_taken() -> None:
    memory = Memory()
    made = spider(memory, listings=[road("https://agency.kz/news")])
    feed = started(made)[0]
    assert list(made.parse_hub(answer(feed, b"", 304))) == []
    assert memory.reports[0].unchanged


@pytest.mark.parametrize("broken", [True, False])
def test_a_hub_that_gives_nothing_is_followed_by_the_next_road(*, broken: bool) -> None:
    memory = Memory()
    made = spider(memory, listings=[road("https://agency.kz/news")])
    [feed] = started(made)
    if broken:
        following = list(made.hub_failed(failing(feed, TimeoutError("too slow"))))
    else:
        following = list(made.parse_hub(answer(feed, b"<html>no feed</html>")))
    assert urls(following) == ["https://agency.kz/news"]
    assert memory.reports[0].problem


def test_the_children_of_a_sitemap_are_read_to_a_depth_and_its_index_each_time() -> None:
    memory = Memory()
    made = spider(memory)
    started(made)
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://agency.kz/child.xml</loc></sitemap></sitemapindex>"""
    for depth, expected in ((1, ["https://agency.kz/child.xml"]), (3, [])):
        hub = PendingHub(
            source_id="agency", url="https://agency.kz/map.xml", kind="sitemap", depth=depth
        )
        request = made._hub_request(hub)
        asked = list(made.parse_hub(answer(request, index, ETag='"1"')))
        assert urls(asked) == expected
        assert memory.reports[-1].etag is None


def test_a_page_is_handed_on_as_its_bytes_came() -> None:
    made = spider(Memory([candidate("/a")]))
    _, request = started(made)
    response = answer(request, b"\xff\x00 bytes", 203, **{"Content-Type": "text/html; charset=x"})
    response.flags.append("partial")
    [page] = made.parse_page(response)
    assert isinstance(page, Page)
    assert (page.body, page.status, page.truncated) == (b"\xff\x00 bytes", 203, True)
    assert (page.content_type, page.source_id) == ("text/html; charset=x", "agency")
    assert page.fetched_at.tzinfo is UTC


def test_stored_pages_are_asked_for_once_all_hubs_have_answered() -> None:
    memory = Memory()
    memory.stored = [candidate("/stored", validators=Validators('"7"', None))]
    made = spider(memory, feeds_too="https://agency.kz/atom")
    first, second = started(made)
    assert urls(made.parse_hub(answer(first, FEED))) == ["https://agency.kz/news/1"]
    [again] = made.parse_hub(answer(second, b"", 304))
    assert (again.url, again.meta["validators"]) == ("https://agency.kz/stored", Validators('"7"', None))  # fmt: skip


def test_stored_pages_are_asked_for_at_once_where_no_hub_is_due() -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    memory = Memory()
    memory.memory = [
        HubMemory(
            url="https://agency.kz/rss", kind="feed", origin="file", checked_at=later, due_at=later
        )
    ]
    memory.stored = [candidate(f"/{n}", validators=Validators(None, None)) for n in range(3)]
    made = spider(memory, CrawlOptions(due=True), max_revisits=2)
    first, second = started(made)
    assert list(made.parse_page(answer(first, b"", 304))) == []
    assert memory.same == [("https://agency.kz/0", 304)]
    [page] = made.parse_page(answer(second, b"text", ETag='"8"'))
    assert (page.etag, page.last_modified) == ('"8"', None)  # type: ignore[union-attr]


def test_a_page_that_leads_to_the_front_page_is_told_as_gone() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    _, request = started(made)
    response = answer(request, b"<html>all news</html>").replace(url="https://agency.kz/")
    assert list(made.parse_page(response)) == []
    assert memory.lost == [("https://agency.kz/a", "redirected to the front page", 200)]


@pytest.mark.parametrize(
    ("status", "is_gone"), [(404, True), (410, True), (403, False), (500, False)]
)
def test_a_page_that_is_answered_404_or_410_is_told_as_gone(status: int, *, is_gone: bool) -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    _, request = started(made)
    response = answer(request, b"", status)
    list(made.page_failed(failing(request, HttpError(response, "ignored"))))
    assert memory.lost == [("https://agency.kz/a", f"answered {status}", status)] * is_gone
    assert len(memory.failed) == (not is_gone)


def test_a_page_that_failed_is_told_and_one_without_its_turn_stays_queued() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    feed, page = started(made)
    assert list(made.page_failed(failing(page, Interrupted()))) == []
    assert list(made.hub_failed(failing(feed, Interrupted()))) == []
    assert (memory.failed, memory.reports) == ([], [])
    assert list(made.page_failed(failing(page, ValueError("odd")))) == []
    assert memory.failed[0][0] == "https://agency.kz/a"


def test_a_page_whose_host_alone_is_in_trouble_is_told_as_untried() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    request = started(made)[1]
    for error in (
        Throttled(datetime.now(UTC)),
        RobotsRefused("robots.txt unreachable", retry=True),
        RobotsRefused("robots.txt forbids it"),
        ValueError("odd"),
    ):
        list(made.page_failed(failing(request, error)))
    assert memory.untried == ["throttled by the host", "robots.txt unreachable"]


def test_a_page_that_a_hub_admits_while_the_run_begins_is_asked_for_once() -> None:
    memory = Memory([candidate("/left")])

    async def begin() -> list[str]:
        made = spider(memory)
        requests = made.start()
        first = await anext(requests)
        admitted = list(made.parse_hub(answer(first, FEED)))
        return urls([first, *admitted, *[request async for request in requests]])

    assert asyncio.run(begin()) == [
        "https://agency.kz/rss",
        "https://agency.kz/left",
        "https://agency.kz/news/1",
    ]


def test_a_hub_read_for_a_limited_time_only_keeps_no_validators() -> None:
    memory = Memory()
    made = spider(memory)
    [request] = started(made)
    for since, kept in ((None, '"1"'), (datetime.now(UTC), None)):
        made.options = CrawlOptions(since=since)
        list(made.parse_hub(answer(request, FEED, ETag='"1"')))
        assert memory.reports[-1].etag == kept


class Crawling:
    """As much of a crawler as the spider's constructor looks at."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(
            {"SOURCES_DIR": str(folder), "FRONTIER": "tests.test_spider.remember"}
        )
        self.signals = self

    def connect(self, *_: object, **__: object) -> None:
        """Nobody listens."""


def remember(crawler: object) -> Memory:
    del crawler
    return Memory()


def test_the_arguments_of_scrapy_crawl_are_read(tmp_path: Path) -> None:
    for name in ("agency", "other", "third"):
        write_source(tmp_path, name, enabled=name != "third")
    crawling: Any = Crawling(tmp_path)
    made = NewsSpider.from_crawler(crawling, sources="other, third", since="2026-11-20", limit="3")
    assert (list(made.sources), made.options.limit) == (["other", "third"], 3)
    assert made.options.since == datetime(2026, 11, 20, tzinfo=UTC)
    assert isinstance(made.frontier, Memory)
    assert list(NewsSpider.from_crawler(crawling).sources) == ["agency", "other"]


def test_an_unknown_source_is_told(tmp_path: Path) -> None:
    write_source(tmp_path, "agency")
    crawling: Any = Crawling(tmp_path)
    with pytest.raises(SourceError, match="nowhere"):
        NewsSpider.from_crawler(crawling, sources="nowhere")
