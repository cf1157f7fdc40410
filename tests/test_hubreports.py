from datetime import timedelta

from crawler.frontier import Origin, PendingHub
from crawler.hubreports import HubAnswer, report, report_answer
from crawler.items import HubKind
from tests.builders import NOW, source

PAGE = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>
<a href="/news/2026/11/22/miners-went-down-the-shaft-again-101">Miners went down the shaft</a>
<a rel="next" href="/news?page=2">2</a></body></html>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://agency.kz/a.xml</loc></sitemap></sitemapindex>"""
FEED = b"""<rss version="2.0"><channel><title>x</title>
<item><title>A</title><link>https://agency.kz/news/1</link></item></channel></rss>"""


def hub(kind: HubKind, origin: Origin = "file", depth: int = 1) -> PendingHub:
    url = "https://agency.kz/news"
    return PendingHub(source_id="agency", url=url, kind=kind, origin=origin, depth=depth)


def answer(body: bytes, status: int = 200) -> HubAnswer:
    return HubAnswer(body=body, url="https://agency.kz/news", status=status, etag='"1"')


WORKS = [{"url": "https://agency.kz/feed", "status": "works"}]


def children(of: PendingHub, body: bytes, **fields: object) -> list[str]:
    told = report_answer(of, answer(body), source=source(**{"feeds": WORKS, **fields}), now=NOW)
    return [child.url.removeprefix("https://agency.kz/") for child in told.children]


def test_a_hub_that_did_not_change_says_so_and_nothing_else() -> None:
    told = report_answer(hub("feed"), answer(b"", 304), source=source(), now=NOW)
    assert told == report(hub("feed"), http_status=304, unchanged=True)


def test_a_feed_keeps_its_validators_and_an_index_does_not() -> None:
    feed = report_answer(hub("feed"), answer(FEED), source=source(), now=NOW)
    assert (feed.etag, len(feed.candidates)) == ('"1"', 1)
    index = report_answer(hub("sitemap"), answer(INDEX), source=source(), now=NOW)
    assert (index.etag, len(index.children)) == (None, 1)


def test_a_hub_read_for_a_limited_time_keeps_no_validators_and_is_a_look_back() -> None:
    since = NOW - timedelta(days=1)
    told = report_answer(hub("feed"), answer(FEED), source=source(), now=NOW, asked_since=since)
    assert (told.etag, told.backfill) == (None, True)


def test_the_feeds_that_a_section_page_names_are_wanted_where_roads_are_sought() -> None:
    assert children(hub("listing"), PAGE) == ["news?page=2"]
    assert children(hub("listing", "front"), PAGE) == ["news?page=2", "rss"]
    assert children(hub("feed"), PAGE) == ["rss"]
    assert children(hub("listing"), PAGE, feeds=[]) == ["news?page=2", "rss"]


def test_what_is_deeper_than_the_source_allows_is_not_followed() -> None:
    assert children(hub("listing", depth=3), PAGE) == []
    assert children(hub("sitemap", depth=3), INDEX) == []


def feed(count: int, stamp: str = "", end: str = "</channel></rss>") -> bytes:
    entries = "".join(
        f"<item><title>A</title><link>https://agency.kz/{n}</link>{stamp}</item>"
        for n in range(count)
    )
    return (
        f'<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>{entries}{end}'.encode()
    )


def test_a_feed_without_an_end_is_told_as_cut_and_keeps_no_validators() -> None:
    told = report_answer(hub("feed"), answer(feed(2, end="")), source=source(), now=NOW)
    assert (told.cut, told.etag, len(told.candidates)) == (True, None, 2)
    whole = report_answer(hub("feed"), answer(feed(2)), source=source(), now=NOW)
    assert (whole.cut, whole.etag) == (False, '"1"')


def test_an_answer_whose_connection_broke_is_cut() -> None:
    broken = HubAnswer(body=feed(2), url="https://agency.kz/", status=200, cut=True)
    assert report_answer(hub("feed"), broken, source=source(), now=NOW).cut
    assert not report_answer(hub("listing"), answer(PAGE), source=source(), now=NOW).cut


def test_entries_that_are_all_stamped_anew_were_not_modified() -> None:
    same = "<a:updated>2026-11-20T10:00:00Z</a:updated>"
    told = report_answer(hub("feed"), answer(feed(12, same)), source=source(), now=NOW)
    assert {one.modified_at for one in told.candidates} == {None}
    few = report_answer(hub("feed"), answer(feed(3, same)), source=source(), now=NOW)
    assert None not in {one.modified_at for one in few.candidates}
