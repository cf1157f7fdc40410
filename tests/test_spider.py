"""The spider: what it asks for, in which order, and what it tells the frontier."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.failures import Interrupted, RobotsRefused, Throttled
from crawler.frontier import Admission, HubReport, PendingHub
from crawler.sources import SourceError
from crawler.spiders.news import NewsSpider
from crawler.verdict import Tally
from tests.builders import candidate, source
from tests.crawling import write_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from scrapy import Request

    from crawler.frontier import Frontier, HubState
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
        self.counts = {"agency": Tally("agency"), "other": Tally("other")}

    def begin(self, sources: Sequence[Source], options: Mapping[str, object]) -> None:
        self.begun = [source.id for source in sources], dict(options)

    def finish(self, reason: str) -> RunVerdict:
        raise NotImplementedError

    def tallies(self) -> Mapping[str, Tally]:
        return self.counts

    def hub_state(self, url: str) -> HubState | None:
        del url
        return None

    def admit(self, report: HubReport) -> Admission:
        self.reports.append(report)
        children = tuple(
            PendingHub(
                source_id=report.source_id, url=hub.url, kind=hub.kind, depth=report.depth + 1
            )
            for hub in report.children
        )
        return Admission(report.candidates, children)

    def pending_hubs(self, source_ids: Sequence[str]) -> list[PendingHub]:
        return [hub for hub in self.hubs if hub.source_id in source_ids]

    def due(self, source_ids: Sequence[str]) -> list[Candidate]:
        return [page for page in self.waiting if page.source_id in source_ids]

    def fail(
        self, candidate: Candidate, reason: str, detail: str, *, retry: bool, tried: bool = True
    ) -> None:
        del detail
        self.failed.append((candidate.url, reason, retry))
        self.untried += [] if tried else [reason]

    def close(self) -> None:
        """Nothing is open."""


def road(url: str) -> dict[str, str]:
    return {"url": url, "status": "works"}


def spider(memory: Frontier, limit: int | None = None, **fields: Any) -> NewsSpider:
    made = NewsSpider()
    made.sources = {"agency": source(feeds=[road("https://agency.kz/rss")], **fields)}
    made.frontier, made.since, made.limit, made.options = memory, None, limit, {"limit": limit}
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
    memory = Memory([old, candidate("/undated"), new], [left])
    requests = started(spider(memory))
    assert memory.begun == (["agency"], {"limit": None})
    ordered = [r.url.rsplit("/", 1)[1] for r in sorted(requests, key=lambda r: -r.priority)]
    assert ordered == ["rss", "map-2.xml", "new", "undated", "old"]
    assert all(request.dont_filter for request in requests)


def test_pages_over_the_limit_stay_queued_and_are_counted() -> None:
    memory = Memory([candidate(f"/{n}") for n in range(5)])
    made = spider(memory, limit=2)
    assert urls(started(made))[1:] == ["https://agency.kz/0", "https://agency.kz/1"]
    assert memory.counts["agency"].queued == 3


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
    request = started(made)[1]
    response = answer(request, b"\xff\x00 bytes", 203, **{"Content-Type": "text/html; charset=x"})
    response.flags.append("partial")
    [page] = made.parse_page(response)
    assert (page.body, page.status, page.truncated) == (b"\xff\x00 bytes", 203, True)
    assert (page.content_type, page.source_id) == ("text/html; charset=x", "agency")
    assert page.fetched_at.tzinfo is UTC


def test_a_page_that_failed_is_told_and_one_without_its_turn_stays_queued() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    feed, page = started(made)
    made.page_failed(failing(page, Interrupted()))
    assert list(made.hub_failed(failing(feed, Interrupted()))) == []
    assert (memory.failed, memory.reports) == ([], [])
    made.page_failed(failing(page, ValueError("odd")))
    assert memory.failed[0][0] == "https://agency.kz/a"


def test_a_page_whose_host_alone_is_in_trouble_is_told_as_untried() -> None:
    memory = Memory([candidate("/a")])
    made = spider(memory)
    request = started(made)[1]
    for error in (
        Throttled("throttled"),
        RobotsRefused("robots.txt unreachable", retry=True),
        RobotsRefused("robots.txt forbids it"),
        ValueError("odd"),
    ):
        made.page_failed(failing(request, error))
    assert memory.untried == ["throttled", "robots.txt unreachable"]


def test_what_is_left_over_is_looked_up_before_a_hub_can_answer() -> None:
    memory = Memory([candidate("/left")])

    async def begin() -> list[str]:
        requests = spider(memory).start()
        first = await anext(requests)
        # what the first hub admits is queued by now, and asked for by its callback
        memory.waiting.append(candidate("/admitted"))
        return [first.url, *[request.url async for request in requests]]

    assert asyncio.run(begin()) == ["https://agency.kz/rss", "https://agency.kz/left"]


def test_a_hub_read_for_a_limited_time_only_keeps_no_validators() -> None:
    memory = Memory()
    made = spider(memory)
    [request] = started(made)
    for since, kept in ((None, '"1"'), (datetime.now(UTC), None)):
        made.since = since
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
    assert (list(made.sources), made.limit) == (["other", "third"], 3)
    assert made.since == datetime(2026, 11, 20, tzinfo=UTC)
    assert isinstance(made.frontier, Memory)
    assert list(NewsSpider.from_crawler(crawling).sources) == ["agency", "other"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"limit": "many"}, "write limit=20"),
        ({"limit": "0"}, "1 or more"),
        ({"since": "soon"}, "soon"),
    ],
)
def test_a_wrong_argument_is_told_with_what_would_be_right(
    arguments: dict[str, str], words: str, tmp_path: Path
) -> None:
    write_source(tmp_path, "agency")
    crawling: Any = Crawling(tmp_path)
    with pytest.raises(ValueError, match=words):
        NewsSpider.from_crawler(crawling, **arguments)


def test_an_unknown_source_is_told(tmp_path: Path) -> None:
    write_source(tmp_path, "agency")
    crawling: Any = Crawling(tmp_path)
    with pytest.raises(SourceError, match="nowhere"):
        NewsSpider.from_crawler(crawling, sources="nowhere")
